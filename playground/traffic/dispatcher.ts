/** Brings requests to pods: one that is ready and has room, else they wait, as the activator lets them. */
import { apiVersionOf } from '../api/kinds/kind.ts';
import type { Cluster } from '../api/cluster.ts';
import { type ApiObject, labelsOf, namespaceOf, numberAt, uidOf } from '../api/object.ts';
import type { Load } from '../controllers/scaling/load.ts';
import { isReadyPod } from '../controllers/workload/replicaSet.ts';

export type Outcome =
  /** `done` gives the place in the pod back. */
  | { readonly kind: 'pod'; readonly pod: ApiObject; readonly done: () => void }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string };

interface Waiting {
  readonly place: string;
  readonly limit: number;
  readonly settle: (outcome: Outcome) => void;
}

const revisionLabel = 'serving.knative.dev/revision';
/** What a queue of the activator holds. */
const longestQueue = 10_000;

export class Dispatcher {
  readonly #cluster: Cluster;
  readonly #load: Load;
  readonly #busy = new Map<string, number>();
  readonly #stop: () => void;
  #waiting: readonly Waiting[] = [];

  constructor(cluster: Cluster, load: Load) {
    this.#cluster = cluster;
    this.#load = load;
    this.#stop = cluster.store.subscribe(({ kind, object }) => {
      if (`${apiVersionOf(kind)} ${kind.kind}` !== 'v1 Pod') return;
      const revision = labelsOf(object)[revisionLabel];
      if (revision !== undefined) this.#drain(`${namespaceOf(object)}/${revision}`);
    });
  }

  stop(): void {
    this.#stop();
    for (const { settle } of this.#waiting)
      settle({ kind: 'refused', status: 503, message: 'shutting down' });
    this.#waiting = [];
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
    const ended = this.#load.begin(namespace, revision);
    const place = `${namespace}/${revision}`;
    const limit = numberAt(found['spec'], 'containerConcurrency') ?? 0;
    const seconds = numberAt(found['spec'], 'timeoutSeconds') ?? 300;
    if (this.#waiting.filter((one) => one.place === place).length >= longestQueue) {
      ended();
      settle({ kind: 'refused', status: 503, message: 'pending request queue full' });
      return () => undefined;
    }
    const timer = this.#cluster.clock.after(seconds * 1000, () => {
      waiting.settle({ kind: 'refused', status: 504, message: 'activator request timeout' });
    });
    const waiting: Waiting = {
      place,
      limit,
      settle: (outcome) => {
        timer.stop();
        this.#waiting = this.#waiting.filter((one) => one !== waiting);
        if (outcome.kind === 'refused') ended();
        settle(outcome.kind === 'pod' ? { ...outcome, done: () => (outcome.done(), ended()) } : outcome);
      },
    };
    this.#waiting = [...this.#waiting, waiting];
    this.#drain(place);
    if (this.#waiting.includes(waiting)) this.#load.wait(namespace, revision);
    return () => {
      if (this.#waiting.includes(waiting)) waiting.settle({ kind: 'refused', status: 499, message: '' });
    };
  }

  /** Lets in who waits at a place, the first first, as far as there is room. */
  #drain(place: string): void {
    for (const waiting of this.#waiting.filter((one) => one.place === place)) {
      const pod = this.#freePod(place, waiting.limit);
      if (pod === undefined) return;
      const uid = uidOf(pod);
      this.#busy.set(uid, (this.#busy.get(uid) ?? 0) + 1);
      waiting.settle({
        kind: 'pod',
        pod,
        done: () => {
          this.#busy.set(uid, Math.max(0, (this.#busy.get(uid) ?? 0) - 1));
          this.#drain(place);
        },
      });
    }
  }

  /** The least busy one. */
  #freePod(place: string, limit: number): ApiObject | undefined {
    const [namespace = '', revision = ''] = place.split('/');
    const busy = (pod: ApiObject): number => this.#busy.get(uidOf(pod)) ?? 0;
    return this.#cluster.store
      .list(this.#cluster.kind('v1 Pod'), namespace)
      .filter((pod) => labelsOf(pod)[revisionLabel] === revision && isReadyPod(pod))
      .filter((pod) => limit === 0 || busy(pod) < limit)
      .toSorted((a, b) => busy(a) - busy(b))[0];
  }

  #revision(namespace: string, name: string): ApiObject | undefined {
    const { registry, store } = this.#cluster;
    const kind =
      registry.find('serving.knative.dev/v1 Revision') ??
      registry.find('serving.knative.dev/v1alpha1 Revision');
    return kind === undefined ? undefined : store.get(kind, namespace, name);
  }
}
