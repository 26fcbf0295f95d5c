/**
 * A real control plane of Kubernetes and Knative Serving as plain processes on this machine, without containers: pods
 * and the ingress are played, everything else is the real thing.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { seconds } from '#scripts/progress.ts';
import { root } from '#scripts/project.ts';
import { type Api, eventually } from './api.ts';
import { playIngress } from './ingresses.ts';
import { type ConfigMaps, type KnativeOptions, startKnative } from './knative.ts';
import { startKubernetes, tokens, type User, writeKubeconfig } from './kubernetes.ts';
import { put } from './objects.ts';
import { playNode } from './pods.ts';
import { Processes } from './processes.ts';
import { buildPrograms, type Programs } from './programs.ts';

export interface ControlPlaneOptions {
  /** false: objects are only judged and stored, and nothing comes of them. */
  readonly controllers?: boolean;
  /** What to put into Knative's ConfigMaps, by their names. */
  readonly configMaps?: ConfigMaps;
  readonly log?: (line: string) => void;
}

export interface ControlPlane {
  readonly server: string;
  readonly token: string;
  readonly ca: string;
  /** A file for the administrator. */
  readonly kubeconfig: string;
  /** A program built along with it. */
  readonly kubectl: string;
  readonly admin: Api;
  /** A kubeconfig file for another user, or for another namespace. */
  readonly kubeconfigFor: (user: User, namespace?: string) => Promise<string>;
  /** A namespace in which pods can be made, also by the service account `runner`. */
  readonly createNamespace: (name: string) => Promise<void>;
  /** Ends everything. The logs are kept in `test-results/` if asked for. */
  readonly stop: (options?: { readonly keepLogs?: boolean }) => Promise<void>;
}

/** Builds what is missing, and resolves when Knative's webhooks answer. */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const { controllers = true, configMaps = {}, log = (line) => console.log(`  ${line}`) } = options;
  const programs = await buildPrograms(log);
  const start = performance.now();
  const home = await mkdtemp(path.join(tmpdir(), 'knative-tools-cluster-'));
  const processes = new Processes(programs.bin, path.join(home, 'logs'));
  const playing = new AbortController();
  const stop: ControlPlane['stop'] = async ({ keepLogs = false } = {}) => {
    playing.abort();
    await processes.stop();
    if (keepLogs) await keep(path.join(home, 'logs'), log);
    await rm(home, { recursive: true, force: true });
  };
  try {
    const plane = await startAll(home, processes, programs, { controllers, configMaps });
    if (controllers) play(plane.admin, playing.signal);
    log(`The control plane has started in ${seconds(performance.now() - start)}`);
    return { ...plane, stop };
  } catch (error) {
    await stop({ keepLogs: true });
    throw error;
  }
}

async function startAll(
  home: string,
  processes: Processes,
  programs: Programs,
  knative: Pick<KnativeOptions, 'controllers' | 'configMaps'>,
): Promise<Omit<ControlPlane, 'stop'>> {
  const { server, ca, admin } = await startKubernetes(processes, home);
  const kubeconfigFor: ControlPlane['kubeconfigFor'] = (user, namespace = 'default') =>
    writeKubeconfig(path.join(home, `${user}-${namespace}.kubeconfig`), server, ca, user, namespace);
  const kubeconfig = await kubeconfigFor('admin');
  await startKnative({
    admin,
    processes,
    kubeconfig,
    config: programs.config,
    address: ownAddress(),
    ...knative,
  });
  return {
    server,
    token: tokens.admin,
    ca,
    kubeconfig,
    kubectl: path.join(programs.bin, 'kubectl'),
    admin,
    kubeconfigFor,
    createNamespace: (name) => createNamespace(admin, name),
  };
}

/** What no process is there for. */
function play(admin: Api, signal: AbortSignal): void {
  for (const role of [playNode, playIngress]) {
    role(admin, signal).catch((error: unknown) => {
      // A connection that breaks when the server stops is no trouble.
      if (!signal.aborted) throw error;
    });
  }
}

async function createNamespace(admin: Api, name: string): Promise<void> {
  await put(admin, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  await put(admin, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'runner', namespace: name },
  });
  const account = `/api/v1/namespaces/${name}/serviceaccounts/default`;
  await eventually(`the default service account of ${name}`, async () =>
    (await admin.request('GET', account)).status === 200 ? true : undefined,
  );
}

/** An address that is not this machine's own loop: endpoints must not have one of those. */
function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  const own = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  return own?.address ?? '192.0.2.1';
}

async function keep(logs: string, log: (line: string) => void): Promise<void> {
  const folder = path.join(root, 'test-results', `control-plane-${process.pid}`);
  await cp(logs, folder, { recursive: true });
  log(`The logs of the control plane are in ${folder}`);
}
