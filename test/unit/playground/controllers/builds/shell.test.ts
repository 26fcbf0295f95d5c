/** The playground's shell: what scripts of steps write, and how they end. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Act, Step } from '#playground/controllers/builds/steps/act.ts';
import { actOf } from '#playground/controllers/builds/steps/stepAct.ts';

const stage: Step = {
  image: 'busybox',
  command: [],
  args: [],
  script: undefined,
  env: { NAME: 'Knative' },
  workingDir: '/workspace',
  props: { now: 0, isOld: false, canPush: false, digestOf: () => 'sha256:0' },
};

const run = (script: string, more: Partial<Step> = {}): Act => actOf({ ...stage, script, ...more });
const lines = ({ beats }: Act): readonly string[] => beats.flatMap(({ text }) => text.split('\n'));

describe('a script', () => {
  const told: readonly (readonly [string, readonly string[], number])[] = [
    ['echo one; echo "two $NAME" \'three $NAME\'', ['one', 'two Knative three $NAME'], 0],
    ['A=1\nexport B=${A}2\necho $B "\\$A"', ['12 $A'], 0],
    ['echo one\nexit 3\necho two', ['one'], 3],
    ['false\necho never', [], 1],
    ['false || echo saved', ['saved'], 0],
    ['true && echo both && false', ['both'], 1],
    ['#!/bin/sh\nfalse\necho all the same', ['all the same'], 0],
    ['# a remark\necho on # and one more\n', ['on'], 0],
    ['printf "%s is %d\\n" a 1', ['a is 1'], 0],
    ['echo a > f; echo b >> f; cat f', ['a', 'b'], 0],
    ['echo -e "\\033[31mred\\x1b[0m\\e]0;t\\a"', ['\u001B[31mred\u001B[0m\u001B]0;t\u0007'], 0],
    ['seq 3', ['1', '2', '3'], 0],
    ['exit 300', [], 44],
  ];
  for (const [script, wanted, exitCode] of told) {
    it(JSON.stringify(script), () => {
      const act = run(script);
      assert.deepEqual([lines(act), act.exitCode], [wanted, exitCode]);
    });
  }

  it('writes into files', () => {
    assert.deepEqual(
      run('echo -n a > /tekton/results/x; echo b | tee /tekton/results/y; printf c > /tekton/results/z')
        .files,
      {
        '/tekton/results/x': 'a',
        '/tekton/results/y': 'b\n',
        '/tekton/results/z': 'c',
      },
    );
  });

  it('takes its time', () => {
    const { beats } = run('echo one; sleep 2.5; echo two');
    assert.ok((beats[1]?.after ?? 0) >= 2500);
  });

  it('writes very much', () => {
    assert.equal(lines(run('seq 200000')).length, 200_000);
  });

  it('fails, hangs or dawdles by the name of its image', () => {
    assert.equal(run('echo on', { image: 'gcr.io/x/crasher' }).exitCode, 1);
    assert.equal(run('echo on', { image: 'gcr.io/x/never-ready' }).exitCode, undefined);
    assert.equal(
      run('echo on', { image: 'gcr.io/x/slow' }).beats[0]?.after,
      5 * (run('echo on').beats[0]?.after ?? 0),
    );
  });
});
