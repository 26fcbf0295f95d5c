/** Deletes one object, if it is still the one that was looked at. */
import { requestJson } from '../api.ts';
import { pathOf, type ApiResource, type KubeObject } from '../object.ts';
import type { Session } from '../session.ts';

/** Everything it owns goes too, in the background. A namesake that was made since is left alone (`conflict`). */
export async function deleteObject(
  { api }: Session,
  resource: ApiResource,
  { metadata: { namespace, name, uid } }: KubeObject,
  signal?: AbortSignal,
): Promise<void> {
  await requestJson(api, {
    method: 'DELETE',
    path: pathOf(resource, namespace, name),
    body: {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      propagationPolicy: 'Background',
      ...(uid !== undefined && { preconditions: { uid } }),
    },
    signal,
  });
}
