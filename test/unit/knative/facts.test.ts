/** What manifests declare and mention: each name with its type, its path and what it carries. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf } from '#knative/facts.ts';
import { formatPath, valueAt } from '#knative/path.ts';
import type { Mention } from '#knative/world.ts';
import { decodeSegment } from '#server/yaml/decode.ts';
import { segmentOf } from '#server/yaml/segment.ts';

/** `type name path`, with the namespace in front where it is said and the data behind where there is some. */
function lines(mentions: readonly Mention[]): readonly string[] {
  return mentions.map(({ type, namespace, name, path, data }) =>
    [
      type,
      namespace === '' ? name : `${namespace}/${name}`,
      formatPath(path),
      ...(data === undefined ? [] : [JSON.stringify(data, withoutFingerprint)]),
    ].join(' '),
  );
}

/** A fingerprint says nothing to a reader; that there is one is seen. */
function withoutFingerprint(key: string, value: unknown): unknown {
  return key === 'template' && typeof value === 'string' ? value.replace(/^[\w-]+$/, '…') : value;
}

function facts(yaml: string): { defines: readonly string[]; refersTo: readonly string[] } {
  const view = decodeSegment(segmentOf(yaml))[0];
  assert.ok(view);
  const { defines, refersTo } = factsOf(view.resource);
  for (const { path, name } of [...defines, ...refersTo]) {
    const value = valueAt(view.resource.value, path);
    assert.ok(typeof value === 'string' && value.includes(name), formatPath(path));
  }
  return { defines: lines(defines), refersTo: lines(refersTo) };
}

describe('facts of Serving', () => {
  it('a Service declares itself, its template, its tags and images, and mentions revisions', () => {
    const found = facts(`
apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: shop, namespace: prod }
spec:
  template:
    metadata: { name: shop-blue }
    spec:
      containers: [{ image: a:1 }, { image: b:2 }]
      initContainers: [{ image: c:3 }]
  traffic:
    - { revisionName: shop-blue, percent: 90, tag: current }
    - { latestRevision: true, percent: 10 }
`);
    assert.deepEqual(found, {
      defines: [
        'service prod/shop metadata.name {"revision":"shop-blue"}',
        'revision prod/shop-blue spec.template.metadata.name {"service":"shop","template":"…"}',
        'tag prod/current spec.traffic[0].tag {"service":"shop"}',
        'image prod/a:1 spec.template.spec.containers[0].image',
        'image prod/b:2 spec.template.spec.containers[1].image',
        'image prod/c:3 spec.template.spec.initContainers[0].image',
      ],
      refersTo: ['revision prod/shop-blue spec.traffic[0].revisionName {"service":"shop"}'],
    });
  });

  it('the modes of v1alpha1 mention revisions, @latest excepted', () => {
    const found = facts(`
apiVersion: serving.knative.dev/v1alpha1
kind: Service
metadata: { name: canary }
spec:
  release:
    revisions: ["canary-00001", "@latest"]
    rolloutPercent: 20
    configuration:
      build: { template: { name: kaniko, kind: ClusterBuildTemplate, arguments: [{ name: IMAGE, value: x }] } }
      revisionTemplate:
        metadata: { name: canary-green }
        spec: { container: { image: demo:green } }
`);
    assert.deepEqual(found, {
      defines: [
        'service canary metadata.name {"revision":"canary-green"}',
        'revision canary-green spec.release.configuration.revisionTemplate.metadata.name {"service":"canary","template":"…"}',
        'image demo:green spec.release.configuration.revisionTemplate.spec.container.image',
      ],
      refersTo: [
        'revision canary-00001 spec.release.revisions[0] {"service":"canary"}',
        'clusterBuildTemplate kaniko spec.release.configuration.build.template.name',
        'parameter IMAGE spec.release.configuration.build.template.arguments[0].name {"owner":"ClusterBuildTemplate/kaniko"}',
      ],
    });
    assert.deepEqual(
      facts(
        'apiVersion: serving.knative.dev/v1alpha1\nkind: Service\nmetadata: {name: p}\nspec: {pinned: {revisionName: p-00003}}',
      ).refersTo,
      ['revision p-00003 spec.pinned.revisionName {"service":"p"}'],
    );
  });

  it('a whole Build inside a Configuration is read, an object of another kind is not', () => {
    const configuration = (build: string): string =>
      `apiVersion: serving.knative.dev/v1alpha1\nkind: Configuration\nmetadata: {name: c}\nspec: {build: ${build}}`;
    assert.deepEqual(
      facts(
        configuration('{apiVersion: build.knative.dev/v1alpha1, kind: Build, spec: {template: {name: t}}}'),
      ).refersTo,
      ['buildTemplate t spec.build.spec.template.name'],
    );
    assert.deepEqual(
      facts(configuration('{apiVersion: x/v1, kind: Other, template: {name: t}}')).refersTo,
      [],
    );
  });

  it('Routes, Revisions and DomainMappings', () => {
    assert.deepEqual(
      facts(
        'apiVersion: serving.knative.dev/v1alpha1\nkind: Route\nmetadata: {name: r}\nspec:\n  traffic:\n    - {configurationName: c, name: v1, percent: 100}\n    - {revisionName: c-00001}',
      ),
      {
        defines: ['route r metadata.name', 'tag v1 spec.traffic[0].name {"service":"r"}'],
        refersTo: [
          'configuration c spec.traffic[0].configurationName',
          'revision c-00001 spec.traffic[1].revisionName {"service":"r"}',
        ],
      },
    );
    const revision = (labels: string): readonly string[] =>
      facts(
        `apiVersion: serving.knative.dev/v1\nkind: Revision\nmetadata: {name: s-00001${labels}}\nspec: {containers: [{image: i}]}`,
      ).defines;
    assert.deepEqual(revision(''), [
      'revision s-00001 metadata.name {"service":""}',
      'image i spec.containers[0].image',
    ]);
    assert.equal(
      revision(', labels: {serving.knative.dev/service: s}')[0],
      'revision s-00001 metadata.name {"service":"s"}',
    );
    assert.deepEqual(
      facts(
        'apiVersion: serving.knative.dev/v1beta1\nkind: DomainMapping\nmetadata: {name: www.example.com, namespace: d}\nspec: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: shop}}',
      ).refersTo,
      ['service d/shop spec.ref.name'],
    );
  });

  it('names that are missing, empty or no text name nothing', () => {
    const found = facts(
      'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {generateName: x-}\nspec:\n  template: {metadata: {name: 5}, spec: {containers: [3, {image: ""}]}}\n  traffic: [null, {revisionName: [a]}, x]',
    );
    assert.deepEqual(found, { defines: [], refersTo: [] });
    assert.deepEqual(
      facts('apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: x\nspec: [1]').defines,
      [],
    );
  });
});

