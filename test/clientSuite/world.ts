/** The cluster that a suite of the cluster layer runs in: any kubeconfig, and what that cluster can do beyond the API. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadKubeconfig } from '#client/cluster/kubeconfig.ts';
import { requestJson } from '#client/cluster/api.ts';
import { connect, type Session } from '#client/cluster/session.ts';

export type Capability =
  /** Serves Serving v1 with its webhooks, and server-side apply. */
  | 'v1'
  /** Serves Serving v1alpha1 as of 0.3, on a Kubernetes of 2019. */
  | 'v1alpha1'
  /** Revisions become ready, routes get addresses. */
  | 'controllers'
  /** Containers write logs. */
  | 'logs'
  /** Routes answer requests. */
  | 'requests'
  /** Images whose names say so cannot be pulled, crash, or never pass their probe. */
  | 'failingImages';

export interface World {
  readonly session: Session;
  readonly capabilities: ReadonlySet<Capability>;
  /** A namespace of the suite's own. */
  readonly namespace: string;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** The kubeconfig's text. */
  readonly kubeconfig: string;
  readonly context: string;
  readonly capabilities: readonly Capability[];
  /** Where a namespace needs more than its name. */
  readonly createNamespace?: (name: string) => Promise<void>;
}

export async function openWorld({
  kubeconfig,
  context,
  capabilities,
  createNamespace,
}: WorldOptions): Promise<World> {
  const folder = await mkdtemp(path.join(tmpdir(), 'knative-suite-'));
  const file = path.join(folder, 'kubeconfig');
  await writeFile(file, kubeconfig, { mode: 0o600 });
  const session = await connect(await loadKubeconfig({ paths: [file], environment: {} }), context);
  const namespace = `suite-${Math.random().toString(36).slice(2, 8)}`;
  if (createNamespace === undefined) {
    await requestJson(session.api, {
      method: 'POST',
      path: '/api/v1/namespaces',
      body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    });
  } else await createNamespace(namespace);
  return {
    session,
    capabilities: new Set(capabilities),
    namespace,
    async close() {
      await requestJson(session.api, { method: 'DELETE', path: `/api/v1/namespaces/${namespace}` });
      session.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
