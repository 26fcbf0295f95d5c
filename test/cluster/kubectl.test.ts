/** kubectl finds the playground and a real control plane alike: what it prints, complains of and ends with. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Command } from './kubectl/command.ts';
import { commands } from './kubectl/commands.ts';
import { comparable } from './kubectl/comparable.ts';
import { run } from './kubectl/run.ts';
import { openTargets, type Targets } from './kubectl/targets.ts';
import { nameOf, textAt } from './objects.ts';
import { whyNotHere } from './programs.ts';

const skip = whyNotHere() ?? false;

describe('kubectl at the playground as at a real control plane', () => {
  let targets: Targets | undefined;
  let failed = false;

  before(async () => {
    if (skip === false) targets = await openTargets();
  });
  after(() => targets?.close({ keepLogs: failed }));

  for (const [does, group] of Object.entries(commands)) {
    describe(does, () => {
      for (const [index, command] of group.entries()) {
        const title = `${index + 1}. ${titleOf(command)}`;
        it(title, { skip }, async () => {
          assert.ok(targets);
          failed = true;
          const { playground, real } = targets;
          const [promised, confirmed] = await Promise.all([run(playground, command), run(real, command)]);
          assert.deepEqual(comparable(promised, command.except), comparable(confirmed, command.except));
          failed = false;
        });
        const { except } = command;
        if (except !== undefined) it(`${title}: word for word`, { skip: `Not compared: ${except.why}.` });
      }
    });
  }
});

function titleOf({ args, input }: Command): string {
  return input === undefined ? args : `${args} < ${textAt(input, 'kind')} ${nameOf(input)}`;
}
