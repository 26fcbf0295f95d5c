/** Running builds again, and what the logs of failures say. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failureInLog } from '#knative/builds/failureInLog.ts';
import { runOf, withSurroundings } from '#knative/builds/runOf.ts';
import { rerunOf, usedBy } from '#knative/builds/runs.ts';
import type { JsonObject } from '#knative/json.ts';
import { english } from '#knative/text.ts';

const build: JsonObject = {
  apiVersion: 'build.knative.dev/v1alpha1',
  kind: 'Build',
  metadata: {
    name: 'hello',
    namespace: 'shop',
    uid: '1',
    resourceVersion: '2',
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', mine: 'x' },
    ownerReferences: [{}],
  },
  spec: {
    generation: 1,
    Status: 'BuildCancelled',
    template: { name: 'kaniko', arguments: [{ name: 'IMAGE', value: 'a' }] },
  },
  status: { x: 1 },
};

const run: JsonObject = {
  apiVersion: 'tekton.dev/v1',
  kind: 'TaskRun',
  metadata: { name: 'p-build', namespace: 'shop', labels: { 'tekton.dev/pipelineRun': 'p', app: 'x' } },
  spec: {
    status: 'TaskRunCancelled',
    statusMessage: 'no',
    taskRef: { name: 'kaniko' },
    params: [{ name: 'LIST', value: ['a'] }],
  },
};

describe('running again', () => {
  it('takes the spec and nothing of what became of it', () => {
    assert.deepEqual(rerunOf(build), {
      apiVersion: 'build.knative.dev/v1alpha1',
      kind: 'Build',
      metadata: { generateName: 'hello-', namespace: 'shop', annotations: { mine: 'x' } },
      spec: { template: { name: 'kaniko', arguments: [{ name: 'IMAGE', value: 'a' }] } },
    });
    assert.deepEqual(rerunOf(run)['metadata'], {
      generateName: 'p-build-',
      namespace: 'shop',
      labels: { app: 'x' },
    });
    assert.deepEqual(Object.keys(rerunOf(run)['spec'] as JsonObject), ['taskRef', 'params']);
  });

  it('has a name the server can make', () => {
    const { metadata } = rerunOf({ ...build, metadata: { name: 'x'.repeat(63) } }) as {
      readonly metadata: JsonObject;
    };
    assert.equal(metadata['generateName'], `${'x'.repeat(57)}-`);
  });
});

describe('what a run uses', () => {
  it('is a template, a Task or a Pipeline of the cluster', () => {
    assert.deepEqual(usedBy(build, 'shop'), {
      apiVersion: 'build.knative.dev/v1alpha1',
      kind: 'BuildTemplate',
      namespace: 'shop',
      name: 'kaniko',
    });
    assert.deepEqual(usedBy(run, 'shop')?.kind, 'Task');
    const resolved: JsonObject = { ...run, spec: { taskRef: { resolver: 'hub', name: 'x' } } };
    assert.equal(usedBy(resolved, 'shop'), undefined);
    assert.equal(
      usedBy({ ...run, kind: 'PipelineRun', spec: { pipelineRef: { name: 'p' } } }, 'shop')?.kind,
      'Pipeline',
    );
  });
});

describe('the log of a failure', () => {
  const told: readonly (readonly [string, string | undefined])[] = [
    [
      'error checking push permissions -- make sure …: checking push permission for "gcr.io/x/y": POST …: UNAUTHORIZED: x',
      'The registry does not let it push gcr.io/x/y: the service account needs a secret for that registry.',
    ],
    [
      'denied: requested access to the resource is denied',
      'The registry does not let it push: the service account needs a secret for that registry.',
    ],
    [
      "fatal: repository 'https://github.com/x/y/' not found",
      'There is no repository https://github.com/x/y, or it is private.',
    ],
    ["fatal: couldn't find remote ref v9", 'The repository has no revision v9.'],
    ["error: pathspec 'v9' did not match any file(s) known to git", 'The repository has no revision v9.'],
    ['\u001B[31m./main.go:14:2: undefined: handler\u001B[0m', './main.go, line 14: undefined: handler'],
    ['    main_test.go:17: got "a", want "b"', 'main_test.go, line 17: got "a", want "b"'],
    ['all is well at 12:30:45 today', undefined],
  ];
  for (const [line, words] of told) {
    it(line, () => {
      const found = failureInLog(['one', line, 'two']);
      assert.equal(found && english(found), words);
    });
  }

  it('tells the first error with a place', () => {
    const found = failureInLog(['a.go:1:1: first', 'b.go:2:2: second']);
    assert.equal(found && english(found), 'a.go, line 1: first');
  });
});

describe('the run that a manifest stands for', () => {
  const task: JsonObject = {
    apiVersion: 'tekton.dev/v1',
    kind: 'Task',
    metadata: { name: 'kaniko', namespace: 'shop' },
    spec: { workspaces: [{ name: 'source' }, { name: 'cache', optional: true }], steps: [] },
  };

  it('is itself, for a Build and the runs of Tekton', () => {
    assert.deepEqual(runOf(build), { kind: 'Build', manifest: build });
    assert.deepEqual(runOf(run), { kind: 'TaskRun', manifest: run });
  });

  it('holds a Task as the file says, with room for its workspaces', () => {
    assert.deepEqual(runOf(task)?.manifest, {
      apiVersion: 'tekton.dev/v1',
      kind: 'TaskRun',
      metadata: { generateName: 'kaniko-', namespace: 'shop' },
      spec: { taskSpec: task['spec'], workspaces: [{ name: 'source', emptyDir: {} }] },
    });
    assert.equal(runOf({ ...task, kind: 'Pipeline' })?.kind, 'PipelineRun');
  });

  it('names a template', () => {
    const template: JsonObject = { ...build, kind: 'ClusterBuildTemplate', metadata: { name: 'kaniko' } };
    assert.deepEqual(runOf(template)?.manifest['spec'], {
      template: { kind: 'ClusterBuildTemplate', name: 'kaniko' },
    });
  });

  it('is told where its files come from, and whose secrets it may use', () => {
    const template: JsonObject = { ...build, kind: 'BuildTemplate', metadata: { name: 'kaniko' } };
    const surroundings = { url: 'https://x/y', revision: 'v1', serviceAccount: 'builder' };
    const specOf = (manifest: JsonObject): JsonObject | undefined => {
      const made = runOf(manifest);
      return made && (withSurroundings(made, surroundings).manifest['spec'] as JsonObject);
    };
    assert.deepEqual(specOf(template), {
      template: { kind: 'BuildTemplate', name: 'kaniko' },
      source: { git: { url: 'https://x/y', revision: 'v1' } },
      serviceAccountName: 'builder',
    });
    assert.equal(specOf(task)?.['serviceAccountName'], 'builder');
    assert.equal(specOf(task)?.['source'], undefined);
    const pipeline: JsonObject = { ...task, kind: 'Pipeline' };
    assert.deepEqual(specOf(pipeline)?.['taskRunTemplate'], { serviceAccountName: 'builder' });
    const before = specOf({ ...pipeline, apiVersion: 'tekton.dev/v1beta1' });
    assert.equal(before?.['taskRunTemplate'], undefined);
    assert.equal(before?.['serviceAccountName'], 'builder');
  });

  it('is nothing for anything else', () => {
    assert.equal(runOf({ apiVersion: 'serving.knative.dev/v1', kind: 'Service' }), undefined);
    assert.equal(runOf({ ...task, kind: 'CustomRun' }), undefined);
  });
});
