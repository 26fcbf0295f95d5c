/**
 * Builds the programs of the control plane from the Go modules beside this file, and keeps them in `.cache/` as long as
 * those stay the same. With them come the manifests that Knative is installed with.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, open, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { seconds } from '#scripts/progress.ts';
import { cache } from '#scripts/project.ts';

/** A folder with the programs by name in `bin/`, and the manifests of three modules in `config/`. */
export interface Programs {
  readonly bin: string;
  readonly config: string;
}

/** Kubernetes as the API server calls itself; Knative does not start on one whose version it cannot read. */
const kubernetesVersion = 'v1.36.3';
const oldestGo = [1, 26] as const;

const sources = path.join(import.meta.dirname, 'go');
const home = path.join(cache, 'cluster');
const kubernetesPrograms = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kubectl'];
const knativePrograms = ['autoscaler', 'controller', 'webhook'];

/** Why there can be no control plane on this machine; undefined where there can be one. */
export function whyNotHere(): string | undefined {
  const wanted = `Go ${oldestGo.join('.')} or newer`;
  if (process.platform === 'win32') return 'The control plane does not run on Windows.';
  const version = goVersion();
  if (version === undefined) return `${wanted} is not installed, which builds the control plane.`;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > oldestGo[0] || (major === oldestGo[0] && minor >= oldestGo[1]);
  return isNew ? undefined : `Go ${version} is installed; the control plane needs ${wanted}.`;
}

function goVersion(): string | undefined {
  const { stdout, status } = spawnSync('go', ['version'], { encoding: 'utf8', cwd: sources });
  return status === 0 ? /go(\d+\.\d+(?:\.\d+)?)/.exec(stdout)?.[1] : undefined;
}

/** Builds what is missing; the first time takes many minutes, later ones none. */
export async function buildPrograms(log: (line: string) => void): Promise<Programs> {
  const folder = path.join(home, await fingerprint());
  if (!existsSync(folder)) await build(folder, log);
  return { bin: path.join(folder, 'bin'), config: path.join(folder, 'config') };
}

/** Builds beside and moves at the end, so that several may build at a time. */
async function build(folder: string, log: (line: string) => void): Promise<void> {
  const draft = `${folder}.${process.pid}`;
  await mkdir(path.join(draft, 'bin'), { recursive: true });
  try {
    await buildKubernetes(draft, log);
    await buildKnative(draft, log);
    await copyManifests(path.join(draft, 'config'));
    await removeOthers(draft);
    if (!existsSync(folder)) await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** What was built from other sources is not needed any more; what is being built has a dot in its name. */
async function removeOthers(draft: string): Promise<void> {
  const old = (await readdir(home)).filter((name) => !name.includes('.') && !draft.includes(name));
  for (const name of old) await rm(path.join(home, name), { recursive: true, force: true });
}

/** What the programs depend on: the sources, the compiler and the machine. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256').update(`${goVersion()} ${process.platform} ${process.arch} `);
  hash.update(kubernetesVersion);
  for (const file of (await readdir(sources, { recursive: true })).sort()) {
    if (/\.(?:go|mod|sum)$/.test(file)) hash.update(file).update(await readFile(path.join(sources, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function buildKubernetes(draft: string, log: (line: string) => void): Promise<void> {
  const [, minor = ''] = kubernetesVersion.split('.');
  const variables = { gitVersion: kubernetesVersion, gitMajor: '1', gitMinor: minor };
  const link = Object.entries(variables).map(
    ([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`,
  );
  const file = path.join(draft, 'bin', 'kubernetes');
  await timed(`Kubernetes ${kubernetesVersion} and etcd`, log, () =>
    go('kubernetes', ['build', '-buildvcs=false', '-ldflags', `-s -w ${link.join(' ')}`, '-o', file, '.']),
  );
  for (const name of kubernetesPrograms) await symlink('kubernetes', path.join(draft, 'bin', name));
}

async function buildKnative(draft: string, log: (line: string) => void): Promise<void> {
  const packages = knativePrograms.map((name) => `knative.dev/serving/cmd/${name}`);
  const folder = path.join(draft, 'bin') + path.sep;
  await timed('Knative Serving', log, () =>
    go('knative', ['build', '-buildvcs=false', '-ldflags', '-s -w', '-o', folder, ...packages]),
  );
}

async function timed(
  what: string,
  log: (line: string) => void,
  build: () => Promise<unknown>,
): Promise<void> {
  log(`Building ${what} …`);
  const start = performance.now();
  await build();
  log(`Built ${what} in ${seconds(performance.now() - start)}`);
}

/** Several of Serving's manifests are symbolic links, which modules do not carry: they are in other modules. */
async function copyManifests(config: string): Promise<void> {
  for (const name of ['serving', 'networking', 'caching']) {
    const folder = await go('knative', ['list', '-m', '-f', '{{.Dir}}', `knative.dev/${name}`]);
    await cp(path.join(folder.trim(), 'config'), path.join(config, name), { recursive: true });
  }
  // The module cache is read-only, and a copy of it could not be deleted.
  spawnSync('chmod', ['-R', 'u+w', config]);
}

/** Runs the Go tool in one of the modules; what it says goes to a log file and is shown when it fails. */
async function go(module: string, args: readonly string[]): Promise<string> {
  const logFile = path.join(cache, 'logs', `go-${module}-${args[0]}.log`);
  await mkdir(path.dirname(logFile), { recursive: true });
  await writeFile(logFile, '');
  const log = await open(logFile, 'a');
  // At a low priority: the machine is to stay usable. Without C, so that no C compiler is asked for.
  const child = spawn('nice', ['-n', '10', 'go', ...args], {
    cwd: path.join(sources, module),
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
    stdio: ['ignore', 'pipe', log.fd],
  });
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  await log.close();
  if (code !== 0) {
    const said = (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-12).join('\n');
    throw new Error(`go ${args[0]} failed in test/cluster/go/${module}.\n${said}\nAll of it: ${logFile}`);
  }
  return Buffer.concat(chunks).toString();
}
