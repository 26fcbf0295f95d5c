/** A real VS Code for the browser: installs code-server into `.cache/`, starts it, and ends all that it started. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { npm } from './npm.ts';
import { step } from './progress.ts';
import { cache, tools } from './project.ts';

const home = path.join(cache, 'code-server');
const packageDir = path.join(home, 'node_modules', 'code-server');
const entry = path.join(packageDir, 'out', 'node', 'entry.js');
const stamp = path.join(home, 'installed');

/** Installs code-server where it is missing or of another version. */
export async function installCodeServer(): Promise<void> {
  const wanted = `${tools.codeServer} ${process.platform}-${process.arch}`;
  const found = await readFile(stamp, 'utf8').catch(() => '');
  if (found === wanted) return;
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  await step(`Downloading code-server ${tools.codeServer} (VS Code for the browser)`, async () => {
    // Its install scripts compile native modules that nothing here needs but one, see below.
    await npm(
      'code-server',
      ['install', '--ignore-scripts', `code-server@${tools.codeServer}`, '--prefix', home],
      {
        cwd: home,
      },
    );
  });
  const vscode = path.join(packageDir, 'lib', 'vscode');
  await step('Downloading the parts of VS Code', () =>
    npm('code-server-vscode', ['install', '--ignore-scripts', '--omit=dev'], { cwd: vscode }),
  );
  await buildOutputChannels(vscode);
  await writeFile(stamp, wanted);
}

/** Output channels write through a native module; all else works without it, so a failure is told and forgiven. */
async function buildOutputChannels(vscode: string): Promise<void> {
  const prefix = path.dirname(path.dirname(realpathSync(process.execPath)));
  const headers = existsSync(path.join(prefix, 'include', 'node', 'node.h'));
  try {
    await step('Compiling its log writer', () =>
      npm('spdlog', ['rebuild', '@vscode/spdlog', '--ignore-scripts=false'], {
        cwd: vscode,
        env: headers ? { npm_config_nodedir: prefix } : {},
      }),
    );
  } catch {
    console.log('  Without a C++ compiler, make and Python, output channels stay empty; all else works.');
  }
}

export interface RunningCodeServer {
  readonly url: string;
  /** Resolves when it has ended, by itself or by `stop`. */
  readonly ended: Promise<number | null>;
  /** Ends it and every process it started. */
  stop(): Promise<void>;
}

export interface CodeServerOptions {
  readonly folder: string;
  readonly userDataDir: string;
  readonly extensionsDir: string;
  /** Used where it is free, else any free port is. */
  readonly port?: number;
  /** Where its own output goes, by line. */
  readonly onOutput?: (line: string) => void;
  /** Whether VS Code asks if the folder is trusted. */
  readonly workspaceTrust?: boolean;
}

/** Starts code-server on the loopback interface, without a password, and waits until it answers. */
export async function startCodeServer(options: CodeServerOptions): Promise<RunningCodeServer> {
  const port = await freePort(options.port);
  const child = spawn(process.execPath, [entry, ...codeServerArguments(options, port), options.folder], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that everything it starts can be ended at once.
    detached: process.platform !== 'win32',
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n').filter((candidate) => candidate !== '')) {
        if (lines.push(line) > 50) lines.shift();
        options.onOutput?.(line);
      }
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const url = `http://127.0.0.1:${port}`;
  try {
    await answers(`${url}/healthz`, child);
  } catch {
    endGroup(child, 'SIGKILL');
    throw new Error(`code-server did not start:\n${lines.slice(-12).join('\n')}`);
  }
  return { url, ended, stop: () => stop(child, ended) };
}

function codeServerArguments(options: CodeServerOptions, port: number): string[] {
  return [
    '--bind-addr',
    `127.0.0.1:${port}`,
    '--auth',
    'none',
    '--config',
    path.join(home, 'config.yaml'),
    '--user-data-dir',
    options.userDataDir,
    '--extensions-dir',
    options.extensionsDir,
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-getting-started-override',
    ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
  ];
}

/** Installs a packaged extension. */
export function installExtension(
  vsix: string,
  dirs: Pick<CodeServerOptions, 'userDataDir' | 'extensionsDir'>,
): void {
  const { userDataDir, extensionsDir } = dirs;
  const args = [
    '--user-data-dir',
    userDataDir,
    '--extensions-dir',
    extensionsDir,
    '--install-extension',
    vsix,
  ];
  const done = spawnSync(process.execPath, [entry, '--config', path.join(home, 'config.yaml'), ...args], {
    env: cleanEnvironment(),
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`${vsix} could not be installed:\n${done.stdout}${done.stderr}`);
}

/** Makes VS Code load an extension from where it is: after a rebuild, "Developer: Reload Window" is enough. */
export async function linkExtension(folder: string, extensionsDir: string): Promise<void> {
  const { publisher, name, version } = JSON.parse(
    await readFile(path.join(folder, 'package.json'), 'utf8'),
  ) as Record<'publisher' | 'name' | 'version', string>;
  const id = `${publisher}.${name}`;
  const relativeLocation = `${id}-${version}`;
  const link = path.join(extensionsDir, relativeLocation);
  await rm(link, { force: true });
  await symlink(folder, link, 'junction');
  const entry = {
    identifier: { id },
    version,
    location: { $mid: 1, path: link, scheme: 'file' },
    relativeLocation,
  };
  const list = path.join(extensionsDir, 'extensions.json');
  const known = JSON.parse(await readFile(list, 'utf8').catch(() => '[]')) as (typeof entry)[];
  const others = known.filter(({ identifier }) => identifier.id !== id);
  await writeFile(list, JSON.stringify([...others, entry]));
}

/** Settings that keep VS Code quiet: no telemetry, no updates, no chat, no welcome. */
export const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  'npm.fetchOnlinePackageInfo': false,
} as const;

/** Variables of an editor or of npm around us would make code-server talk to that editor, or run differently. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_|VSCODE_|ELECTRON_|CODE_SERVER_|NODE_OPTIONS$|NODE_TEST|PASSWORD$|HASHED_PASSWORD$|PORT$)/i.test(
        name,
      ),
  );
  return { ...Object.fromEntries(entries), CS_DISABLE_GETTING_STARTED_OVERRIDE: '1' };
}

async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', (error) => {
      if (wanted === 0) reject(error);
      else resolve(freePort());
    });
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (child.exitCode === null && Date.now() < deadline) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no answer from ${url}`);
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  endGroup(child, 'SIGTERM');
  const timer = setTimeout(() => endGroup(child, 'SIGKILL'), 3000);
  await ended;
  clearTimeout(timer);
  // The extension host and the language servers outlive their parent for a moment; nothing may stay.
  endGroup(child, 'SIGKILL');
  const deadline = Date.now() + 2000;
  while (groupLives(child) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
}

function groupLives({ pid }: ChildProcess): boolean {
  if (pid === undefined || process.platform === 'win32') return false;
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    else process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}
