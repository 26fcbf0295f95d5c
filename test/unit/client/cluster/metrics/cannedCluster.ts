/** A cluster that answers by address with texts of a test, and knows what it was asked. */
import type { Api, ApiRequest } from '#client/cluster/api.ts';
import { servedOf } from '#client/cluster/discovery.ts';
import { ClusterError, type ClusterErrorReason } from '#client/cluster/errors.ts';
import type { Session } from '#client/cluster/session.ts';

export interface CannedCluster {
  readonly session: Session;
  readonly asked: string[];
  /** How many questions were open at the same time, at most. */
  readonly mostAtOnce: () => number;
  /** By the beginning of an address; the longest one counts. */
  answers: Readonly<Record<string, CannedAnswer>>;
}

export type CannedAnswer =
  string | { readonly error: ClusterErrorReason } | ((request: ApiRequest) => string);

const pod = { group: '', version: 'v1', kind: 'Pod', plural: 'pods', namespaced: true };

export function cannedCluster(version: 'v1' | 'v1alpha1' = 'v1'): CannedCluster {
  const asked: string[] = [];
  let open = 0;
  let most = 0;
  const api: Pick<Api, 'request'> = {
    async request(request) {
      asked.push(request.path);
      open++;
      most = Math.max(most, open);
      await new Promise(setImmediate);
      open--;
      if (request.signal?.aborted === true) throw new ClusterError('aborted', 'Stopped.');
      const answer = answerTo(cluster.answers, request);
      // The end comes somewhere behind the bound, as it does where an answer comes in pieces.
      return { body: answer.slice(0, (request.most ?? Infinity) + 3), warnings: [] };
    },
  };
  const cluster: CannedCluster = {
    // What the sources use of a session.
    session: { api, served: servedOf('v1.33.0', [pod]), serving: { version } } as unknown as Session,
    asked,
    mostAtOnce: () => most,
    answers: {},
  };
  return cluster;
}

function answerTo(answers: CannedCluster['answers'], request: ApiRequest): string {
  const [found] = Object.entries(answers)
    .filter(([path]) => request.path.startsWith(path))
    .toSorted(([a], [b]) => b.length - a.length);
  if (found === undefined) throw new ClusterError('notFound', `nothing at ${request.path}`);
  const [, answer] = found;
  if (typeof answer === 'string') return answer;
  if (typeof answer === 'function') return answer(request);
  throw new ClusterError(answer.error, `error trying to reach service: ${answer.error}`);
}

/** A list of pods that run. */
export function podList(...pods: readonly (readonly [name: string, app: string])[]): string {
  const items = pods.map(([name, app]) => ({
    metadata: { name, namespace: 'knative-serving', labels: { app } },
    status: { phase: 'Running' },
  }));
  return JSON.stringify({ items });
}
