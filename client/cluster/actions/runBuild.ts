/** Starts builds, runs them again, stops them, and looks into the log of one that failed. */
import { failedStep, type BuildReading, type BuildStep } from '#knative/builds/build.ts';
import { failureInLog } from '#knative/builds/failureInLog.ts';
import { askedBy, type Asked } from '#knative/builds/parameters.ts';
import { cancelPatchOf, rerunOf, usedBy } from '#knative/builds/runs.ts';
import { textAt, type JsonObject } from '#knative/json.ts';
import type { Text } from '#knative/text.ts';
import { requestJson } from '../api.ts';
import { resourceFor } from '../discovery.ts';
import { ClusterError } from '../errors.ts';
import { jsonOf, pathOf, type ApiResource, type KubeObject } from '../object.ts';
import type { Session } from '../session.ts';
import { fieldManager } from './fieldManager.ts';
import { podTrouble } from './podTrouble.ts';

/** Creates it; under a name of the server's where there is one of its name already. Throws a ClusterError. */
export async function startBuild(
  session: Session,
  resource: ApiResource,
  namespace: string,
  manifest: JsonObject,
  signal?: AbortSignal,
): Promise<KubeObject> {
  const create = async (value: JsonObject): Promise<KubeObject> =>
    requestJson<KubeObject>(session.api, {
      method: 'POST',
      path: pathOf(resource, namespace),
      query: { fieldManager },
      body: value,
      signal,
    });
  try {
    return await create(manifest);
  } catch (error) {
    const isTaken = error instanceof ClusterError && error.reason === 'alreadyExists';
    if (!isTaken) throw error;
    return create(rerunOf(manifest));
  }
}

export async function cancelBuild(
  { api }: Session,
  resource: ApiResource,
  { kind, namespace, name }: Pick<BuildReading, 'kind' | 'namespace' | 'name'>,
  signal?: AbortSignal,
): Promise<void> {
  await requestJson(api, {
    method: 'PATCH',
    path: pathOf(resource, namespace, name),
    query: { fieldManager },
    contentType: 'application/merge-patch+json',
    body: cancelPatchOf(kind),
    signal,
  });
}

/** What a run may be given, as the template, task or pipeline in the cluster says; none where there is no such thing. */
export async function askedOf(
  session: Session,
  manifest: JsonObject,
  namespace: string,
  signal?: AbortSignal,
): Promise<readonly Asked[]> {
  const used = usedBy(manifest, namespace);
  if (used === undefined) return askedBy(inlineOf(manifest), manifest);
  const resource = await resourceFor(session, used.apiVersion, used.kind, signal);
  if (resource === undefined) return [];
  try {
    const path = pathOf(resource, used.namespace === '' ? undefined : used.namespace, used.name);
    return askedBy(jsonOf(await requestJson<KubeObject>(session.api, { path, signal })), manifest);
  } catch (error) {
    // That it is not there, the run will say.
    if (error instanceof ClusterError && ['notFound', 'forbidden'].includes(error.reason)) return [];
    throw error;
  }
}

/** The task or pipeline that a run holds itself. */
function inlineOf(manifest: JsonObject): JsonObject | undefined {
  const spec = manifest['spec'];
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) return undefined;
  const held = (spec as JsonObject)['taskSpec'] ?? (spec as JsonObject)['pipelineSpec'];
  return held === undefined ? undefined : { spec: held };
}

/** Lines at the end of a log that may say why. */
const told = 200;

/** Why a build failed, or does not go on: from its state, from the log of the step that failed, from events of its pods. */
export async function reasonsOf(
  session: Session,
  reading: BuildReading,
  signal?: AbortSignal,
): Promise<readonly Text[]> {
  const step = failedStep(reading);
  const found =
    step === undefined
      ? await podsTrouble(session, reading, signal)
      : await failureInLogOf(session, reading.namespace, step, signal);
  return [reading.why, found].filter((one) => one !== undefined);
}

async function failureInLogOf(
  { api, served }: Session,
  namespace: string,
  { pod, container }: BuildStep,
  signal: AbortSignal | undefined,
): Promise<Text | undefined> {
  const pods = served.find('v1', 'Pod');
  if (pods === undefined || pod === '') return undefined;
  try {
    const path = `${pathOf(pods, namespace, pod)}/log`;
    const { body } = await api.request({ path, query: { container, tailLines: told }, signal });
    return failureInLog(body.split('\n'));
  } catch (error) {
    // Without its pod there is no log.
    if (error instanceof ClusterError) return undefined;
    throw error;
  }
}

/** Of pods none of whose steps has begun. */
async function podsTrouble(
  session: Session,
  { namespace, state, tasks }: BuildReading,
  signal: AbortSignal | undefined,
): Promise<Text | undefined> {
  if (state === 'succeeded' || state === 'cancelled') return undefined;
  const idle = tasks.filter(({ pod, steps }) => pod !== '' && !steps.some(hasRun));
  const troubles = await Promise.all(
    idle.map(async ({ pod }) => podTrouble(session, namespace, pod, signal)),
  );
  return troubles.find((one) => one !== undefined);
}

function hasRun({ state }: BuildStep): boolean {
  return state === 'running' || state === 'succeeded' || state === 'failed';
}

export function nameOf(object: KubeObject): string {
  return textAt(jsonOf(object)['metadata'], 'name');
}
