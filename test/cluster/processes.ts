/** The processes of a control plane: started with a log file each, ended in the reverse order, whatever happens. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, closeSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GivenUp } from './api.ts';

export interface ProcessOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Running {
  readonly name: string;
  readonly child: ChildProcess;
}

/** Time a process has to end by itself. */
const patience = 1000;

export class Processes {
  readonly #bin: string;
  readonly #logs: string;
  readonly #running: Running[] = [];
  readonly #killAll = (): void => {
    for (const { child } of this.#running) child.kill('SIGKILL');
  };
  readonly #leave = (): void => process.exit(1);

  constructor(bin: string, logs: string) {
    this.#bin = bin;
    this.#logs = logs;
    mkdirSync(logs, { recursive: true });
    process.on('exit', this.#killAll);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, this.#leave);
  }

  start(name: string, { args = [], env = {} }: ProcessOptions): void {
    const log = openSync(this.#logFile(name), 'a');
    const child = spawn(path.join(this.#bin, name), args, {
      cwd: this.#logs,
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.on('error', () => undefined);
    this.#running.push({ name, child });
  }

  /** @throws an error with the last words of the first process that has ended although nobody asked it to. */
  check(): void {
    const ended = this.#running.find(({ child }) => child.exitCode !== null || child.signalCode !== null);
    if (ended === undefined) return;
    const said = readFileSync(this.#logFile(ended.name), 'utf8').trimEnd().split('\n').slice(-12).join('\n');
    throw new GivenUp(
      `${ended.name} has ended (${ended.child.exitCode ?? ended.child.signalCode}).\n${said}`,
    );
  }

  async stop(): Promise<void> {
    for (const { child } of this.#running.toReversed()) await end(child);
    this.#running.length = 0;
    process.off('exit', this.#killAll);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, this.#leave);
  }

  #logFile(name: string): string {
    return path.join(this.#logs, `${name}.log`);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = new AbortController();
  const tooLate = sleep(patience, undefined, { signal: late.signal }).then(
    () => child.kill('SIGKILL'),
    () => undefined,
  );
  await ended;
  late.abort();
  await tooLate;
}