describe('facts of Build', () => {
  it('a template declares parameters and mentions them where Build replaces them', () => {
    const found = facts(`
apiVersion: build.knative.dev/v1alpha1
kind: BuildTemplate
metadata: { name: kaniko }
spec:
  parameters:
    - { name: IMAGE, description: 'What to push to \${IMAGE}' }
    - { name: FILE, default: "" }
  steps:
    - image: 'executor:\${TAG}'
      args: ["--dockerfile=\${FILE}", "\${IMAGE}-\${IMAGE}"]
      envFrom: [{ prefix: "\${FILE}" }]
      env: [{ name: A, value: "\${FILE}" }]
      volumeMounts: [{ name: v, mountPath: "/\${FILE}" }]
  volumes: [{ name: v, secret: { secretName: "\${FILE}" } }]
`);
    const owner = '{"owner":"BuildTemplate/kaniko"}';
    assert.deepEqual(found, {
      defines: [
        'buildTemplate kaniko metadata.name {"parameters":[{"name":"IMAGE","description":"What to push to ${IMAGE}"},{"name":"FILE","default":""}]}',
        `parameter IMAGE spec.parameters[0].name ${owner}`,
        `parameter FILE spec.parameters[1].name ${owner}`,
        'image executor:${TAG} spec.steps[0].image',
      ],
      refersTo: [
        `parameter TAG spec.steps[0].image ${owner}`,
        `parameter FILE spec.steps[0].args[0] ${owner}`,
        `parameter IMAGE spec.steps[0].args[1] ${owner}`,
        `parameter FILE spec.steps[0].env[0].value ${owner}`,
        `parameter FILE spec.steps[0].volumeMounts[0].mountPath ${owner}`,
        `parameter FILE spec.volumes[0].secret.secretName ${owner}`,
      ],
    });
  });

  it('a Build mentions its template and the parameters it fills', () => {
    const found = facts(`
apiVersion: build.knative.dev/v1alpha1
kind: Build
metadata: { name: b, namespace: dev }
spec:
  template:
    name: kaniko
    arguments: [{ name: IMAGE, value: "\${NOT}" }]
    env: [{ name: E, value: "\${IMAGE}" }]
`);
    const owner = '{"owner":"BuildTemplate/kaniko"}';
    assert.deepEqual(found, {
      defines: ['build dev/b metadata.name'],
      refersTo: [
        'buildTemplate dev/kaniko spec.template.name',
        `parameter dev/IMAGE spec.template.arguments[0].name ${owner}`,
        `parameter dev/IMAGE spec.template.env[0].value ${owner}`,
      ],
    });
  });

  it('a cluster-wide template has no namespace', () => {
    const [first] = facts(
      'apiVersion: build.knative.dev/v1alpha1\nkind: ClusterBuildTemplate\nmetadata: {name: t, namespace: dev}\nspec: {}',
    ).defines;
    assert.equal(first, 'clusterBuildTemplate t metadata.name {"parameters":[]}');
  });
});

