/**
 * The playground: two clusters in a process of their own, started when first needed and ended with the window. Its
 * contexts are offered beside the user's.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { EventEmitter, l10n, type Disposable, type ExtensionContext } from 'vscode';
import { ClusterError } from './cluster/errors.ts';
import type { OwnKubeconfig } from './cluster/kubeconfig.ts';
import type { Log } from './log.ts';

/** What the names of its contexts begin with. */
export const playgroundLabel = 'playground: ';

/** The context it opens with. */
export const playgroundContext = `${playgroundLabel}today`;

export function isOfPlayground(context: string): boolean {
  return context.startsWith(playgroundLabel);
}

/** Every browser takes `*.localhost` to this machine, where the playground knows what is meant. */
export function browserAddress(url: string, port: number): string {
  const { hostname, pathname } = new URL(url);
  return `http://${hostname.replace(/\.example\.com$/, '')}.localhost:${port}${pathname}`;
}

export class Playground implements Disposable {
  readonly #script: string;
  readonly #folder: string;
  readonly #log: Log;
  readonly #ended = new EventEmitter<void>();
  readonly onDidEnd = this.#ended.event;
  #child: ChildProcess | undefined;
  #starting: Promise<OwnKubeconfig> | undefined;
  #kubeconfig: OwnKubeconfig | undefined;

  constructor(context: ExtensionContext, log: Log) {
    this.#script = context.asAbsolutePath('dist/playground.cjs');
    this.#folder = path.join(context.globalStorageUri.fsPath, 'playground');
    this.#log = log;
  }

  /** Undefined while it does not run. */
  get kubeconfig(): OwnKubeconfig | undefined {
    return this.#kubeconfig;
  }

  /** Starts it where it does not run. */
  async start(): Promise<OwnKubeconfig> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  dispose(): void {
    this.#child?.removeAllListeners('exit');
    this.#child?.kill();
    if (this.#kubeconfig !== undefined) void rm(this.#kubeconfig.file, { force: true });
    this.#ended.dispose();
  }

  async #start(): Promise<OwnKubeconfig> {
    try {
      await mkdir(this.#folder, { recursive: true });
      await removeLeftovers(this.#folder);
      // One a window: this process lives as long as the window does.
      const file = path.join(this.#folder, `kubeconfig-${process.pid}`);
      await this.#spawn(file);
      this.#kubeconfig = { file, label: playgroundLabel };
      this.#log.info(`The playground is running; its kubeconfig is ${file}`);
      return this.#kubeconfig;
    } catch (error) {
      this.#starting = undefined;
      this.#log.error(`The playground did not start: ${String(error)}`);
      throw new ClusterError('unreachable', l10n.t('The playground did not start.'), { cause: error });
    }
  }

  /** Resolves when both clusters answer and the kubeconfig is written. */
  async #spawn(file: string): Promise<void> {
    const child = spawn(process.execPath, [this.#script, '--kubeconfig', file], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      // It ends when its input does, so also when this process is killed.
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes(file)) resolve();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#log.warn(`Playground: ${text.trimEnd()}`);
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      reject(new Error(`It ended with code ${code}.`));
      this.#end();
    });
    await promise;
  }

  #end(): void {
    this.#child = undefined;
    this.#starting = undefined;
    if (this.#kubeconfig === undefined) return;
    this.#kubeconfig = undefined;
    this.#log.warn('The playground has ended.');
    this.#ended.fire();
  }
}

/** Windows that were killed leave their kubeconfig; it leads nowhere any more. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(/^kubeconfig-(\d+)$/.exec(name)?.[1]);
    if (Number.isInteger(pid) && !isAlive(pid)) await rm(path.join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
