/** Writes what was prepared. Where an object was changed since, nothing is written and a `conflict` is thrown. */
import { jsonEquals } from '#knative/json.ts';
import { requestJson } from '../api.ts';
import { cleanObject } from '../cleanObject.ts';
import { ClusterError } from '../errors.ts';
import { jsonOf, pathOf, type KubeObject } from '../object.ts';
import type { Session } from '../session.ts';
import { mergePatch } from './mergePatch.ts';
import type { Prepared } from './prepareDeploy.ts';
import { addressed, apply, create } from './write.ts';

export interface DeployOptions {
  /** Whether fields that others own are taken; else they make it fail. */
  readonly takeOver?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** How often it is tried again where only the object's status has moved on. */
const mostTries = 8;

export async function deploy(
  session: Session,
  prepared: Prepared,
  options: DeployOptions = {},
): Promise<KubeObject> {
  let next = prepared;
  for (let tries = 1; ; tries++) {
    try {
      return await write(session, next, options);
    } catch (error) {
      const isOutdated =
        error instanceof ClusterError && error.reason === 'conflict' && error.causes.length === 0;
      if (!isOutdated || tries === mostTries) throw error;
      const live = await sameAsBefore(session, prepared, options.signal);
      if (live === undefined) throw error;
      next = { ...prepared, live };
    }
  }
}

/** Controllers write the status of an object all the time: what counts is what somebody has written. */
async function sameAsBefore(
  { api }: Session,
  { resource, namespace, manifest, live }: Prepared,
  signal: AbortSignal | undefined,
): Promise<KubeObject | undefined> {
  if (live === undefined) return undefined;
  const now = await requestJson<KubeObject>(api, {
    path: pathOf(resource, namespace, manifest.name),
    signal,
  });
  const isSame =
    now.metadata.uid === live.metadata.uid && jsonEquals(cleanObject(jsonOf(now)), cleanObject(jsonOf(live)));
  return isSame ? now : undefined;
}

async function write(
  { api }: Session,
  prepared: Prepared,
  { takeOver = false, signal }: DeployOptions,
): Promise<KubeObject> {
  const { way, manifest, resource, namespace, live } = prepared;
  switch (way) {
    case 'apply':
      return (await apply(api, prepared, { dryRun: false, force: takeOver }, signal)).object;
    case 'create':
      return (await create(api, prepared, false, signal)).object;
    case 'merge':
      return requestJson<KubeObject>(api, {
        method: 'PATCH',
        path: pathOf(resource, namespace, manifest.name),
        contentType: 'application/merge-patch+json',
        body:
          live === undefined
            ? addressed(manifest.value, namespace, undefined)
            : mergePatch(live, addressed(manifest.value, namespace, live)),
        signal,
      });
  }
}
