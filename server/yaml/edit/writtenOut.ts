/** What is said once for several places, said in one of them for itself: changing its anchor would change the others. */
import { isObject } from '#knative/json.ts';
import type { Path } from '#knative/path.ts';
import { entryOf } from '../locate.ts';
import type { MappingNode, Node } from '../node.ts';
import { columnOf, mappingLines, renderFlow } from '../render.ts';
import { readValue } from '../value.ts';
import { childOf, joined, splice, type Draft } from './draft.ts';

/** The text with the first alias or merge on the way to a path written out; undefined where there is none. */
export function writtenOut(draft: Draft, path: Path): string | undefined {
  let node = draft.root;
  for (const part of path) {
    if (node === undefined) return undefined;
    if (node.kind === 'alias') return withoutAlias(draft, node);
    if (node.kind === 'mapping' && typeof part === 'string' && entryOf(node, part) === undefined) {
      if (node.entries.some(({ merge }) => merge) && !node.flow) return withoutMerge(draft, node);
    }
    node = childOf(node, part)?.value;
  }
  return node?.kind === 'alias' ? withoutAlias(draft, node) : undefined;
}

function withoutAlias(draft: Draft, alias: Node): string {
  return splice(draft, alias.start, alias.end, renderFlow(readValue(alias).value));
}

function withoutMerge(draft: Draft, mapping: MappingNode): string {
  const { value } = readValue(mapping);
  const lines = isObject(value) ? mappingLines(value, draft.habits) : [];
  const indent = columnOf(draft.text, mapping.start);
  return splice(draft, mapping.start, mapping.end, joined(draft, lines, indent));
}
