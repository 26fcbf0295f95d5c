/**
 * Sends requests to a service, in a process of its own, and tells once a second what comes back.
 *
 *     const refusal = refusalOf(plan);                 // within the limits? (loadPlan.ts)
 *     if (!staysHere(plan)) ask the user first;        // thisMachine.ts; nothing here asks
 *     const load = startLoad(plan, { script, onProgress: (figures) => … });
 *     load.stop();                                     // or load.dispose(), when the window closes
 *     const { by, figures } = await load.ended;        // never rejects
 *
 * The process ends with its load, with `dispose`, and with the process that started it, however that ends.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { FiguresCounter, type LoadFigures } from './loadFigures.ts';
import { reportIn, type LoadEnd, type LoadOrder } from './loadMessages.ts';
import { refusalOf, type LoadPlan } from './loadPlan.ts';

export interface LoadOptions {
  /** The program that sends: `dist/loadGenerator.cjs` of the extension. */
  readonly script: string;
  readonly onProgress: (figures: LoadFigures) => void;
}

export interface LoadResult {
  /** `crash`: the process ended without a word. */
  readonly by: LoadEnd | 'crash';
  readonly figures: LoadFigures;
}

export interface RunningLoad {
  /** Settles when no more is sent; never rejects. */
  readonly ended: Promise<LoadResult>;
  /** Of the process; undefined where none was started. */
  readonly pid: number | undefined;
  /** Ends the load and tells what it came to. */
  stop(): void;
  /** Ends it without waiting for anything. */
  dispose(): void;
}

/** Megabytes: what answers bring is thrown away, so it needs few. */
const memory = 256;
/** Milliseconds that a process may take to end after it was told to. */
const patience = 2000;

export function startLoad(plan: LoadPlan, { script, onProgress }: LoadOptions): RunningLoad {
  const none = new FiguresCounter().figures();
  if (refusalOf(plan) !== undefined) return refused({ by: 'refused', figures: none });
  const child = spawn(process.execPath, [`--max-old-space-size=${memory}`, script], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    // Headers may be secrets: they go through the input, never over the command line or into a log.
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = follow(child, none, onProgress);
  tell(child, { kind: 'start', plan });
  let killing: NodeJS.Timeout | undefined;
  void ended.then(() => clearTimeout(killing));
  return {
    ended,
    pid: child.pid,
    stop: () => {
      tell(child, { kind: 'stop' });
      killing ??= setTimeout(() => child.kill('SIGKILL'), patience);
    },
    dispose: () => {
      child.kill('SIGKILL');
    },
  };
}

function refused(result: LoadResult): RunningLoad {
  const nothing = (): void => {};
  return { ended: Promise.resolve(result), pid: undefined, stop: nothing, dispose: nothing };
}

function tell({ stdin }: ChildProcess, order: LoadOrder): void {
  if (stdin?.writable === true) stdin.write(`${JSON.stringify(order)}\n`);
}

async function follow(
  child: ChildProcess,
  none: LoadFigures,
  onProgress: LoadOptions['onProgress'],
): Promise<LoadResult> {
  const { promise, resolve } = Promise.withResolvers<LoadResult>();
  let figures = none;
  let end: LoadEnd | undefined;
  // What is written to a process that has just ended is lost, and that is all.
  child.stdin?.on('error', () => {});
  const finish = (): void => resolve({ by: end ?? 'crash', figures });
  child.on('error', finish);
  child.on('close', finish);
  if (child.stdout === null) return promise;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const report = reportIn(line);
    if (report === undefined) return;
    figures = report.figures;
    if (report.kind === 'ended') end = report.by;
    onProgress(figures);
  });
  return promise;
}
