/**
 * The first step of every npm script. Runs on any Node from 20 and needs no package: it installs the project's packages
 * where they are missing or out of date, then runs the given Node arguments on the Node 24 among them.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stamp = join(modules, '.knative-tools-installed');

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Node ${process.versions.node} is too old: Knative Tools builds on Node 20 or newer.`);
}
installPackages();
runOnNode24(process.argv.slice(2));

function installPackages() {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Installing packages …');
  // `npm ci` deletes the Node it may be running on, which Windows does not allow.
  const command = existsSync(modules) && process.platform === 'win32' ? 'install' : 'ci';
  const done = npm([command, '--no-audit', '--no-fund', '--loglevel=error']);
  if (done.status !== 0) {
    fail(`npm ${command} did not succeed (see above). Is the package registry reachable from here?`);
  }
  writeFileSync(stamp, wanted);
}

/** What decides which packages belong here. */
function fingerprint() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

function npm(args) {
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  // The Node that runs now may be a file that `npm ci` is about to delete; npm itself goes on with the open one.
  const cli = process.env.npm_execpath;
  if (cli !== undefined && /\.c?js$/.test(cli)) return spawnSync(process.execPath, [cli, ...args], options);
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

function runOnNode24(args) {
  const env = { ...process.env, KNATIVE_TOOLS_BOOTSTRAPPED: '1' };
  const child = spawn(findNode24(), args, { cwd: root, stdio: 'inherit', env });
  // The terminal sends Ctrl-C to the child as well; it decides when all of this has ended.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT') child.kill(signal);
    });
  }
  child.on('error', (error) => fail(`Node 24 could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0);
  });
}

function findNode24() {
  const own = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  const candidates = [
    join(modules, `node-${nodePlatform()}-${process.arch}`, ...binary()),
    join(modules, `node-bin-${nodePlatform()}-${process.arch}`, ...binary()),
    ...(process.platform === 'win32' ? [] : [own]),
  ];
  const installed = candidates.find((candidate) => existsSync(candidate));
  if (installed !== undefined) return installed;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail(
    `No Node 24 for ${process.platform}-${process.arch} comes with the packages. Install Node 24 and try again.`,
  );
}

function binary() {
  return process.platform === 'win32' ? ['bin', 'node.exe'] : ['bin', 'node'];
}

function nodePlatform() {
  return process.platform === 'win32' ? 'win' : process.platform;
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(sentence) {
  say(`\nError: ${sentence}`);
  process.exit(1);
}
