/** What the path of a request means. */
import type { ApiKind, Subresource } from '../kinds/kind.ts';
import type { Registry } from '../kinds/registry.ts';

export interface ResourceAddress {
  readonly kind: ApiKind;
  /** '' for the whole cluster. */
  readonly namespace: string;
  /** '' for the collection. */
  readonly name: string;
  readonly subresource: Subresource | '';
  /** What follows a proxy's address, with its slash. */
  readonly rest: string;
}

/** The resource at a path; undefined where there is none. */
export function addressOf(path: string, registry: Registry): ResourceAddress | undefined {
  const parts = path.split('/').slice(1).map(decoded);
  const [root = '', ...after] = parts;
  const isCore = root === 'api';
  if (!isCore && root !== 'apis') return undefined;
  const [group = '', version = '', ...place] = isCore ? ['', ...after] : after;
  return inGroup(group, version, place, registry);
}

function inGroup(
  group: string,
  version: string,
  place: readonly string[],
  registry: Registry,
): ResourceAddress | undefined {
  const isNamespaced = place[0] === 'namespaces' && place.length > 2 && !namespaceParts.has(place[2] ?? '');
  const namespace = isNamespaced ? (place[1] ?? '') : '';
  const [plural = '', name = '', subresource = '', ...rest] = isNamespaced ? place.slice(2) : place;
  const kind = registry.at(group, version, plural);
  if (kind === undefined) return undefined;
  if (isNamespaced && !kind.namespaced) return undefined;
  if (kind.namespaced && !isNamespaced && name !== '') return undefined;
  const known = kind.subresources.find((one) => one === subresource);
  if (subresource !== '' && known === undefined) return undefined;
  if (rest.length > 0 && known !== 'proxy') return undefined;
  return { kind, namespace, name, subresource: known ?? '', rest: `/${rest.join('/')}` };
}

/** `/namespaces/x/status` is about the namespace itself. */
const namespaceParts = new Set(['status', 'finalize']);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
