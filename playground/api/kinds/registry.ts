/** The kinds one cluster serves, by every name they are asked for. */
import { apiVersionOf, type ApiKind, kindKey } from './kind.ts';

export interface Registry {
  readonly kinds: readonly ApiKind[];
  /** By `'apps/v1 Deployment'`; undefined where this cluster has no such kind. */
  find(name: string): ApiKind | undefined;
  /** By its address below `/api` or `/apis`. */
  at(group: string, version: string, plural: string): ApiKind | undefined;
  /** Every group but the core one, with its versions, the preferred one first. */
  readonly groups: readonly Group[];
}

export interface Group {
  readonly name: string;
  readonly versions: readonly string[];
}

export function registryOf(kinds: readonly ApiKind[]): Registry {
  const byName = new Map(kinds.map((kind) => [kindKey(apiVersionOf(kind), kind.kind), kind]));
  const byPlace = new Map(kinds.map((kind) => [`${apiVersionOf(kind)}/${kind.plural}`, kind]));
  return {
    kinds,
    find: (name) => byName.get(name),
    at: (group, version, plural) => byPlace.get(`${apiVersionOf({ group, version })}/${plural}`),
    groups: groupsOf(kinds),
  };
}

function groupsOf(kinds: readonly ApiKind[]): readonly Group[] {
  const groups = new Map<string, Set<string>>();
  for (const { group, version } of kinds) {
    if (group === '') continue;
    groups.set(group, (groups.get(group) ?? new Set()).add(version));
  }
  return [...groups].map(([name, versions]) => ({ name, versions: [...versions] }));
}
