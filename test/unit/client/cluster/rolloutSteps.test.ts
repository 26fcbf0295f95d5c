/** How far a rollout has come: by hand, and as the real controllers were seen to go. */
import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';
import type { KubeObject } from '#client/cluster/object.ts';
import { rolloutProgress, type RolloutObjects, type RolloutProgress } from '#client/cluster/rolloutSteps.ts';
import { textAt, type JsonObject } from '#knative/json.ts';

const nothing: RolloutObjects = {
  subject: undefined,
  configuration: undefined,
  revision: undefined,
  route: undefined,
  pods: [],
};

function object(name: string, generation: number, status: JsonObject | undefined): KubeObject {
  return { metadata: { name, generation }, ...(status !== undefined && { status }) };
}

function ready(status: 'True' | 'False' | 'Unknown', more: JsonObject = {}): JsonObject {
  return { observedGeneration: 1, conditions: [{ type: 'Ready', status }], ...more };
}

function short({ steps }: RolloutProgress): string {
  return steps.map(({ name, state }) => `${name} ${state}`).join(', ');
}

describe('the steps of a rollout', () => {
  test('just written', () => {
    const progress = rolloutProgress('Service', { ...nothing, subject: object('a', 1, undefined) });
    assert.equal(progress.phase, 'running');
    assert.equal(
      short(progress),
      'configuration running, revision waiting, image waiting, pods waiting, route waiting, ready waiting',
    );
  });

  test('the pods start', () => {
    const progress = rolloutProgress('Service', {
      subject: object('a', 1, ready('Unknown', { url: 'http://a' })),
      configuration: object('a', 1, ready('Unknown')),
      revision: object(
        'a-00001',
        1,
        ready('Unknown', { containerStatuses: [{ imageDigest: 'x@sha256:1' }] }),
      ),
      route: object('a', 1, ready('Unknown')),
      pods: [object('pod', 1, { conditions: [{ type: 'Ready', status: 'True' }] }), object('other', 1, {})],
    });
    assert.equal(
      short(progress),
      'configuration done, revision done, image done, pods running, route waiting, ready waiting',
    );
    assert.deepEqual(progress.pods, { ready: 1, all: 2 });
    assert.equal(progress.revision, 'a-00001');
    assert.equal(progress.url, 'http://a');
  });

  test('a status of the spec before says nothing', () => {
    const subject = { ...object('a', 2, ready('True')) };
    const progress = rolloutProgress('Service', {
      ...nothing,
      subject,
      configuration: object('a', 1, ready('True')),
    });
    assert.equal(progress.phase, 'running');
    assert.equal(progress.steps[0]?.state, 'running');
  });

  test('an image that is not there fails at its step', () => {
    const missing = { type: 'ContainerHealthy', status: 'False', reason: 'ContainerMissing' };
    const progress = rolloutProgress('Service', {
      ...nothing,
      subject: object('a', 1, ready('False')),
      configuration: object('a', 1, ready('False')),
      revision: object('a-00001', 1, { observedGeneration: 1, conditions: [missing] }),
    });
    assert.equal(progress.phase, 'failed');
    assert.match(short(progress), /revision done, image failed, pods waiting/);
  });

  test('pods that cannot start by themselves are stuck', () => {
    const waiting = { state: { waiting: { reason: 'ImagePullBackOff' } } };
    const progress = rolloutProgress('Service', {
      ...nothing,
      subject: object('a', 1, ready('Unknown')),
      pods: [object('pod', 1, { containerStatuses: [waiting] })],
    });
    assert.equal(progress.phase, 'stuck');
    const pending = { conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }] };
    assert.equal(
      rolloutProgress('Service', {
        ...nothing,
        subject: object('a', 1, ready('Unknown')),
        pods: [object('pod', 1, pending)],
      }).phase,
      'stuck',
    );
  });

  test('a service is not ready as long as its route is of the spec before', () => {
    const progress = rolloutProgress('Service', {
      ...nothing,
      subject: object('a', 1, ready('True')),
      configuration: object('a', 1, ready('True')),
      route: object('a', 2, ready('True')),
    });
    assert.equal(progress.phase, 'running');
  });

  test('of other kinds only the end is known', () => {
    const subject = object('a', 1, ready('True'));
    assert.equal(short(rolloutProgress('Broker', { ...nothing, subject })), 'ready done');
  });

  test('what is deleted meanwhile is gone', () => {
    assert.equal(rolloutProgress('Service', nothing).phase, 'gone');
  });

  test('an address of 2019 is a host', () => {
    const subject = object('a', 1, { domain: 'a.default.example.com' });
    assert.equal(rolloutProgress('Service', { ...nothing, subject }).url, 'http://a.default.example.com');
  });
});

const recording = new URL('../../../../../shared/recordings/canary-rollout.jsonl', import.meta.url);
const isHere = existsSync(fileURLToPath(recording));

interface Line {
  readonly step?: string;
  readonly watch?: string;
  readonly type?: string;
  readonly object?: KubeObject;
}

describe('the real controllers', { skip: isHere ? false : 'The recordings are not here.' }, () => {
  const lines = isHere
    ? readFileSync(recording, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Line)
    : [];
  const histories = historiesOf(lines);

  test('a first deployment goes through its steps in order', () => {
    const states = histories.get('deploy blue') ?? [];
    assert.deepEqual(new Set(states.map(({ phase }) => phase)), new Set(['running', 'ready']));
    const running = states.map(({ steps }) => steps.findIndex(({ state }) => state !== 'done'));
    const reached = running.filter((index, at) => at === 0 || index !== running[at - 1]);
    assert.equal(states.at(-1)?.phase, 'ready');
    assert.ok(new Set(reached).size >= 4, reached.join(' '));
    for (const [index, at] of reached.slice(0, -1).entries()) {
      const next = reached[index + 1] ?? 0;
      assert.ok(next > at || next === -1, reached.join(' '));
    }
  });

  test('a mistyped revision fails at the route, the repair is ready', () => {
    const steps = [...histories.keys()];
    const typo = steps.find((step) => /mist|typo/i.test(step)) ?? '';
    const last = histories.get(typo)?.at(-1);
    assert.equal(last?.phase, 'failed', steps.join(', '));
    assert.equal(last.steps.find(({ state }) => state === 'failed')?.name, 'route');
    const repair = steps[steps.indexOf(typo) + 1] ?? '';
    assert.equal(histories.get(repair)?.at(-1)?.phase, 'ready', repair);
  });
});

/** All that could be seen after each step of the recording. */
function historiesOf(lines: readonly Line[]): ReadonlyMap<string, readonly RolloutProgress[]> {
  const known = new Map<string, KubeObject>();
  const histories = new Map<string, RolloutProgress[]>();
  let step = '';
  for (const line of lines) {
    if (line.step !== undefined) step = line.step;
    if (line.object === undefined) continue;
    const key = `${line.watch} ${line.object.metadata.name}`;
    if (line.type === 'DELETED') known.delete(key);
    else known.set(key, line.object);
    const configuration = known.get('configurations canary');
    const created = textAt(configuration?.status, 'latestCreatedRevisionName');
    const objects: RolloutObjects = {
      subject: known.get('services canary'),
      configuration,
      revision: known.get(`revisions ${created}`),
      route: known.get('routes canary'),
      pods: [...known]
        .filter(([one]) => one.startsWith('pods '))
        .map(([, pod]) => pod)
        .filter(({ metadata }) => metadata.labels?.['serving.knative.dev/revision'] === created),
    };
    const history = histories.get(step) ?? [];
    histories.set(step, history);
    history.push(rolloutProgress('Service', objects));
  }
  return histories;
}
