/** What the webhook of 2019 says of Builds. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '#knative/json.ts';
import { accepts, answer, objectOf, refuses, step } from './objects.ts';

const template: JsonObject = { name: 'kaniko' };

describe('a Build', () => {
  it('has either steps or a template', () => {
    const neither = 'expected exactly one, got neither: ';
    const both = 'expected exactly one, got both: ';
    for (const spec of [{}, { steps: [] }, { steps: null, template: null }]) {
      refuses(
        'Build',
        spec,
        [`${neither}spec.steps`, 'spec.steps'],
        [`${neither}spec.template`, 'spec.template'],
      );
    }
    refuses(
      'Build',
      { steps: [step], template },
      [`${both}spec.steps`, 'spec.steps'],
      [`${both}spec.template`, 'spec.template'],
    );
    accepts('Build', { steps: [step] });
    accepts('Build', { template });
  });

  it('is looked at no further beside a template', () => {
    const volumes = [{ name: 'v' }, { name: 'v' }];
    accepts('Build', { template, volumes, timeout: '99h', sources: [{}, {}], source: {} });
  });

  it('names the template, and its kind if it is a known one', () => {
    refuses('Build', { template: {} }, ['missing field(s): spec.template.name', 'spec.template.name']);
    refuses('Build', { template: { kind: 'Foo' } }, [
      'missing field(s): spec.template.name',
      'spec.template.name',
    ]);
    refuses('Build', { template: { ...template, kind: 'Foo' } }, [
      'invalid value "Foo": spec.template.kind',
      'spec.template.kind',
    ]);
    accepts('Build', { template: { ...template, kind: 'ClusterBuildTemplate' } });
    accepts('Build', { template: { ...template, kind: '' } });
  });

  it('has an image in every step, and no step name twice', () => {
    refuses('Build', { steps: [step, { name: 'a' }, { name: 'a', image: 'x' }] }, [
      'missing field(s): spec.steps.Image',
      'spec.steps[1].image',
    ]);
    refuses('Build', { steps: [null] }, ['missing field(s): spec.steps.Image', 'spec.steps[0].image']);
    refuses('Build', { steps: [{ ...step, name: 'a' }, step, { ...step, name: 'a' }] }, [
      'expected exactly one, got both: spec.steps.name',
      'spec.steps[2].name',
    ]);
    accepts('Build', { steps: [step, step, { IMAGE: 'x', ports: [] }] });
  });

  it('has no volume name twice, none being a name too', () => {
    const twice = 'expected exactly one, got both: spec.volumes.name';
    refuses('Build', { steps: [step], volumes: [{ name: 'v' }, { name: 'w' }, { name: 'v' }] }, [
      twice,
      'spec.volumes[2].name',
    ]);
    refuses('Build', { steps: [step], volumes: [{}, { emptyDir: {} }] }, [twice, 'spec.volumes[1].name']);
  });

  it('takes at most 24 hours', () => {
    const at = 'spec.timeout';
    for (const timeout of ['24h', '0s', '0', '1.5h']) accepts('Build', { steps: [step], timeout });
    refuses('Build', { steps: [step], timeout: '24h1s' }, [`expected 0 <= 24h0m1s <= 24: ${at}`, at]);
    refuses('Build', { steps: [step], timeout: '-1ns' }, [`expected 0 <= -1ns <= 24: ${at}`, at]);
  });

  it('collects what is wrong in sources, volumes, timeout and steps, and merges it', () => {
    const twice = 'expected exactly one, got both: ';
    refuses(
      'Build',
      { steps: [{}], sources: [{}, {}], volumes: [{ name: 'v' }, { name: 'v' }], timeout: '99h' },
      ['expected 0 <= 99h0m0s <= 24: spec.timeout', 'spec.timeout'],
      [`${twice}spec.sources.name`, 'spec.sources[1].name'],
      [`${twice}spec.volumes.name`, 'spec.volumes[1].name'],
      ['missing field(s): spec.steps.Image', 'spec.steps[0].image'],
    );
  });

  it('is decoded leniently, and not judged where that fails', () => {
    const refused = (spec: JsonObject): readonly string[] =>
      answer(objectOf('Build', spec)).map(({ stage, message }) => `${stage}: ${message}`);
    assert.deepEqual(refused({ steps: [step], timeout: 60 }), [
      'decode: json: cannot unmarshal number into Go struct field BuildSpec.spec.timeout of type string',
    ]);
    assert.deepEqual(refused({ steps: [step], timeout: 'abc' }), ['decode: time: invalid duration "abc"']);
    for (const timeout of ['9999999h', '-9999999h1s']) {
      assert.deepEqual(refused({ steps: [step], timeout }), [`decode: time: invalid duration "${timeout}"`]);
    }
    assert.deepEqual(refused({ steps: [step], bogus: 1, Status: 1 }), []);
  });

  it('has containers as Kubernetes had them then', () => {
    const younger = { startupProbe: 1, resources: { claims: 1 }, volumeMounts: [{ subPathExpr: 1 }] };
    accepts('Build', { steps: [{ ...step, ...younger, readinessProbe: { grpc: 1 } }] });
    const [problem] = answer(objectOf('Build', { steps: [{ ...step, livenessProbe: { httpGet: [] } }] }));
    assert.equal(problem?.clusterPath, 'spec.steps.livenessProbe.Handler.httpGet');
  });

  it('may change in every way', () => {
    const live = objectOf('Build', { template });
    assert.deepEqual(answer(objectOf('Build', { steps: [step] }), live), []);
    assert.equal(answer(objectOf('Build', {}), live).length, 2);
  });
});
