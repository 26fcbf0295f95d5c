/**
 * The objects of one cluster, the order in which they changed, and who is told. In memory and synchronous: whatever a
 * write does happens before anybody else gets to write, so no write needs a lock.
 *
 * **For controllers, autoscaler and request flow: what to use.** Not this store but `Cluster` (`api/cluster.ts`), which
 * goes the way a request goes: defaults, admission, resourceVersion, managed fields, generation, finalizers, dry run.
 *
 * - `cluster.as(user, manager)` gives a `Client` (`api/client.ts`) whose methods are synchronous and throw `ApiError`
 *   (`reason` is `NotFound`, `AlreadyExists`, `Conflict`, `Invalid` …). A controller acts as itself,
 *   `cluster.as(controllerUser, 'controller')`, so that Serving's webhook does not take it for the user.
 *   `get`, `find` (undefined instead of NotFound), `list({ namespace, labels, owner })`, `create`, `update`,
 *   `updateStatus`, `patch(kind, namespace, name, 'merge' | 'json' | 'strategic', body, subresource)`, `apply`,
 *   `delete`, `deleteAll`. A kind is named `'serving.knative.dev/v1 Revision'`, `'v1 Pod'`; `cluster.kind(name)` knows
 *   all about it. A write that changes nothing makes no new version and tells nobody.
 * - `cluster.store.subscribe(listener)` hears every `Change` in order (`type`, `object`, `before`, `kind`). A listener
 *   may write; what that changes is told after the present change has been told to all. Controllers had better put the
 *   object's key into a queue and work it off with `cluster.clock.after(delay, …)`: then tests step through every state.
 * - `cluster.clock` is the only time, `cluster.random` the only chance (suffixes of pods, splits).
 * - `cluster.logs` feeds `kubectl logs`; pods are named by their uid. `start(pod, container)` says that a container
 *   runs, `write(pod, container, text)` adds lines, `restart` makes what was written so far the log of the previous
 *   container, `end(pod)` ends what is followed. A pod that is deleted is forgotten by itself.
 * - `recordEvent(cluster, client, about, …)` (`builtin/events.ts`) counts up an event that is there already, as the
 *   recorder of client-go does. Events expire after an hour.
 * - `cluster.proxies.service` and `.pod` (`api/proxies.ts`) answer the API server's proxies to Services and to pods.
 * - `cluster.tokens` are the users; `ApiServer.intercept` and `cutStreams` (`http/server.ts`) spoil requests for tests,
 *   `compact()` here makes old watches and pages expire.
 * - Pods: deleting one that has a node only sets `deletionTimestamp`; whoever plays the kubelet ends it with
 *   `client.delete('v1 Pod', ns, name, { gracePeriodSeconds: 0 })`. One without a node is gone at once.
 * - Owners: write `ownerReferences`, the garbage collector (`builtin/`) does the rest, at the clock's next moment.
 */
import { withMetadata, type ApiObject, nameOf, namespaceOf } from '../object.ts';
import type { ApiKind } from '../kinds/kind.ts';
import { expired } from '../status.ts';

export interface Change {
  /** The version of the cluster this change made; versions only grow. */
  readonly version: number;
  readonly kind: ApiKind;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** The object after the change; of a deletion the last state, with the version of the deletion. */
  readonly object: ApiObject;
  readonly before: ApiObject | undefined;
}

export type Listener = (change: Change) => void;

/** How many changes a watch can go back. */
const historyLength = 5000;

export class Store {
  readonly #tables = new Map<string, Map<string, ApiObject>>();
  readonly #listeners = new Set<Listener>();
  readonly #untold: Change[] = [];
  #history: Change[] = [];
  #version: number;
  /** Changes up to this version are forgotten. */
  #forgotten: number;
  #telling = false;

  constructor(version = 1000) {
    this.#version = version;
    this.#forgotten = version;
  }

  get version(): number {
    return this.#version;
  }

  get(kind: ApiKind, namespace: string, name: string): ApiObject | undefined {
    return this.#tables.get(tableName(kind))?.get(key(namespace, name));
  }

  /** The objects of a kind, by namespace ('' for all) and name. */
  list(kind: ApiKind, namespace = ''): readonly ApiObject[] {
    return inOrder(this.#tables.get(tableName(kind))?.values() ?? [], namespace);
  }

  /** The same as it was at a version; throws Expired where that is forgotten. */
  listAt(kind: ApiKind, namespace: string, version: number): readonly ApiObject[] {
    const table = new Map(this.#tables.get(tableName(kind)));
    for (const change of this.since(version).toReversed()) {
      if (tableName(change.kind) !== tableName(kind)) continue;
      const at = key(namespaceOf(change.object), nameOf(change.object));
      if (change.before === undefined) table.delete(at);
      else table.set(at, change.before);
    }
    return inOrder(table.values(), namespace);
  }

  /** What changed after a version; throws Expired where that is forgotten. */
  since(version: number): readonly Change[] {
    if (version < this.#forgotten) throw expired(`too old resource version: ${version} (${this.#forgotten})`);
    return this.#history.filter((change) => change.version > version);
  }

  /** Writes an object (undefined: removes it) and tells everybody; returns it with its new version. */
  write(kind: ApiKind, before: ApiObject | undefined, after: ApiObject | undefined): ApiObject {
    const last = after ?? before;
    if (last === undefined) throw new Error('Nothing to write.');
    this.#version += 1;
    const object = withMetadata(last, { resourceVersion: String(this.#version) });
    const table = this.#table(kind);
    const at = key(namespaceOf(object), nameOf(object));
    if (after === undefined) table.delete(at);
    else table.set(at, object);
    const type = after === undefined ? 'DELETED' : before === undefined ? 'ADDED' : 'MODIFIED';
    this.#tell({ version: this.#version, kind, type, object, before });
    return object;
  }

  /** Hears every change from now on; the function returned ends it. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Forgets all changes so far, as etcd does every five minutes: older watches and pages get 410. */
  compact(): void {
    this.#history = [];
    this.#forgotten = this.#version;
  }

  #table(kind: ApiKind): Map<string, ApiObject> {
    const name = tableName(kind);
    let table = this.#tables.get(name);
    if (table === undefined) {
      table = new Map();
      this.#tables.set(name, table);
    }
    return table;
  }

  #tell(change: Change): void {
    this.#history.push(change);
    if (this.#history.length > historyLength)
      this.#forgotten = this.#history.shift()?.version ?? this.#forgotten;
    this.#untold.push(change);
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (let next = this.#untold.shift(); next !== undefined; next = this.#untold.shift()) {
        for (const listener of this.#listeners) listener(next);
      }
    } finally {
      this.#telling = false;
    }
  }
}

function tableName({ group, plural }: ApiKind): string {
  return `${group}/${plural}`;
}

function key(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

function inOrder(objects: Iterable<ApiObject>, namespace: string): readonly ApiObject[] {
  return [...objects]
    .filter((object) => namespace === '' || namespaceOf(object) === namespace)
    .sort((a, b) => compareText(sortKey(a), sortKey(b)));
}

function sortKey(object: ApiObject): string {
  return key(namespaceOf(object), nameOf(object));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
