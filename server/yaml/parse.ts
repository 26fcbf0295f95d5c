/** The tree of a segment, made when asked for. Few are kept: trees are what costs memory, and making one is cheap. */
import { fullParse } from './fullParse.ts';
import type { Tree } from './node.ts';
import { quickParse } from './quickParse.ts';
import type { Segment } from './segment.ts';

/** Above this many UTF-16 units a document is not read but said to be too large. */
export const largestSegment = 4_000_000;

export function parse(segment: Segment): Tree {
  const known = kept.get(segment);
  if (known !== undefined) return known;
  const tree = parseText(segment.text);
  keep(segment, tree);
  return tree;
}

/** The tree of a text that is nobody's segment and not kept. */
export function parseText(text: string): Tree {
  return quickParse(text) ?? fullParse(text);
}

/** A cache by identity, so it cannot answer wrongly; the oldest goes first. */
const kept = new Map<Segment, Tree>();
const most = 64;

function keep(segment: Segment, tree: Tree): void {
  kept.set(segment, tree);
  if (kept.size <= most) return;
  for (const oldest of kept.keys()) {
    kept.delete(oldest);
    break;
  }
}
