/** The names of the workspace that one may want to jump to. */
import { SymbolKind, type SymbolInformation } from 'vscode-languageserver-types';
import { typeOfKind } from '#knative/facts/objectReference.ts';
import { kinds } from '#knative/kinds.ts';
import type { Snapshot } from '../../model/snapshot.ts';

export interface WorkspaceSymbolParams {
  readonly query: string;
}

/** An editor asks again as its user types on. */
const mostFound = 200;

export function workspaceSymbols(
  snapshot: Snapshot,
  { query }: WorkspaceSymbolParams,
): readonly SymbolInformation[] {
  const wanted = query.trim().toLowerCase();
  const found: { readonly rank: number; readonly symbol: () => SymbolInformation }[] = [];
  for (const [type, kind] of symbolTypes()) {
    for (const located of snapshot.all(type)) {
      const rank = rankOf(wanted, located.name.toLowerCase(), kind.toLowerCase());
      if (rank === undefined) continue;
      const symbol = (): SymbolInformation => ({
        name: `${kind} ${located.name}`,
        kind: type === 'revision' ? SymbolKind.Struct : SymbolKind.Class,
        location: { uri: located.uri, range: located.range },
        ...(located.namespace !== '' && { containerName: located.namespace }),
      });
      found.push({ rank, symbol });
    }
  }
  return found
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, mostFound)
    .map(({ symbol }) => symbol());
}

/** The types of names that resources have, and how they are called. */
function symbolTypes(): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const { apiVersion, kind } of kinds()) {
    const type = typeOfKind(apiVersion, kind);
    if (type !== undefined && !types.has(type)) types.set(type, kind);
  }
  return types;
}

/** The lower the better; undefined where the letters do not come in this order. */
function rankOf(query: string, name: string, kind: string): number | undefined {
  if (name.startsWith(query)) return 0;
  if (name.includes(query)) return 1;
  const whole = `${kind} ${name}`;
  if (whole.includes(query)) return 2;
  let at = 0;
  for (const letter of query) {
    at = whole.indexOf(letter, at) + 1;
    if (at === 0) return undefined;
  }
  return 3;
}
