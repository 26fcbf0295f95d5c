/**
 * The garbage collector: deletes what has lost all its owners, and deals with the finalizers that stand for deleting in
 * the foreground and for leaving dependents behind (k8s.io/kubernetes pkg/controller/garbagecollector).
 */
import { systemUser } from '../auth/users.ts';
import type { Client } from '../client.ts';
import type { Cluster } from '../cluster.ts';
import { type ApiKind, apiVersionOf } from '../kinds/kind.ts';
import {
  type ApiObject,
  finalizersOf,
  isTerminating,
  nameOf,
  namespaceOf,
  ownersOf,
  uidOf,
} from '../object.ts';
import type { Change } from '../store/store.ts';

interface Reference {
  readonly kind: ApiKind;
  readonly namespace: string;
  readonly name: string;
}

export function collectGarbage(cluster: Cluster): void {
  const client = cluster.as(systemUser, 'kube-controller-manager');
  const graph = new Graph();
  const waiting = new Map<string, Reference>();
  let isDue = false;
  const work = (): void => {
    isDue = false;
    const due = [...waiting.values()];
    waiting.clear();
    for (const one of due) tend(client, graph, one);
  };
  cluster.store.subscribe((change) => {
    for (const [uid, reference] of graph.take(change)) waiting.set(uid, reference);
    if (isDue || waiting.size === 0) return;
    isDue = true;
    cluster.clock.after(0, work);
  });
}

/** Who owns whom, by uid. */
class Graph {
  readonly #alive = new Map<string, Reference>();
  readonly #dependents = new Map<string, Map<string, Reference>>();

  /** Notes a change; gives the objects that need a look because of it. */
  take({ type, kind, object, before }: Change): readonly (readonly [string, Reference])[] {
    const uid = uidOf(object);
    const reference = { kind, namespace: namespaceOf(object), name: nameOf(object) };
    for (const owner of before === undefined ? [] : ownersOf(before))
      this.#dependents.get(owner.uid)?.delete(uid);
    if (type === 'DELETED') {
      this.#alive.delete(uid);
      const owners = ownersOf(object).flatMap((owner) => this.#entry(owner.uid));
      return [...this.dependentsOf(uid), ...owners];
    }
    this.#alive.set(uid, reference);
    for (const owner of ownersOf(object)) {
      const all = this.#dependents.get(owner.uid) ?? new Map<string, Reference>();
      this.#dependents.set(owner.uid, all.set(uid, reference));
    }
    return ownersOf(object).length > 0 || isTerminating(object) ? [[uid, reference]] : [];
  }

  isAlive(uid: string): boolean {
    return this.#alive.has(uid);
  }

  dependentsOf(uid: string): readonly (readonly [string, Reference])[] {
    return [...(this.#dependents.get(uid) ?? [])];
  }

  #entry(uid: string): readonly (readonly [string, Reference])[] {
    const reference = this.#alive.get(uid);
    return reference === undefined ? [] : [[uid, reference]];
  }
}

function tend(client: Client, graph: Graph, reference: Reference): void {
  const object = find(client, reference);
  if (object === undefined) return;
  if (isTerminating(object)) return tendTerminating(client, graph, object, reference);
  const owners = ownersOf(object);
  const lost = owners.filter(({ uid }) => !graph.isAlive(uid));
  if (lost.length === 0) return;
  const { kind, namespace, name } = reference;
  if (lost.length === owners.length) client.delete(named(kind), namespace, name);
  else disown(client, object, reference, (uid) => !graph.isAlive(uid));
}

function tendTerminating(client: Client, graph: Graph, object: ApiObject, reference: Reference): void {
  const finalizers = finalizersOf(object);
  const dependents = graph.dependentsOf(uidOf(object));
  if (finalizers.includes('orphan')) {
    for (const [, one] of dependents) {
      const dependent = find(client, one);
      if (dependent !== undefined) disown(client, dependent, one, (uid) => uid === uidOf(object));
    }
    dropFinalizer(client, reference, 'orphan');
  } else if (finalizers.includes('foregroundDeletion')) {
    const rest = dependents.filter(([, one]) => deleteDependent(client, one, uidOf(object)));
    if (rest.length === 0) dropFinalizer(client, reference, 'foregroundDeletion');
  }
}

/** Deletes a dependent; whether the owner has to wait for it. */
function deleteDependent(client: Client, { kind, namespace, name }: Reference, owner: string): boolean {
  const dependent = client.find(named(kind), namespace, name);
  if (dependent === undefined) return false;
  if (!isTerminating(dependent)) client.delete(named(kind), namespace, name);
  const isBlocking = ownersOf(dependent).some(
    ({ uid, blockOwnerDeletion }) => uid === owner && blockOwnerDeletion,
  );
  return isBlocking && client.find(named(kind), namespace, name) !== undefined;
}

function disown(
  client: Client,
  object: ApiObject,
  { kind, namespace, name }: Reference,
  isGone: (uid: string) => boolean,
): void {
  const given = object.metadata['ownerReferences'];
  const owners = ownersOf(object);
  const kept = (Array.isArray(given) ? given : []).filter((_, index) => !isGone(owners[index]?.uid ?? ''));
  const body = { metadata: { ownerReferences: kept.length === 0 ? null : kept } };
  client.patch(named(kind), namespace, name, 'merge', body);
}

function dropFinalizer(client: Client, reference: Reference, finalizer: string): void {
  const object = find(client, reference);
  if (object === undefined) return;
  const rest = finalizersOf(object).filter((one) => one !== finalizer);
  const { kind, namespace, name } = reference;
  client.patch(named(kind), namespace, name, 'merge', {
    metadata: { finalizers: rest.length === 0 ? null : rest },
  });
}

function find(client: Client, { kind, namespace, name }: Reference): ApiObject | undefined {
  return client.find(named(kind), namespace, name);
}

function named(kind: ApiKind): string {
  return `${apiVersionOf(kind)} ${kind.kind}`;
}
