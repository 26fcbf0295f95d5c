/** Builds as branches of the tree. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { buildSubjectOf, isElsewhere } from '#client/buildSubject.ts';
import { durationOf } from '#client/views/duration.ts';
import { buildBranch } from '#client/views/trees/buildBranch.ts';
import type { Branch } from '#client/views/trees/branch.ts';
import type { BuildReading, BuildStep } from '#knative/builds/build.ts';
import { english, text } from '#knative/text.ts';

const now = Date.parse('2026-11-24T10:01:05Z');

const step = (name: string, more: Partial<BuildStep> = {}): BuildStep => ({
  name,
  container: `step-${name}`,
  pod: 'p',
  state: 'succeeded',
  started: '2026-11-24T10:00:00Z',
  ended: '2026-11-24T10:00:05Z',
  exitCode: 0,
  reason: 'Completed',
  message: '',
  image: 'docker.io/library/busybox:1',
  ...more,
});

const waiting = { state: 'waiting', started: '', ended: '', exitCode: undefined, reason: '' } as const;
const running = { ...waiting, state: 'running', started: '2026-11-24T10:00:05Z' } as const;

function build(more: Partial<BuildReading> = {}, steps: readonly BuildStep[] = [step('one')]): BuildReading {
  const task = {
    name: '',
    state: 'succeeded',
    started: '',
    ended: '',
    pod: 'p',
    steps,
    why: undefined,
  } as const;
  return {
    kind: 'TaskRun',
    apiVersion: 'tekton.dev/v1',
    namespace: 'default',
    name: 'hello',
    state: 'succeeded',
    started: '2026-11-24T10:00:00Z',
    ended: '2026-11-24T10:00:09Z',
    created: '2026-11-24T10:00:00Z',
    tasks: [task],
    why: undefined,
    message: '',
    results: [],
    object: {},
    ...more,
  };
}

/** `icon label | description`, children indented. */
function drawn({ look, children }: Branch, indent = ''): readonly string[] {
  const word = (one: Branch['look']['label']): string => (typeof one === 'string' ? one : english(one));
  const line = `${indent}${look.icon.name} ${[look.label, ...look.description].map(word).join(' | ')}`;
  return [line, ...children.flatMap((child) => drawn(child, `${indent}  `))];
}

describe('a build', () => {
  test('that is over says how long it took', () => {
    assert.deepEqual(drawn(buildBranch(build(), true, now)), [
      'pass hello | default | 9s',
      '  pass one | 5s | busybox:1',
    ]);
  });

  test('that runs says at what, and for how long', () => {
    const reading = build({ state: 'running', ended: '' }, [
      step('one'),
      step('two', running),
      step('three', waiting),
    ]);
    assert.deepEqual(drawn(buildBranch(reading, false, now)), [
      'sync~spin hello | two, for 1m 5s',
      '  pass one | 5s | busybox:1',
      '  sync~spin two | 1m | busybox:1',
      '  circle-outline three | busybox:1',
    ]);
    assert.equal(buildBranch(reading, false, now).look.open, true);
    assert.ok(buildBranch(reading, false, now).look.tokens.includes('cancellable'));
  });

  test('that failed says why, and at which step', () => {
    const failing = step('one', { state: 'failed', exitCode: 3, reason: 'Error' });
    const later = step('two', { state: 'skipped', exitCode: 1 });
    const reading = build({ kind: 'Build', state: 'failed', why: text('The step {0} failed.', 'one') }, [
      failing,
      later,
    ]);
    assert.deepEqual(drawn(buildBranch(reading, false, now)), [
      'error hello | Build | 9s | The step one failed.',
      '  error one | 5s | exit code 3 | busybox:1',
      '  debug-step-over two | skipped | busybox:1',
    ]);
  });

  test('of a pipeline has its tasks', () => {
    const task = {
      name: 'fetch',
      state: 'running',
      started: '2026-11-24T10:00:00Z',
      ended: '',
      pod: 'p',
      steps: [step('clone', running)],
      why: undefined,
    } as const;
    const next = { ...task, name: 'build', state: 'pending', started: '', pod: '', steps: [] } as const;
    const reading = build({
      kind: 'PipelineRun',
      state: 'running',
      ended: '',
      tasks: [task, next, { ...next, name: 'tell', state: 'skipped' }],
    });
    const branch = buildBranch(reading, false, now);
    assert.deepEqual(drawn(branch), [
      'sync~spin hello | PipelineRun | fetch, for 1m 5s',
      '  sync~spin fetch | 1m 5s',
      '    sync~spin clone | 1m | busybox:1',
      '  circle-outline build',
      '  debug-step-over tell | skipped',
    ]);
    const [first] = branch.children;
    assert.ok(first !== undefined);
    assert.deepEqual(buildSubjectOf([{ id: first.children[0]?.id }]), {
      kind: 'PipelineRun',
      namespace: 'default',
      name: 'hello',
      task: 'fetch',
      container: 'step-clone',
    });
  });

  test('has ids of its own', () => {
    const ids = new Set<string>();
    const collect = ({ id, children }: Branch): void => {
      assert.ok(!ids.has(id), id);
      ids.add(id);
      children.forEach(collect);
    };
    collect(buildBranch(build({}, [step('one'), step('two')]), false, now));
    assert.equal(ids.size, 3);
  });
});

describe('what a command was started on', () => {
  test('is an item of the tree, or a build by name, or nothing', () => {
    const subject = { kind: 'Build', namespace: 'a', name: 'b', task: '', container: '' } as const;
    assert.deepEqual(buildSubjectOf([subject]), subject);
    for (const other of [undefined, null, 'x', { id: 'default/hello' }, { id: '["Pod","a","b","",""]' }]) {
      assert.equal(buildSubjectOf([other]), undefined);
    }
  });

  test('may be in another cluster than the one that is looked at', () => {
    const subject = { kind: 'Build', namespace: 'a', name: 'b', task: '', container: '' } as const;
    const ofPanel = buildSubjectOf([{ ...subject, context: 'prod' }]);
    assert.ok(ofPanel);
    assert.equal(isElsewhere(ofPanel, 'prod'), false);
    assert.equal(isElsewhere(ofPanel, 'staging'), true);
    assert.equal(isElsewhere(subject, 'staging'), false);
  });
});

describe('durations', () => {
  test('in at most two units', () => {
    const of = (seconds: number): string =>
      durationOf(new Date(0).toISOString(), new Date(seconds * 1000).toISOString(), 0);
    assert.deepEqual([0, 59, 60, 125, 3599, 3600, 3660, 90_000].map(of), [
      '0s',
      '59s',
      '1m',
      '2m 5s',
      '59m 59s',
      '1h',
      '1h 1m',
      '25h',
    ]);
    assert.equal(durationOf('', '', 0), '');
    assert.equal(durationOf(new Date(0).toISOString(), '', 5000), '5s');
  });
});
