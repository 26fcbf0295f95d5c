/** What a dashboard is told, from what is recorded. */
import '../../../../../kit/vscodeWords.ts';
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import type { RecordedRevision, RecorderState } from '#client/cluster/metrics/metricsRecorder.ts';
import { joinServices, type LiveService } from '#client/cluster/services.ts';
import type { Around } from '#client/views/panels/autoscaling/autoscalingState.ts';
import { text } from '#knative/text.ts';

// What imports VS Code can only be read after its words are there.
const { autoscalingState } = await import('#client/views/panels/autoscaling/autoscalingState.ts');

const now = Date.parse('2026-01-01T12:00:00Z') / 1000;

function serviceWith(count: number): LiveService {
  const labels = { 'serving.knative.dev/service': 'a' };
  const revisions = Array.from({ length: count }, (_none, index) => ({
    metadata: { name: `a-${String(index + 1).padStart(5, '0')}`, namespace: 'default', labels },
  }));
  const [service] = joinServices({
    services: [{ metadata: { name: 'a', namespace: 'default' } }],
    revisions,
    pods: [],
  });
  assert.ok(service);
  return service;
}

function recordedOf(service: LiveService, one: Partial<RecordedRevision> = {}): readonly RecordedRevision[] {
  return service.revisions.map((live) => ({
    name: live.object.metadata.name,
    live,
    metric: 'concurrency',
    pods: [],
    desired: undefined,
    annotations: { 'autoscaling.knative.dev/target': '40' },
    containerConcurrency: 10,
    podAutoscaler: undefined,
    metricObject: undefined,
    horizontal: undefined,
    deployment: undefined,
    figures: {},
    latest: undefined,
    ...one,
  }));
}

function recorded(state: Partial<RecorderState> = {}): RecorderState {
  const service = serviceWith(1);
  return {
    phase: 'live',
    error: undefined,
    service,
    revisions: recordedOf(service),
    autoscalerConfig: {},
    sources: [{ kind: 'objects', available: true, text: text('Watches.') }],
    source: 'objects',
    choice: undefined,
    interval: 1,
    markers: [{ time: now, kind: 'load', revision: '', text: text('Load began') }],
    ...state,
  };
}

const around: Around = {
  subject: { context: 'c', namespace: 'default', service: 'a', revision: '' },
  load: { running: false, lines: [], answered: [], progress: 0, trouble: '', limits: '' },
  file: 'service.yaml',
  grafana: '',
  trouble: '',
  before: [],
  lastRequest: () => undefined,
  now,
};

describe('the state of a dashboard', () => {
  test('has what a trial needs of a revision: settings within its hard limit, and that limit', () => {
    const { phase, revisions, markers, sources } = autoscalingState(recorded(), around);
    assert.equal(phase, 'live');
    const [first] = revisions;
    assert.deepEqual([first?.scaling?.total, first?.containerConcurrency], [10, 10]);
    assert.deepEqual(markers, [{ time: now, kind: 'load', revision: '', text: 'Load began' }]);
    assert.deepEqual(sources[0], {
      kind: 'objects',
      name: 'Objects of the cluster',
      available: true,
      chosen: true,
      text: 'Watches.',
    });
  });

  test('has no settings to try where Kubernetes decides', () => {
    const service = serviceWith(1);
    const revisions = recordedOf(service, { horizontal: { metadata: { name: 'a-00001' } } });
    assert.equal(autoscalingState(recorded({ service, revisions }), around).revisions[0]?.scaling, undefined);
  });

  test('says what is wrong, and keeps the revisions where the Service or its cluster is out of sight', () => {
    const { revisions } = autoscalingState(recorded(), around);
    const gone = autoscalingState(recorded({ phase: 'gone', service: undefined, revisions: [] }), {
      ...around,
      before: revisions,
    });
    assert.equal(gone.trouble, 'The Service a is not there any more.');
    assert.deepEqual(gone.revisions, revisions);
    const elsewhere = autoscalingState(undefined, { ...around, before: revisions, trouble: 'Elsewhere.' });
    assert.deepEqual([elsewhere.phase, elsewhere.trouble], ['failed', 'Elsewhere.']);
    assert.deepEqual(elsewhere.revisions, revisions);
    assert.equal(autoscalingState(undefined, around).phase, 'loading');
    const none = autoscalingState(recorded({ revisions: [] }), { ...around, before: revisions });
    assert.deepEqual([none.trouble, none.revisions], ['a has no revision yet.', []]);
  });

  test('of many revisions it has those with replicas, in their order', () => {
    const service = serviceWith(30);
    const all = recordedOf(service);
    const last = all.at(-1)?.name;
    const revisions = all.map((one) =>
      one.name === last ? { ...one, latest: { time: now, ready: 1 } } : one,
    );
    const names = autoscalingState(recorded({ service, revisions }), around).revisions.map(
      ({ name }) => name,
    );
    assert.equal(names.length, 20);
    assert.equal(names.at(-1), last);
    assert.deepEqual(
      names.slice(0, -1),
      all.slice(0, 19).map(({ name }) => name),
    );
  });
});
