/**
 * One cluster of the playground: its kinds, its objects, its users, its logs. The API server answers requests with it,
 * and controllers work in it directly; how is told at the head of `store/store.ts`.
 */
import type { User } from './auth/users.ts';
import type { Client } from './client.ts';
import type { ApiKind } from './kinds/kind.ts';
import type { Registry } from './kinds/registry.ts';
import type { Logs } from './logs.ts';
import type { ApiObject } from './object.ts';
import type { Proxies } from './proxies.ts';
import type { Store } from './store/store.ts';
import type { Target } from './writes/request.ts';

export interface Cluster extends Target {
  /** The name of its context. */
  readonly name: string;
  readonly store: Store;
  readonly registry: Registry;
  readonly logs: Logs;
  readonly proxies: Proxies;
  /** Objects that are not stored but worked out when they are asked for, by their kind; they can only be read. */
  readonly computed: Map<string, () => readonly ApiObject[]>;
  /** By bearer token; a token that is taken out is refused from then on. */
  readonly tokens: Map<string, User>;
  /** The kind of this name, `'apps/v1 Deployment'`; throws for one this cluster does not have. */
  kind(name: string): ApiKind;
  /** Acts as this user under the name of this field manager. */
  as(user: User, manager: string): Client;
}
