/** The other places of the same resource where the name under the cursor stands. */
import { DocumentHighlightKind, type DocumentHighlight } from 'vscode-languageserver-types';
import { cursorAt } from '../model/cursor.ts';
import { isSameName, nameAt, spansOf } from '../model/names.ts';
import type { PositionParams, Snapshot } from '../model/snapshot.ts';
import { rangeIn } from '../yaml/document.ts';

export function documentHighlight(
  snapshot: Snapshot,
  params: PositionParams,
): readonly DocumentHighlight[] | undefined {
  const cursor = cursorAt(snapshot, params);
  const name = cursor === undefined ? undefined : nameAt(snapshot, cursor);
  // Without an answer the editor highlights equal words itself.
  if (cursor === undefined || name === undefined) return undefined;
  const { place, view } = cursor;
  const { defines, refersTo } = snapshot.facts(view);
  const found: DocumentHighlight[] = [];
  for (const [mentions, kind] of [
    [defines, DocumentHighlightKind.Write] as const,
    [refersTo, DocumentHighlightKind.Read] as const,
  ]) {
    for (const mention of mentions) {
      if (!isSameName(mention, name.mention)) continue;
      for (const { start, end } of spansOf(place.segment, view, mention)) {
        found.push({ range: rangeIn(place, start, end), kind });
      }
    }
  }
  return found;
}
