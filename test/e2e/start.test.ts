/** `npm start` itself: the address it prints shows a VS Code with the samples and the extension; Ctrl-C leaves nothing. */
import { strict as assert } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { root } from '#scripts/project.ts';
import { openPage } from '../kit/vscode.ts';
import { Workbench } from '../kit/vscodeWorkbench.ts';

test(
  'npm start shows the samples with their problems, and Ctrl-C ends all of it',
  { timeout: 120_000 },
  async () => {
    const child = spawn(process.execPath, ['scripts/bootstrap.mjs', 'scripts/start.ts'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
      env: { ...process.env, CI: 'true' },
    });
    const group = child.pid ?? 0;
    assert.ok(group > 0);
    try {
      const url = await printedAddress(child.stdout);
      const folder = new URL(url).searchParams.get('folder') ?? '';
      await openPage(url, async (page) => {
        const workbench = new Workbench(page, folder, { extensionsDir: root, userDataDir: root });
        await workbench.ready();
        await workbench.openFile('2019/blue-green.yaml');
        await workbench.squiggles('warning').first().waitFor();
      });
      const started = descendants(group);
      assert.ok(started.length > 2, `${started.length} processes`);
      const ended = new Promise((resolve) => child.on('exit', resolve));
      // What a terminal does with Ctrl-C.
      process.kill(-group, 'SIGINT');
      assert.equal(await ended, 0);
      const left = started.filter(isAlive);
      assert.deepEqual(left, []);
    } finally {
      if (child.exitCode === null) process.kill(-group, 'SIGKILL');
    }
  },
);

async function printedAddress(output: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of output) {
    text += String(chunk);
    const url = /http:\/\/\S+/.exec(text)?.[0];
    if (url !== undefined && text.includes('Ctrl-C')) return url;
  }
  throw new Error(`npm start ended without an address:\n${text}`);
}

/** The processes below one, by their parents. */
function descendants(pid: number): readonly number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const found = [pid];
  // The list grows while it is walked.
  for (const parent of found) {
    for (const [child, of] of pairs) if (of === parent && child !== undefined) found.push(child);
  }
  return found.slice(1);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
