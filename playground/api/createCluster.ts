/** Makes an empty cluster, with the controllers that no API server goes without. */
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { profileReader } from './admission/profile.ts';
import { expireEvents } from './builtin/eventExpiry.ts';
import { collectGarbage } from './builtin/garbageCollector.ts';
import { tendNamespaces } from './builtin/namespaces.ts';
import { clientOf } from './client.ts';
import type { Cluster } from './cluster.ts';
import type { ApiKind } from './kinds/kind.ts';
import { registryOf } from './kinds/registry.ts';
import { podLogs } from './logs.ts';
import { uidOf } from './object.ts';
import { Store } from './store/store.ts';
import type { Release, Target } from './writes/request.ts';

export interface ClusterOptions {
  readonly name: string;
  readonly kinds: readonly ApiKind[];
  readonly clock: Clock;
  readonly random: Random;
  readonly release: Release;
}

/** An empty cluster. */
export function createCluster({ name, kinds, clock, random, release }: ClusterOptions): Cluster {
  const store = new Store();
  const registry = registryOf(kinds);
  const kind = (wanted: string): ApiKind => {
    const found = registry.find(wanted);
    if (found === undefined) throw new Error(`The cluster ${name} has no kind ${wanted}.`);
    return found;
  };
  const configMap = kind('v1 ConfigMap');
  const target: Target = {
    store,
    registry,
    clock,
    random,
    release,
    profile: profileReader((map) => store.get(configMap, 'knative-serving', map)),
  };
  const cluster: Cluster = {
    ...target,
    name,
    logs: podLogs(clock),
    proxies: { service: undefined, pod: undefined },
    computed: new Map(),
    tokens: new Map(),
    kind,
    as: (user, manager) => clientOf(target, kind, user, manager),
  };
  const pods = kind('v1 Pod');
  store.subscribe((change) => {
    if (change.kind === pods && change.type === 'DELETED') cluster.logs.remove(uidOf(change.object));
  });
  collectGarbage(cluster);
  tendNamespaces(cluster);
  expireEvents(cluster);
  return cluster;
}
