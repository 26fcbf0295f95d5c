/** The playground as a program: what it prints, and that it ends with whoever started it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';

const program = path.join(import.meta.dirname, '../../../playground/main.ts');
let folder = '';

before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'playground-test-'));
});

after(() => rmSync(folder, { recursive: true }));

async function started(args: readonly string[]): Promise<{ child: ReturnType<typeof spawn>; line: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  assert.ok(child.stdout !== null);
  for await (const line of createInterface(child.stdout)) return { child, line };
  throw new Error('It printed nothing.');
}

describe('the program', () => {
  it('writes the kubeconfig where it is told, readable for its user alone', async () => {
    const file = path.join(folder, 'config');
    const { child, line } = await started(['--kubeconfig', file]);
    assert.equal(line, `The playground is running. Its kubeconfig is ${file}`);
    const config = parse(readFileSync(file, 'utf8')) as { contexts: { name: string }[] };
    assert.deepEqual(config.contexts.map(({ name }) => name).sort(), [
      '2019',
      '2019-viewer',
      'today',
      'today-viewer',
    ]);
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
    child.stdin?.end();
    const [code] = (await once(child, 'exit')) as [number];
    assert.equal(code, 0, 'it ends when its input is closed');
  });

  it('makes a file of its own otherwise, and takes it along when it is told to end', async () => {
    const { child, line } = await started([]);
    const file = line.slice('The playground is running. Its kubeconfig is '.length);
    assert.ok(existsSync(file));
    child.kill('SIGTERM');
    await once(child, 'exit');
    if (process.platform !== 'win32') assert.ok(!existsSync(file));
  });
});
