/**
 * `npm start`: a VS Code with this extension and the sample manifests.
 * Usage: npm start [-- --desktop] [-- --fresh]
 *   --desktop  use the installed VS Code (`code`) instead of one in the browser
 *   --fresh    forget the edited samples and the settings of earlier starts
 */
import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installCodeServer, linkExtension, quietSettings, startCodeServer } from './codeServer.ts';
import { main, seconds, step } from './progress.ts';
import { cache, root } from './project.ts';

const home = path.join(cache, 'start');
const samples = path.join(home, 'samples');
const userDataDir = path.join(home, 'user-data');
const extensionsDir = path.join(home, 'extensions');

/** Something to look at in the cluster views, whatever this machine has. */
const ours = { 'knative.playground.autoStart': true };

await main(process.argv.includes('--desktop') ? startOnDesktop : startInBrowser);

async function startInBrowser(): Promise<void> {
  const begin = performance.now();
  console.log('Knative Tools');
  await installCodeServer();
  await step('Building the extension', buildExtension);
  await prepareFolders();
  await linkExtension(root, extensionsDir);
  const server = await step('Starting VS Code', () =>
    startCodeServer({ folder: samples, userDataDir, extensionsDir, port: 8370 }),
  );
  const stop = (): void => void server.stop();
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  const url = `${server.url}/?folder=${encodeURIComponent(samples)}`;
  console.log(`\nReady after ${seconds(performance.now() - begin)}:  ${url}\n\nCtrl-C ends it.`);
  openBrowser(url);
  await server.ended;
}

async function startOnDesktop(): Promise<void> {
  const found = spawnSync('code', ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
  if (found.status !== 0) {
    throw new Error(
      'There is no `code` command on the PATH. In VS Code, run "Shell Command: Install \'code\' command in PATH", ' +
        'or leave out --desktop to use VS Code in the browser.',
    );
  }
  await step('Building the extension', buildExtension);
  await prepareFolders();
  const args = ['--new-window', '--disable-workspace-trust', `--extensionDevelopmentPath=${root}`, samples];
  spawnSync('code', args, { stdio: 'inherit', shell: process.platform === 'win32' });
}

async function buildExtension(): Promise<void> {
  const done = spawnSync(process.execPath, [path.join(root, 'scripts', 'build.ts')], {
    cwd: root,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`The build failed:\n${done.stdout}${done.stderr}`);
}

/** The samples are copied, so that trying things out leaves the repository as it is. */
async function prepareFolders(): Promise<void> {
  if (process.argv.includes('--fresh')) await rm(home, { recursive: true, force: true });
  await mkdir(extensionsDir, { recursive: true });
  await cp(path.join(root, 'samples'), samples, { recursive: true, force: false });
  const settings = path.join(userDataDir, 'User', 'settings.json');
  const known = await readFile(settings, 'utf8').catch(() => undefined);
  await mkdir(path.dirname(settings), { recursive: true });
  if (known === undefined) await writeFile(settings, JSON.stringify({ ...quietSettings, ...ours }, null, 2));
  else await addOurs(settings, known);
}

/** Settings of earlier starts stay as they were left; what they do not name is ours. */
async function addOurs(file: string, text: string): Promise<void> {
  try {
    const settings = { ...ours, ...(JSON.parse(text) as object) };
    await writeFile(file, JSON.stringify(settings, null, 2));
  } catch {
    // There are comments in it: its user has made it their own.
  }
}

function openBrowser(url: string): void {
  const command = browserCommand();
  if (command === undefined) return;
  const [name, ...args] = command;
  spawn(name, [...args, url], { stdio: 'ignore', detached: true })
    .on('error', () => console.log('No browser could be opened; open the address above yourself.'))
    .unref();
}

function browserCommand(): [string, ...string[]] | undefined {
  if (process.env['CI'] !== undefined) return undefined;
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', ''];
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'];
  return display === undefined || display === '' ? undefined : ['xdg-open'];
}
