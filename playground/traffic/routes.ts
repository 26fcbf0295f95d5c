/** Which revisions a host name leads to, as the load balancer was told last: an Ingress counts once it is ready. */
import { isObject, type Json, type JsonObject } from '#knative/json.ts';
import { apiVersionOf } from '../api/kinds/kind.ts';
import type { Cluster } from '../api/cluster.ts';
import { type ApiObject, listAt, numberAt, objectAt, textAt, uidOf } from '../api/object.ts';
import { isObserved } from '../controllers/reconciled.ts';

export interface Split {
  readonly namespace: string;
  readonly revision: string;
  readonly percent: number;
}

export interface Routes {
  /** The shares behind a host, or behind a tag of it; undefined where nobody asked for it. */
  find(host: string, tag?: string): readonly Split[] | undefined;
  stop(): void;
}

const kinds = [
  'networking.internal.knative.dev/v1alpha1 Ingress',
  'networking.internal.knative.dev/v1alpha1 ClusterIngress',
];

export function watchRoutes(cluster: Cluster): Routes {
  const rules = new Map<string, readonly JsonObject[]>();
  const take = (object: ApiObject): void => {
    if (isObserved(object)) rules.set(uidOf(object), listAt(object['spec'], 'rules').filter(isObject));
  };
  for (const name of kinds) {
    const kind = cluster.registry.find(name);
    if (kind !== undefined) for (const object of cluster.store.list(kind)) take(object);
  }
  const stop = cluster.store.subscribe(({ kind, type, object }) => {
    if (!kinds.includes(`${apiVersionOf(kind)} ${kind.kind}`)) return;
    if (type === 'DELETED') rules.delete(uidOf(object));
    else take(object);
  });
  const routed = (host: string, tag = ''): readonly Split[] | undefined => {
    const all = [...rules.values()].flat();
    return (tag === '' ? undefined : find(all, taggedHost(host, tag))) ?? find(all, host);
  };
  return { find: routed, stop };
}

/** As the host, else as `NAME.NAMESPACE.localhost`, which every browser takes to this machine. */
function find(rules: readonly JsonObject[], host: string): readonly Split[] | undefined {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  const exact = ruleFor(rules, (one) => one === name);
  if (exact !== undefined) return splitsOf(rules, exact);
  const local = name.slice(0, -'.localhost'.length);
  if (!name.endsWith('.localhost') || !local.includes('.')) return undefined;
  for (const candidate of [local, ...dotted(local)]) {
    const rule = ruleFor(rules, (one) => one === candidate || one.startsWith(`${candidate}.`));
    if (rule !== undefined) return splitsOf(rules, rule);
  }
  return undefined;
}

/** A tag stands before the name, as the default template has it. */
function taggedHost(host: string, tag: string): string {
  return `${tag}-${host}`;
}

/** In 2019 a name stood before the Service's with a dot: `current-canary.default` may mean `current.canary.default`. */
function dotted(host: string): readonly string[] {
  const [first = '', ...rest] = host.split('.');
  return [...first.matchAll(/-/g)].map(({ index }) =>
    [`${first.slice(0, index)}.${first.slice(index + 1)}`, ...rest].join('.'),
  );
}

function ruleFor(rules: readonly JsonObject[], fits: (host: string) => boolean): JsonObject | undefined {
  return rules.find((rule) => listAt(rule, 'hosts').some((host) => typeof host === 'string' && fits(host)));
}

function splitsOf(rules: readonly JsonObject[], rule: JsonObject): readonly Split[] {
  const path = listAt(objectAt(rule, 'http'), 'paths')[0];
  const rewritten = textAt(path, 'rewriteHost');
  if (rewritten !== '') return find(rules, rewritten) ?? [];
  return listAt(path, 'splits').map(splitOf);
}

function splitOf(split: Json): Split {
  const headers = objectAt(split, 'appendHeaders');
  return {
    namespace: textAt(split, 'serviceNamespace'),
    revision:
      textAt(headers, 'Knative-Serving-Revision') || textAt(split, 'serviceName').replace(/-service$/, ''),
    percent: numberAt(split, 'percent') ?? 0,
  };
}

/** One of them, each as often as its share says; `chance` is from 0 to 1. */
export function chosen(splits: readonly Split[], chance: number): Split | undefined {
  const total = splits.reduce((sum, { percent }) => sum + percent, 0);
  let left = chance * total;
  for (const split of splits) {
    left -= split.percent;
    if (left < 0) return split;
  }
  return splits.at(-1);
}
