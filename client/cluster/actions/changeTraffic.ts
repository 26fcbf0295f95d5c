/**
 * Splits a Service's requests otherwise. Writes only if the object is still the one that was looked at: else nothing
 * happens and a `conflict` is thrown.
 */
import { jsonPatch } from '#knative/jsonPatch.ts';
import { valueAt, type Path } from '#knative/path.ts';
import { jsonEquals, type Json } from '#knative/json.ts';
import type { Intention } from '#knative/rollout/intention.ts';
import { planRollout } from '#knative/rollout/plan.ts';
import type { Change } from '#knative/change.ts';
import { text, type Text } from '#knative/text.ts';
import { requestJson } from '../api.ts';
import { ClusterError } from '../errors.ts';
import { jsonOf, pathOf, type ApiResource, type KubeObject } from '../object.ts';
import type { Session } from '../session.ts';
import { fieldManager } from './fieldManager.ts';

export type TrafficChange =
  | { readonly done: KubeObject; readonly undo: Undo }
  /** The plan is not possible; nothing was sent. */
  | { readonly refusal: Text };

/** What brings back the split from before, as long as nobody changed it again. */
export interface Undo {
  readonly before: KubeObject;
  readonly after: KubeObject;
}

/** @param service the object as it was shown when the user decided */
export async function changeTraffic(
  session: Session,
  service: KubeObject,
  intention: Intention,
  signal?: AbortSignal,
): Promise<TrafficChange> {
  const plan = planRollout(jsonOf(service), intention);
  if ('refusal' in plan) return plan;
  const done = await patchService(session, service, plan.changes, signal);
  return { done, undo: { before: service, after: done } };
}

/** Everything that says how requests are split, and nothing else, becomes what it was. */
export async function undoTraffic(
  session: Session,
  { before, after }: Undo,
  signal?: AbortSignal,
): Promise<KubeObject> {
  const resource = servingService(session);
  const path = pathOf(resource, after.metadata.namespace, after.metadata.name);
  const now = await requestJson<KubeObject>(session.api, { path, signal });
  const differs = (one: Path): boolean => !jsonEquals(valueAt(jsonOf(now), one), valueAt(jsonOf(after), one));
  if (splitPaths.some(differs)) {
    throw new ClusterError('conflict', text('The split was changed again since.'), { status: 409 });
  }
  const changes = splitPaths.flatMap((one) =>
    restored(one, valueAt(jsonOf(before), one), valueAt(jsonOf(now), one)),
  );
  return patchService(session, now, changes, signal);
}

const splitPaths: readonly Path[] = [
  ['spec', 'traffic'],
  ['spec', 'release'],
  ['spec', 'runLatest'],
  ['spec', 'pinned'],
];

function restored(path: Path, before: Json | undefined, now: Json | undefined): readonly Change[] {
  if (jsonEquals(before, now)) return [];
  return before === undefined ? [{ op: 'remove', path }] : [{ op: 'set', path, value: before }];
}

async function patchService(
  session: Session,
  service: KubeObject,
  changes: readonly Change[],
  signal: AbortSignal | undefined,
): Promise<KubeObject> {
  const { namespace, name, resourceVersion } = service.metadata;
  if (resourceVersion === undefined)
    throw new ClusterError('invalid', text('{0} has no resourceVersion.', name));
  const unchanged = {
    op: 'replace',
    path: '/metadata/resourceVersion',
    value: resourceVersion,
  } as const;
  return requestJson<KubeObject>(session.api, {
    method: 'PATCH',
    path: pathOf(servingService(session), namespace, name),
    query: { fieldManager },
    contentType: 'application/json-patch+json',
    body: [unchanged, ...jsonPatch(jsonOf(service), changes)],
    signal,
  });
}

function servingService({ serving }: Session): ApiResource {
  if (serving === undefined)
    throw new ClusterError('notFound', text('Knative Serving is not installed in this cluster.'));
  return serving.service;
}
