/** The tables of Eventing and Tekton against what their real webhooks take and what the API server calls unknown. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unknownFields } from '#knative/admission/structure/strict.ts';
import { kindOf } from '#knative/kinds.ts';
import { formatPath, type Path } from '#knative/path.ts';
import { fieldAt, fieldsAt } from '#knative/resources/lookup.ts';
import { corpus, resourceOf, type Vector, vectors } from '../../../vectors/read.ts';

/** The paths of all fields our table of the manifest's kind does not know. */
function unknownTo(vector: Vector): readonly string[] {
  const resource = resourceOf(vector.manifest);
  const kind = resource === undefined ? undefined : kindOf(resource.apiVersion, resource.kind);
  assert.ok(resource !== undefined && kind !== undefined, `the kind of ${vector.id} is not known`);
  return unknownFields(resource.value, kind.table()).map(({ path }) => formatPath(path));
}

/** What strict decoding refused, as the API server prints it. */
function refusedBy({ verdict: { message = '' } }: Vector): readonly string[] {
  if (!message.includes('strict decoding error: ')) return [];
  return [...message.matchAll(/unknown field "([^"]*)"/g)].map((match) => match[1] ?? '');
}

for (const group of ['eventing-v1', 'tekton-v1']) {
  describe(`the tables of ${group}`, () => {
    const lines = vectors('eventing-tekton').filter((vector) => vector.group === group);

    it('know every field of what the cluster accepts', () => {
      const accepted = lines.filter(({ verdict }) => verdict.ok);
      assert.ok(accepted.length > 200, String(accepted.length));
      for (const vector of accepted) assert.deepEqual(unknownTo(vector), [], vector.id);
    });

    it('do not know the fields that the API server does not know', () => {
      const refused = lines.filter((vector) => refusedBy(vector).length > 0);
      assert.ok(refused.length > 40, String(refused.length));
      for (const vector of refused) {
        const found = unknownTo(vector).filter((path) => !inEmbeddedSpec(path));
        assert.deepEqual(found.toSorted(), refusedBy(vector).toSorted(), vector.id);
      }
    });
  });
}

const wild = corpus();

describe(
  'the tables and the corpus',
  { skip: wild === undefined ? 'the corpus is not at hand' : false },
  () => {
    it('agree on which fields there are, for every kind that is served', () => {
      const lines = (wild ?? []).filter(({ group }) => !/ (?:serving|build)\./.test(group));
      assert.ok(lines.length > 200, String(lines.length));
      for (const vector of lines) assert.deepEqual(unknownTo(vector), refusedBy(vector), vector.id);
    });
  },
);

/** The CRDs of runs take a whole task or pipeline as it comes; our tables know its fields all the same. */
function inEmbeddedSpec(path: string): boolean {
  return path.startsWith('spec.taskSpec.') || path.startsWith('spec.pipelineSpec.');
}

describe('what the kinds require', () => {
  const required = (apiVersion: string, kind: string): readonly string[] =>
    Object.entries(fieldsAt(apiVersion, kind, ['spec']) ?? {})
      .filter(([, field]) => field.required === true)
      .map(([name]) => name)
      .toSorted();

  const byKind: Readonly<Record<string, readonly string[]>> = {
    'eventing.knative.dev/v1 Broker': [],
    'eventing.knative.dev/v1 Trigger': ['broker', 'subscriber'],
    'messaging.knative.dev/v1 Channel': [],
    'messaging.knative.dev/v1 InMemoryChannel': [],
    'messaging.knative.dev/v1 Subscription': ['channel', 'subscriber'],
    'sources.knative.dev/v1 PingSource': ['sink'],
    'sources.knative.dev/v1 ApiServerSource': ['resources', 'sink'],
    'sources.knative.dev/v1 ContainerSource': ['sink', 'template'],
    'sources.knative.dev/v1 SinkBinding': ['sink', 'subject'],
    'flows.knative.dev/v1 Sequence': ['steps'],
    'flows.knative.dev/v1 Parallel': ['branches'],
    'tekton.dev/v1 Task': ['steps'],
    'tekton.dev/v1 TaskRun': [],
    'tekton.dev/v1 Pipeline': ['tasks'],
    'tekton.dev/v1 PipelineRun': [],
  };

  for (const [name, fields] of Object.entries(byKind)) {
    it(`is that of its own rules: ${name}`, () => {
      const [apiVersion = '', kind = ''] = name.split(' ');
      assert.deepEqual(required(apiVersion, kind), fields);
    });
  }
});

describe('kinds without a verdict', () => {
  it('build their tables once', () => {
    const kind = kindOf('tekton.dev/v1', 'PipelineRun');
    assert.ok(kind !== undefined && kind.verdict === 'none');
    assert.equal(kind.table(), kind.table());
    assert.notEqual(kind.table(), kindOf('tekton.dev/v1beta1', 'PipelineRun')?.table());
  });

  it('explain what a cluster takes as it comes', () => {
    const doc = (apiVersion: string, kind: string, ...path: Path): string | undefined =>
      fieldAt(apiVersion, kind, ['spec', ...path])?.doc;
    const nested: Path = ['filters', 0, 'all', 1, 'any', 0, 'not', 'cesql'];
    assert.match(doc('eventing.knative.dev/v1', 'Trigger', ...nested) ?? '', /CloudEvents SQL/);
    const claim: Path = ['workspaces', 0, 'volumeClaimTemplate', 'spec', 'accessModes'];
    assert.match(doc('tekton.dev/v1', 'PipelineRun', ...claim) ?? '', /mount the volume/);
    const image: Path = ['tasks', 0, 'taskSpec', 'steps', 0, 'image'];
    assert.match(doc('tekton.dev/v1', 'Pipeline', ...image) ?? '', /image/);
    const container: Path = ['template', 'spec', 'containers', 0, 'image'];
    assert.match(doc('sources.knative.dev/v1', 'ContainerSource', ...container) ?? '', /image/);
  });

  it('say what replaced them where they are no longer served', () => {
    const replacedBy = (apiVersion: string, kind: string): string | undefined =>
      kindOf(apiVersion, kind)?.replacedBy;
    assert.equal(replacedBy('messaging.knative.dev/v1beta1', 'Channel'), 'messaging.knative.dev/v1');
    assert.equal(replacedBy('sources.knative.dev/v1beta2', 'PingSource'), undefined);
    assert.equal(replacedBy('build.knative.dev/v1alpha1', 'Build'), 'tekton.dev/v1');
  });
});
