/** The events about some objects, oldest first. */
import { member, textAt } from '#knative/json.ts';
import { requestJson } from '../api.ts';
import { ClusterError } from '../errors.ts';
import { jsonOf, type KubeList, type KubeObject } from '../object.ts';
import type { Session } from '../session.ts';

/** None where they may not be seen. */
export async function eventsOf(
  { api }: Session,
  namespace: string,
  objects: readonly KubeObject[],
  signal?: AbortSignal,
): Promise<readonly KubeObject[]> {
  const uids = new Set(objects.map(({ metadata }) => metadata.uid));
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`;
  const events: KubeObject[] = [];
  let next: string | undefined;
  try {
    do {
      const query = { limit: 500, continue: next };
      const page: KubeList = await requestJson<KubeList>(api, { path, query, signal });
      events.push(...page.items.filter((event) => uids.has(textAt(jsonOf(event)['involvedObject'], 'uid'))));
      next = page.metadata?.continue;
    } while (next !== undefined && next !== '');
  } catch (error) {
    if (!(error instanceof ClusterError) || error.reason === 'aborted') throw error;
    if (error.reason !== 'forbidden' && error.reason !== 'gone') throw error;
  }
  return events.toSorted((a, b) => (timeOfEvent(a) < timeOfEvent(b) ? -1 : 1));
}

/** When it was seen last, RFC 3339; events of today and of 2019 keep that in different places. */
export function timeOfEvent(event: KubeObject): string {
  const value = jsonOf(event);
  return (
    textAt(member(value, 'series'), 'lastObservedTime') ||
    textAt(value, 'lastTimestamp') ||
    textAt(value, 'eventTime') ||
    (event.metadata.creationTimestamp ?? '')
  );
}
