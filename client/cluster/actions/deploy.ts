/** Writes what was prepared. Where an object was changed since, nothing is written and a `conflict` is thrown. */
import { requestJson } from '../api.ts';
import { pathOf, type KubeObject } from '../object.ts';
import type { Session } from '../session.ts';
import { mergePatch } from './mergePatch.ts';
import type { Prepared } from './prepareDeploy.ts';
import { addressed, apply, create } from './write.ts';

export interface DeployOptions {
  /** Whether fields that others own are taken; else they make it fail. */
  readonly takeOver?: boolean;
  readonly signal?: AbortSignal | undefined;
}

export async function deploy(
  { api }: Session,
  prepared: Prepared,
  { takeOver = false, signal }: DeployOptions = {},
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
