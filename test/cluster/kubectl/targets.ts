/** Both clusters, ready for kubectl: the playground's of today and the real control plane, with one more user each. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Json } from '#knative/json.ts';
import { viewer } from '#playground/api/auth/users.ts';
import type { SceneName } from '#playground/scenes/stage.ts';
import { startPlayground } from '#playground/start.ts';
import type { Api } from '../api.ts';
import { startControlPlane } from '../controlPlane.ts';
import { put } from '../objects.ts';
import type { Target } from './run.ts';

export interface Targets {
  readonly playground: Target;
  readonly real: Target;
  readonly close: (options: { readonly keepLogs: boolean }) => Promise<void>;
}

const namespace = 'default';
const group = 'rbac.authorization.k8s.io';

/** Without controllers on either side: when those come to something is a matter of chance. */
export async function openTargets(): Promise<Targets> {
  const plane = await startControlPlane({ controllers: false });
  await plane.createNamespace(namespace);
  await allowToLook(plane.admin);
  const playground = await openPlayground(plane.kubectl);
  const cache = await temporaryFolder();
  const flags = (config: string): readonly string[] => [`--kubeconfig=${config}`, `--cache-dir=${cache}`];
  return {
    playground: playground.target,
    real: {
      kubectl: plane.kubectl,
      admin: flags(plane.kubeconfig),
      viewer: flags(await plane.kubeconfigFor('guest')),
    },
    close: async (options) => {
      await Promise.all([playground.close(), plane.stop(options), rm(cache, { recursive: true })]);
    },
  };
}

export interface OpenPlayground {
  readonly target: Target;
  readonly close: () => Promise<void>;
}

/** The playground's cluster of today; nothing moves there without a scene. */
export async function openPlayground(kubectl: string, scene?: SceneName): Promise<OpenPlayground> {
  const playground = await startPlayground(scene === undefined ? {} : { scene });
  const folder = await temporaryFolder();
  const file = path.join(folder, 'kubeconfig');
  await writeFile(file, playground.kubeconfig, { mode: 0o600 });
  const flags = [`--kubeconfig=${file}`, `--cache-dir=${path.join(folder, 'cache')}`];
  return {
    target: {
      kubectl,
      admin: [...flags, '--context=today'],
      viewer: [...flags, '--context=today-viewer'],
    },
    close: async () => {
      await playground.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function temporaryFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'knative-tools-kubectl-'));
}

/** Gives the guest what the playground's viewer may. */
async function allowToLook(admin: Api): Promise<void> {
  const rules = viewer(namespace).rules.map(({ verbs, groups, resources }): Json => {
    return { verbs: [...verbs], apiGroups: [...groups], resources: [...resources] };
  });
  const metadata = { name: 'look', namespace };
  await put(admin, { apiVersion: `${group}/v1`, kind: 'Role', metadata, rules });
  await put(admin, {
    apiVersion: `${group}/v1`,
    kind: 'RoleBinding',
    metadata,
    subjects: [{ apiGroup: group, kind: 'User', name: 'guest' }],
    roleRef: { apiGroup: group, kind: 'Role', name: 'look' },
  });
}
