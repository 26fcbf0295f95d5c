/** Runs npm quietly: what it says goes to a log file, and its end is shown only when it fails. */
import { spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { cache } from './project.ts';

/**
 * Runs npm with these arguments in `cwd`, which must exist.
 * @throws an error with the last lines of its output, if it fails.
 */
export async function npm(
  name: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<void> {
  const logFile = path.join(cache, 'logs', `${name}.log`);
  await mkdir(path.dirname(logFile), { recursive: true });
  const log = await open(logFile, 'w');
  const [command, ...first] = npmCommand();
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(command, [...first, ...args, '--no-audit', '--no-fund'], {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', log.fd, log.fd],
      shell: process.platform === 'win32' && first.length === 0,
    });
    child.on('error', reject);
    child.on('exit', resolve);
  });
  await log.close();
  if (code !== 0) throw new Error(`npm ${args[0]} failed.\n${await tail(logFile)}\nAll of it: ${logFile}`);
}

function npmCommand(): [string, ...string[]] {
  const cli = process.env['npm_execpath'];
  return cli !== undefined && /\.c?js$/.test(cli) ? [process.execPath, cli] : ['npm'];
}

async function tail(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).trimEnd().split('\n').slice(-12).join('\n');
}
