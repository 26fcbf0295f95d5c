/**
 * One cluster of the playground: its kinds, its objects, its users, its logs. The API server answers requests with it,
 * and controllers work in it directly; how is told at the head of `store/store.ts`.
 */
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { profileReader } from './admission/profile.ts';
import type { User } from './auth/users.ts';
import { type Client, clientOf } from './client.ts';
import { expireEvents } from './builtin/eventExpiry.ts';
import { collectGarbage } from './builtin/garbageCollector.ts';
import { tendNamespaces } from './builtin/namespaces.ts';
import type { ApiKind } from './kinds/kind.ts';
import { type Registry, registryOf } from './kinds/registry.ts';
import { type Logs, podLogs } from './logs.ts';
import { uidOf } from './object.ts';
import type { Proxies } from './proxies.ts';
import { Store } from './store/store.ts';
import type { Release, Target } from './writes/request.ts';

export interface Cluster extends Target {
  /** The name of its context. */
  readonly name: string;
  readonly store: Store;
  readonly registry: Registry;
  readonly logs: Logs;
  readonly proxies: Proxies;
  /** By bearer token; a token that is taken out is refused from then on. */
  readonly tokens: Map<string, User>;
  /** The kind of this name, `'apps/v1 Deployment'`; throws for one this cluster does not have. */
  kind(name: string): ApiKind;
  /** Acts as this user under the name of this field manager. */
  as(user: User, manager: string): Client;
}

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
    proxies: { service: undefined },
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
