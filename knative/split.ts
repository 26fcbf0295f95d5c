/** Who gets how much of the requests, in words: what the traffic of a Service or Route, or a mode of 2019, comes to. */
import { isArray, member, type Json } from './json.ts';
import type { Resource } from './resource.ts';
import { groupOf } from './resource.ts';
import { readRollout } from './rollout/rollout.ts';
import { servingGroup } from './template.ts';
import { text, type Text } from './text.ts';

export interface Share {
  readonly percent: number;
  /** The revision; '' where it follows the newest that is ready. */
  readonly revision: string;
  /** Whose newest revision it follows, where a Route says so. */
  readonly configuration: string;
  readonly tag: string;
}

/** The shares in the order of the manifest; none for other kinds, and where the manifest leaves it to others. */
export function splitOf(resource: Resource): readonly Share[] {
  if (groupOf(resource.apiVersion) !== servingGroup) return [];
  if (resource.kind === 'Route') return routeShares(resource);
  if (resource.kind !== 'Service') return [];
  return readRollout({ spec: resource.value['spec'] ?? null }).targets.map(
    ({ percent, revision, latest, tag = '' }) => ({
      percent,
      revision: latest ? '' : revision,
      configuration: '',
      tag,
    }),
  );
}

function routeShares({ value, apiVersion }: Resource): readonly Share[] {
  const traffic = member(value['spec'], 'traffic');
  if (!isArray(traffic)) return [];
  return traffic.map((target) => {
    const percent = member(target, 'percent');
    const name = apiVersion.endsWith('/v1alpha1') ? textAt(target, 'name') : '';
    return {
      percent: typeof percent === 'number' ? percent : 0,
      revision: textAt(target, 'revisionName'),
      configuration: textAt(target, 'configurationName'),
      tag: textAt(target, 'tag') || name,
    };
  });
}

/** "80 % to canary-00001". */
export function shareInWords({ percent, revision, configuration }: Share): Text {
  if (revision !== '') return text('{0} % to {1}', percent, revision);
  return configuration === ''
    ? text('{0} % to the newest ready revision', percent)
    : text('{0} % to the newest ready revision of {1}', percent, configuration);
}

/** Which target an address of its own leads to. */
export function tagInWords({ tag, revision, configuration }: Share): Text {
  const name = revision === '' ? configuration : revision;
  return name === '' ? text('{0} → newest ready revision', tag) : text('{0} → {1}', tag, name);
}

/** "80 % canary-00001", as short as can be. */
export function shareInShort({ percent, revision, configuration }: Share): Text {
  const name = revision === '' ? configuration : revision;
  return name === '' ? text('{0} % newest revision', percent) : text('{0} % {1}', percent, name);
}

function textAt(value: Json | undefined, key: string): string {
  const found = member(value, key);
  return typeof found === 'string' ? found : '';
}