describe('facts of Eventing', () => {
  it('Triggers, sources and flows mention where events go', () => {
    assert.deepEqual(
      facts(`
apiVersion: eventing.knative.dev/v1
kind: Trigger
metadata: { name: t }
spec:
  broker: default
  subscriber: { ref: { apiVersion: serving.knative.dev/v1, kind: Service, name: shop, namespace: other } }
  delivery: { deadLetterSink: { ref: { apiVersion: v1, kind: Service, name: plain } } }
`),
      {
        defines: ['trigger t metadata.name'],
        refersTo: ['broker default spec.broker', 'service other/shop spec.subscriber.ref.name'],
      },
    );
    assert.deepEqual(
      facts(`
apiVersion: flows.knative.dev/v1
kind: Sequence
metadata: { name: s }
spec:
  channelTemplate: { apiVersion: messaging.knative.dev/v1, kind: InMemoryChannel }
  steps: [{ ref: { apiVersion: serving.knative.dev/v1, kind: Service, name: a } }]
  reply: { ref: { apiVersion: messaging.knative.dev/v1, kind: InMemoryChannel, name: out } }
`),
      {
        defines: ['sequence s metadata.name'],
        refersTo: ['service a spec.steps[0].ref.name', 'channel out spec.reply.ref.name'],
      },
    );
    assert.deepEqual(
      facts(
        'apiVersion: messaging.knative.dev/v1\nkind: Subscription\nmetadata: {name: s}\nspec: {channel: {apiVersion: messaging.knative.dev/v1, kind: Channel, name: c}}',
      ),
      { defines: ['subscription s metadata.name'], refersTo: ['channel c spec.channel.name'] },
    );
  });
});

describe('facts of Tekton', () => {
  it('a Task declares its parameters; placeholders in every form mention them', () => {
    const { defines, refersTo } = facts(`
apiVersion: tekton.dev/v1
kind: Task
metadata: { name: t }
spec:
  params: [{ name: list, type: array, default: [a] }, { name: a.b }]
  steps:
    - image: i
      script: $(params.list[*]) $(params["a.b"]) \${SHELL} $(params.obj.key) $(results.x.path)
`);
    assert.deepEqual(defines, [
      'task t metadata.name {"parameters":[{"name":"list","default":["a"]},{"name":"a.b"}]}',
      'parameter list spec.params[0].name {"owner":"Task/t"}',
      'parameter a.b spec.params[1].name {"owner":"Task/t"}',
      'image i spec.steps[0].image',
    ]);
    assert.deepEqual(refersTo, [
      'parameter list spec.steps[0].script {"owner":"Task/t"}',
      'parameter a.b spec.steps[0].script {"owner":"Task/t"}',
      'parameter obj spec.steps[0].script {"owner":"Task/t"}',
    ]);
  });

  it('a Pipeline uses tasks; a spec it holds has parameters of its own and sees the pipeline’s', () => {
    const { refersTo } = facts(`
apiVersion: tekton.dev/v1
kind: Pipeline
metadata: { name: p }
spec:
  params: [{ name: image }]
  tasks:
    - name: build
      taskRef: { name: kaniko }
      params: [{ name: IMAGE, value: "$(params.image)" }]
    - name: held
      taskSpec:
        params: [{ name: own }]
        steps: [{ image: i, args: ["$(params.own)", "$(params.image)"] }]
    - name: remote
      taskRef: { resolver: git, name: x }
    - name: far
      taskRef: { resolver: cluster, params: [{ name: name, value: shared }, { name: namespace, value: dev }] }
`);
    assert.deepEqual(refersTo, [
      'task kaniko spec.tasks[0].taskRef.name',
      'parameter IMAGE spec.tasks[0].params[0].name {"owner":"Task/kaniko"}',
      'parameter image spec.tasks[0].params[0].value {"owner":"Pipeline/p"}',
      'parameter own spec.tasks[1].taskSpec.steps[0].args[0] {"owner":"Pipeline/p/tasks.1.taskSpec"}',
      'parameter image spec.tasks[1].taskSpec.steps[0].args[1] {"owner":"Pipeline/p"}',
      'task dev/shared spec.tasks[3].taskRef.params[0].value',
    ]);
  });

  it('a run gives values to what it uses, or to the spec it holds', () => {
    assert.deepEqual(
      facts(
        'apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata: {generateName: r-}\nspec: {pipelineRef: {name: p}, params: [{name: a, value: b}]}',
      ).refersTo,
      ['pipeline p spec.pipelineRef.name', 'parameter a spec.params[0].name {"owner":"Pipeline/p"}'],
    );
    assert.deepEqual(
      facts(
        'apiVersion: tekton.dev/v1\nkind: TaskRun\nmetadata: {name: r}\nspec: {params: [{name: a, value: b}], taskSpec: {steps: [{image: $(params.a)}]}}',
      ).refersTo,
      ['parameter a spec.taskSpec.steps[0].image {"owner":"TaskRun/r"}'],
    );
  });
});
