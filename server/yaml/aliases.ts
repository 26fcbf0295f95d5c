/** A text without aliases: each as what it stands for. */
import type { Node } from './node.ts';
import { parseText } from './parse.ts';
import { renderFlow } from './render.ts';
import { readValue } from './value.ts';

export function withoutAliases(text: string): string {
  const { root } = parseText(text);
  return aliasesBelow(root).reduceRight(
    (now, alias) => now.slice(0, alias.start) + renderFlow(readValue(alias).value) + now.slice(alias.end),
    text,
  );
}

function aliasesBelow(node: Node | undefined): readonly Node[] {
  switch (node?.kind) {
    case undefined:
    case 'scalar':
      return [];
    case 'alias':
      return [node];
    case 'mapping':
      return node.entries.flatMap(({ value }) => aliasesBelow(value));
    case 'sequence':
      return node.items.flatMap(({ value }) => aliasesBelow(value));
  }
}
