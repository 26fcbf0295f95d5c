/** From a name to all who mention it, across files. */
import type { Location } from 'vscode-languageserver-types';
import { cursorAt } from '../model/cursor.ts';
import { definitionsOf, nameAt, rangesOf, referencesTo } from '../model/names.ts';
import type { Located, PositionParams, Snapshot } from '../model/snapshot.ts';

export interface ReferenceParams extends PositionParams {
  readonly context: { readonly includeDeclaration: boolean };
}

export function references(snapshot: Snapshot, params: ReferenceParams): readonly Location[] {
  const cursor = cursorAt(snapshot, params);
  const name = cursor === undefined ? undefined : nameAt(snapshot, cursor);
  if (cursor === undefined || name === undefined) return [];
  const definitions = params.context.includeDeclaration
    ? definitionsOf(snapshot, name.mention, cursor.view)
    : [];
  return onePlaceOnce([...definitions, ...referencesTo(snapshot, name.mention)]);
}

function onePlaceOnce(found: readonly Located[]): readonly Location[] {
  const places = new Map<string, Location>();
  for (const located of found) {
    for (const range of rangesOf(located)) {
      const { line, character } = range.start;
      places.set(`${located.uri} ${line}:${character}`, { uri: located.uri, range });
    }
  }
  return [...places.values()];
}
