/** What keeps the pod of a build from starting, as the cluster's events tell. */
import { troubleOfPod } from '#knative/builds/troubleOfPod.ts';
import { textAt } from '#knative/json.ts';
import type { Text } from '#knative/text.ts';
import { requestJson } from '../api.ts';
import { ClusterError } from '../errors.ts';
import { jsonOf, type KubeList, type KubeObject } from '../object.ts';
import type { Session } from '../session.ts';
import { timeOfEvent } from './eventsOf.ts';

/** Undefined where they say nothing of it, and where they may not be seen. */
export async function podTrouble(
  { api }: Session,
  namespace: string,
  pod: string,
  signal?: AbortSignal,
): Promise<Text | undefined> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`;
  const query = { fieldSelector: `involvedObject.kind=Pod,involvedObject.name=${pod}`, limit: 500 };
  try {
    const { items } = await requestJson<KubeList>(api, { path, query, signal });
    const sorted = items.toSorted((a, b) => (timeOfEvent(a) < timeOfEvent(b) ? -1 : 1));
    return troubleOfPod(sorted.map(told));
  } catch (error) {
    if (error instanceof ClusterError && error.reason !== 'aborted') return undefined;
    throw error;
  }
}

function told(event: KubeObject): { readonly reason: string; readonly message: string } {
  const value = jsonOf(event);
  return { reason: textAt(value, 'reason'), message: textAt(value, 'message') };
}
