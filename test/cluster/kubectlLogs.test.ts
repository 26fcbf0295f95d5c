/** kubectl reads the logs of the playground's pods. The real control plane has no kubelet here, which would have them. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { comparableLog, logCommands } from './kubectl/logs.ts';
import { service } from './kubectl/manifests.ts';
import { run } from './kubectl/run.ts';
import { openPlayground, type OpenPlayground } from './kubectl/targets.ts';
import { buildPrograms, whyNotHere } from './programs.ts';

const skip = whyNotHere() ?? false;

describe('kubectl reads logs at the playground', () => {
  let playground: OpenPlayground | undefined;

  before(async () => {
    if (skip !== false) return;
    const { bin } = await buildPrograms((line) => console.log(`  ${line}`));
    playground = await openPlayground(path.join(bin, 'kubectl'), 'empty');
    await run(playground.target, { args: 'apply -f -', input: service('loud', { image: 'hello:blue' }) });
    await run(playground.target, { args: 'wait ksvc/loud --for=condition=Ready --timeout=30s' });
  });
  after(() => playground?.close());

  for (const [index, command] of logCommands.entries()) {
    const title = `${index + 1}. ${command.args}`;
    it(title, { skip }, async () => {
      assert.ok(playground);
      assert.deepEqual(comparableLog(await run(playground.target, command)), command.shows);
    });
    it(`${title}: at a real control plane`, { skip: 'Not compared: no kubelet runs there.' });
  }
});
