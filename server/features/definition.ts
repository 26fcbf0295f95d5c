/** From a name to where it is defined, across files. */
import type { Location, LocationLink } from 'vscode-languageserver-types';
import { cursorAt } from '../model/cursor.ts';
import { definitionsOf, nameAt, rangesOf } from '../model/names.ts';
import type { PositionParams, Snapshot } from '../model/snapshot.ts';
import { rangeIn } from '../yaml/document.ts';

export function definition(
  snapshot: Snapshot,
  params: PositionParams,
): readonly LocationLink[] | readonly Location[] {
  const links = definitionLinks(snapshot, params);
  if (snapshot.client.links) return links;
  return links.map(({ targetUri, targetSelectionRange }) => ({
    uri: targetUri,
    range: targetSelectionRange,
  }));
}

export function definitionLinks(snapshot: Snapshot, params: PositionParams): readonly LocationLink[] {
  const cursor = cursorAt(snapshot, params);
  const name = cursor === undefined ? undefined : nameAt(snapshot, cursor);
  if (cursor === undefined || name === undefined) return [];
  const originSelectionRange = rangeIn(cursor.place, name.span.start, name.span.end);
  return definitionsOf(snapshot, name.mention, cursor.view).flatMap((located) =>
    rangesOf(located).map((range) => ({
      originSelectionRange,
      targetUri: located.uri,
      targetRange: range,
      targetSelectionRange: range,
    })),
  );
}
