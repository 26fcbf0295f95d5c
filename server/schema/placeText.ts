/** The little document that yaml-language-server is asked about: the way from a resource's root to one place in it. */
import type { SchemaQuestion } from '../model/schemaProposals.ts';

export interface PlaceText {
  readonly text: string;
  /** Where in the text the question is asked. */
  readonly offset: number;
}

/**
 * Only the way to the place is written, as plain block YAML. So what is broken, half typed or unusual around the place
 * cannot mislead, and the cost does not depend on what else the manifest holds.
 */
export function placeText({ path, want }: SchemaQuestion): PlaceText {
  const lines = path.map(
    (part, depth) => indent(depth) + (typeof part === 'number' ? '-' : `${quoted(part)}:`),
  );
  if (want === 'keys') lines.push(indent(path.length) + halfTyped);
  const text = want === 'keys' ? lines.join('\n') : `${lines.join('\n')} `;
  return { text, offset: text.length };
}

/** A word that is no field's name: every field is offered in its place. */
const halfTyped = 'x';

function indent(depth: number): string {
  return ' '.repeat(2 * depth);
}

function quoted(key: string): string {
  return /^[A-Za-z][\w./-]*$/.test(key) ? key : JSON.stringify(key);
}
