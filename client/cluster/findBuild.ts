/** One build, asked for by its name. */
import type { BuildReading } from '#knative/builds/build.ts';
import { readBuild } from '#knative/builds/readBuild.ts';
import { requestJson } from './api.ts';
import { buildKinds, resourceOf } from './buildKinds.ts';
import { ClusterError } from './errors.ts';
import { jsonOf, pathOf, type KubeObject } from './object.ts';
import type { Session } from './session.ts';
import type { BuildName } from './watchBuild.ts';

/** Read without its pods; undefined where it is not there, or may not be seen. */
export async function findBuild(
  { api, served }: Session,
  { kind, namespace, name }: BuildName,
): Promise<BuildReading | undefined> {
  const kinds = buildKinds(served);
  const resource = kinds && resourceOf(kinds, kind);
  if (resource === undefined) return undefined;
  try {
    const path = pathOf(resource, namespace, name);
    return readBuild(jsonOf(await requestJson<KubeObject>(api, { path })), []);
  } catch (error) {
    if (error instanceof ClusterError && ['notFound', 'forbidden'].includes(error.reason)) return undefined;
    throw error;
  }
}
