/** An object with those that were made of it: what happens to them happens to it. */
import { requestJson } from '../api.ts';
import { ClusterError } from '../errors.ts';
import { pathOf, type ApiResource, type KubeList, type KubeObject } from '../object.ts';
import type { LiveService } from '../services.ts';
import type { Session } from '../session.ts';

/** Of a Service everything; of a revision what it runs in; of a pod the pod. */
export async function objectsAround(
  session: Session,
  service: LiveService,
  object: KubeObject,
  signal?: AbortSignal,
): Promise<readonly KubeObject[]> {
  const { served, serving } = session;
  const isService = object === service.object;
  const revisions = isService
    ? service.revisions
    : service.revisions.filter((revision) => revision.object === object);
  const kinds = [
    ...(isService ? [serving?.configuration, serving?.route] : []),
    ...(isService || revisions.length > 0
      ? [
          served.find('apps/v1', 'Deployment'),
          served.find('apps/v1', 'ReplicaSet'),
          served.find('autoscaling.internal.knative.dev/v1alpha1', 'PodAutoscaler'),
          served.find('networking.internal.knative.dev/v1alpha1', 'ServerlessService'),
          ...(isService ? [served.find('networking.internal.knative.dev/v1alpha1', 'Ingress')] : []),
        ]
      : []),
  ].filter((kind) => kind !== undefined);
  const lists = await Promise.all(
    kinds.map(async (kind) => listed(session, kind, service.namespace, signal)),
  );
  const known = new Map(
    [object, ...revisions.map((one) => one.object)].map((one) => [one.metadata.uid, one]),
  );
  addOwned(known, lists.flat());
  for (const { pods } of revisions) for (const pod of pods) known.set(pod.object.metadata.uid, pod.object);
  return [...known.values()];
}

/** Owners come before what they own only after as many rounds as there are levels. */
function addOwned(known: Map<string | undefined, KubeObject>, objects: readonly KubeObject[]): void {
  for (let before = -1; before !== known.size;) {
    before = known.size;
    for (const one of objects) {
      if (one.metadata.ownerReferences?.some(({ uid }) => known.has(uid)) === true)
        known.set(one.metadata.uid, one);
    }
  }
}

/** What may not be seen is left out. */
async function listed(
  { api }: Session,
  resource: ApiResource,
  namespace: string,
  signal: AbortSignal | undefined,
): Promise<readonly KubeObject[]> {
  try {
    const query = { limit: 500 };
    return (await requestJson<KubeList>(api, { path: pathOf(resource, namespace), query, signal })).items;
  } catch (error) {
    if (error instanceof ClusterError && error.reason !== 'aborted') return [];
    throw error;
  }
}
