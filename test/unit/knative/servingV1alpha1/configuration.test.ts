/** What the webhook of release 0.3 says of Configurations and of the build in them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Json } from '#knative/json.ts';
import { accepts, answer, configuration, container, fixed, objectOf, printed, refuses } from './objects.ts';

function withBuild(build: Json): Json {
  return { ...configuration(), build };
}

describe('a Configuration', () => {
  it('has a container', () => {
    const missing = 'missing field(s): spec.revisionTemplate.spec.container';
    for (const spec of [{}, null, { revisionTemplate: { spec: { container: {} } } }, { generation: 1 }]) {
      refuses('Configuration', spec, missing);
    }
    accepts('Configuration', configuration());
  });

  it('leaves the name and the annotations of its template to the revision', () => {
    const annotations = { 'autoscaling.knative.dev/minScale': 'many' };
    const metadata = { name: 'Anything', generateName: '-', annotations };
    accepts('Configuration', { revisionTemplate: { metadata, spec: { container } } });
  });

  it('is mended where a key on the way to the container is misspelt', () => {
    const right = configuration();
    assert.deepEqual(fixed('Configuration', { revisionTemplates: right['revisionTemplate'] ?? {} }), right);
    assert.deepEqual(fixed('Configuration', { revisionTemplate: { spec: { contaner: container } } }), right);
    const misspelt = { revisionTemplate: { spec: { container: { imge: 'gcr.io/hello/world' } } } };
    assert.deepEqual(fixed('Configuration', misspelt), {
      revisionTemplate: { spec: { container: { image: 'gcr.io/hello/world' } } },
    });
  });
});

describe('the build of a Configuration', () => {
  it('may be the spec of a Build, however incomplete', () => {
    const source = { git: { url: 'https://example.com', revision: 'main' }, subPath: 'x' };
    accepts('Configuration', withBuild({}));
    accepts('Configuration', withBuild(null));
    accepts(
      'Configuration',
      withBuild({ source, template: { name: 'kaniko', arguments: [{ name: 'IMAGE' }] } }),
    );
    accepts('Configuration', withBuild({ Steps: [{ IMAGE: 'x', env: [null] }], timeout: '-5h' }));
  });

  it('may be an object of any kind', () => {
    accepts('Configuration', withBuild({ kind: 'Build', spec: { steps: 5 } }));
    accepts('Configuration', withBuild({ apiVersion: 'example.dev/v1', kind: 'Bakery', temperature: 180 }));
    accepts('Configuration', withBuild({ apiVersion: 7, kind: 'x' }));
  });

  it('is decoded strictly as a spec: Build 0.2 had one source, without a name', () => {
    for (const [build, text] of [
      [{ foo: 1 }, '{"foo":1}'],
      [{ sources: [] }, '{"sources":[]}'],
      [{ source: { name: 'a' } }, '{"source":{"name":"a"}}'],
      [{ steps: [{ image: 'x', imge: 'y' }] }, '{"steps":[{"image":"x","imge":"y"}]}'],
      [{ timeout: '5 minutes' }, '{"timeout":"5 minutes"}'],
      [{ steps: {} }, '{"steps":{}}'],
      [{ kind: '' }, '{"kind":""}'],
      [{ kind: 5 }, '{"kind":5}'],
      [{ kind: 'Build', apiVersion: 'a/b/c' }, '{"apiVersion":"a/b/c","kind":"Build"}'],
    ] as const) {
      const quoted = text.replaceAll('"', String.raw`\"`);
      const words = `invalid value "Object 'Kind' is missing in '${quoted}'": spec.build`;
      assert.deepEqual(answer(objectOf('Configuration', withBuild(build))).map(printed), [words]);
    }
  });

  it('is an object at least', () => {
    for (const [build, word] of [
      ['kaniko', 'string'],
      [5, 'number'],
      [true, 'bool'],
      [[], 'array'],
    ] as const) {
      const words = `json: cannot unmarshal ${word} into Go value of type map[string]interface {}`;
      refuses('Configuration', withBuild(build), `invalid value "${words}": spec.build`);
    }
  });

  it('is looked at in a Service as well', () => {
    refuses(
      'Service',
      { runLatest: { configuration: withBuild('x') } },
      'invalid value "json: cannot unmarshal string into Go value of type map[string]interface {}": spec.runLatest.configuration.build',
    );
  });
});
