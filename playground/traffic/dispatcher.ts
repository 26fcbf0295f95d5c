/** Brings requests to pods: one that is ready and has room, else they wait, as the activator lets them. */
import type { Cluster } from '../api/cluster.ts';
import { type ApiObject, labelsOf, namespaceOf, numberAt, textAt, uidOf } from '../api/object.ts';
import type { Load, Passing } from '../controllers/scaling/load.ts';
import { serverlessKind } from '../controllers/serving/names.ts';
import { isReadyPod } from '../controllers/workload/replicaSet.ts';

export type Outcome =
  /** `done` gives the place in the pod back, and says what was answered. */
  | { readonly kind: 'pod'; readonly pod: ApiObject; readonly done: (status?: number) => void }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string };

interface Waiting {
  readonly limit: number;
  readonly passing: Passing;
  readonly settle: (outcome: Outcome) => void;
}

/** A revision: who waits for it, the first first, and its ready pods by uid. */
interface Place {
  readonly waiting: Set<Waiting>;
  readonly pods: Map<string, ApiObject>;
}

const revisionLabel = 'serving.knative.dev/revision';
/** What a queue of the activator holds. */
const longestQueue = 10_000;
/** As proxies say of clients that hung up. */
const gone = 499;

export class Dispatcher {
  readonly #cluster: Cluster;
  readonly #load: Load;
  readonly #places = new Map<string, Place>();
  readonly #stop: () => void;

  constructor(cluster: Cluster, load: Load) {
    this.#cluster = cluster;
    this.#load = load;
    const podKind = cluster.kind('v1 Pod');
    for (const pod of cluster.store.list(podKind)) this.#note(pod, isReadyPod(pod));
    this.#stop = cluster.store.subscribe(({ kind, object, type }) => {
      if (kind === podKind) this.#note(object, type !== 'DELETED' && isReadyPod(object));
    });
  }

  stop(): void {
    this.#stop();
    for (const { waiting } of this.#places.values())
      for (const { settle } of waiting) settle({ kind: 'refused', status: 503, message: 'shutting down' });
  }

  /** Finds a pod for a request; tells `settle` once, and returns how to give up. */
  dispatch(namespace: string, revision: string, settle: (outcome: Outcome) => void): () => void {
    const found = this.#revision(namespace, revision);
    if (found === undefined) {
      settle({
        kind: 'refused',
        status: 404,
        message: `revision.serving.knative.dev "${revision}" not found`,
      });
      return () => undefined;
    }
    const place = this.#place(namespace, revision);
    const limit = numberAt(found['spec'], 'containerConcurrency') ?? 0;
    const isDirect = this.#isDirect(namespace, revision) && this.#freePod(place, limit) !== undefined;
    const passing = this.#load.begin(namespace, revision, !isDirect);
    if (place.waiting.size >= longestQueue) {
      passing.end(503);
      settle({ kind: 'refused', status: 503, message: 'pending request queue full' });
      return () => undefined;
    }
    const seconds = numberAt(found['spec'], 'timeoutSeconds') ?? 300;
    const timer = this.#cluster.clock.after(seconds * 1000, () => {
      waiting.settle({ kind: 'refused', status: 504, message: 'activator request timeout' });
    });
    const waiting: Waiting = {
      limit,
      passing,
      settle: (outcome) => {
        timer.stop();
        place.waiting.delete(waiting);
        if (outcome.kind === 'refused') passing.end(outcome.status);
        settle(outcome);
      },
    };
    place.waiting.add(waiting);
    this.#drain(place);
    if (place.waiting.has(waiting)) this.#load.wait(namespace, revision);
    return () => {
      if (place.waiting.has(waiting)) waiting.settle({ kind: 'refused', status: gone, message: '' });
    };
  }

  /** Lets in who waits at a place, the first first, as far as there is room. */
  #drain(place: Place): void {
    for (const waiting of place.waiting) {
      const pod = this.#freePod(place, waiting.limit);
      if (pod === undefined) return;
      waiting.passing.enter(uidOf(pod));
      // Of those that are as busy, each has its turn.
      place.pods.delete(uidOf(pod));
      place.pods.set(uidOf(pod), pod);
      waiting.settle({
        kind: 'pod',
        pod,
        done: (status) => {
          waiting.passing.end(status);
          this.#drain(place);
        },
      });
    }
  }

  /** The least busy one. */
  #freePod(place: Place, limit: number): ApiObject | undefined {
    let [least, found] = [limit === 0 ? Infinity : limit, undefined as ApiObject | undefined];
    for (const [uid, pod] of place.pods) {
      const busy = this.#load.ofPod(uid)?.inFlight ?? 0;
      if (busy < least) [least, found] = [busy, pod];
    }
    return found;
  }

  #note(pod: ApiObject, isReady: boolean): void {
    const revision = labelsOf(pod)[revisionLabel];
    if (revision === undefined) return;
    const place = this.#place(namespaceOf(pod), revision);
    if (isReady) place.pods.set(uidOf(pod), pod);
    else place.pods.delete(uidOf(pod));
    this.#drain(place);
    if (place.pods.size === 0 && place.waiting.size === 0)
      this.#places.delete(`${namespaceOf(pod)}/${revision}`);
  }

  #place(namespace: string, revision: string): Place {
    const key = `${namespace}/${revision}`;
    const place = this.#places.get(key) ?? { waiting: new Set(), pods: new Map() };
    this.#places.set(key, place);
    return place;
  }

  /** Whether requests go to the pods past the activator. */
  #isDirect(namespace: string, revision: string): boolean {
    const { registry, store } = this.#cluster;
    const kind = registry.find(serverlessKind);
    // In 2019 a Route leads to the activator only while there are no pods.
    if (kind === undefined) return true;
    return textAt(store.get(kind, namespace, revision)?.['spec'], 'mode') === 'Serve';
  }

  #revision(namespace: string, name: string): ApiObject | undefined {
    const { registry, store } = this.#cluster;
    const kind =
      registry.find('serving.knative.dev/v1 Revision') ??
      registry.find('serving.knative.dev/v1alpha1 Revision');
    return kind === undefined ? undefined : store.get(kind, namespace, name);
  }
}
