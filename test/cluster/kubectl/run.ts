/** Runs kubectl against one cluster. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Command } from './command.ts';

export interface Outcome {
  /** Null where it was ended. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A cluster as kubectl sees it. */
export interface Target {
  readonly kubectl: string;
  /** The flags that lead to the cluster, as the administrator and as the second user. */
  readonly admin: readonly string[];
  readonly viewer: readonly string[];
}

/** Milliseconds after which a command that does not come to an end is ended. */
const patience = 30_000;

export async function run(target: Target, { args, input, asViewer, meanwhile }: Command): Promise<Outcome> {
  const access = asViewer === true ? target.viewer : target.admin;
  const child = spawn(target.kubectl, [...access, ...args.split(' ')], { timeout: patience });
  child.stdin.end(input === undefined ? '' : JSON.stringify(input));
  const heard = listen(child);
  if (meanwhile === undefined) return heard.all;
  // Names come without a heading.
  const before = args.includes('-o name') ? 1 : 2;
  await heard.lines(before);
  const { code, stderr } = await run(target, { args: meanwhile });
  if (code !== 0) throw new Error(`kubectl ${meanwhile}: ${stderr}`);
  await heard.lines(before + 1);
  child.kill();
  return heard.all;
}

interface Heard {
  /** What it has said when it has ended. */
  readonly all: Promise<Outcome>;
  /** Resolves when it has said so many lines, or nothing more will come. */
  readonly lines: (count: number) => Promise<void>;
}

function listen(child: ChildProcess): Heard {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  return {
    all: closed.then((code) => ({ code, stdout, stderr })),
    lines: (count) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (stdout.split('\n').length > count) resolve();
        };
        child.stdout?.on('data', check);
        child.once('close', () => resolve());
        check();
      }),
  };
}
