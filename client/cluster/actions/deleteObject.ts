/** Deletes one object, if it is still the one that was looked at. */
import { requestJson } from '../api.ts';
import { pathOf, type ApiResource, type KubeObject } from '../object.ts';
import type { Session } from '../session.ts';

export interface DeleteOptions {
  readonly signal?: AbortSignal;
  /** Also not where it was changed in any way since it was looked at (`conflict`). */
  readonly onlyUnchanged?: boolean;
}

/** Everything it owns goes too, in the background. A namesake that was made since is left alone (`conflict`). */
export async function deleteObject(
  { api }: Session,
  resource: ApiResource,
  { metadata: { namespace, name, uid, resourceVersion } }: KubeObject,
  { signal, onlyUnchanged = false }: DeleteOptions = {},
): Promise<void> {
  const preconditions = {
    ...(uid !== undefined && { uid }),
    ...(onlyUnchanged && resourceVersion !== undefined && { resourceVersion }),
  };
  await requestJson(api, {
    method: 'DELETE',
    path: pathOf(resource, namespace, name),
    body: { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background', preconditions },
    signal,
  });
}
