/** What needs what comes after it. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { deployOrder } from '#knative/deployOrder.ts';
import type { JsonObject } from '#knative/json.ts';
import type { Resource } from '#knative/resource.ts';

function resource(
  apiVersion: string,
  kind: string,
  name: string,
  spec: JsonObject = {},
  namespace = '',
): Resource {
  const value = { apiVersion, kind, metadata: { name }, spec };
  return { apiVersion, kind, name, namespace, value, duplicateKeys: [] };
}

const names = (resources: readonly Resource[]): string =>
  deployOrder(resources)
    .map(({ name }) => name)
    .join(' ');

const serving = 'serving.knative.dev/v1';
const eventing = 'eventing.knative.dev/v1';
const tekton = 'tekton.dev/v1';

describe('the order of a deployment', () => {
  test('kinds that others build on come first', () => {
    const all = [
      resource(eventing, 'Trigger', 'trigger', { broker: 'broker' }),
      resource(serving, 'Route', 'route'),
      resource(serving, 'Service', 'service'),
      resource('v1', 'ConfigMap', 'config'),
      resource('sources.knative.dev/v1', 'PingSource', 'source'),
      resource(serving, 'Configuration', 'configuration'),
      resource(eventing, 'Broker', 'broker'),
      resource('v1', 'Namespace', 'namespace'),
      resource('build.knative.dev/v1alpha1', 'BuildTemplate', 'template'),
    ];
    assert.equal(names(all), 'namespace config template configuration service route broker trigger source');
  });

  test('of one kind, what is mentioned comes before who mentions it', () => {
    const run = resource(tekton, 'PipelineRun', 'run', { pipelineRef: { name: 'pipe' } });
    const pipe = resource(tekton, 'Pipeline', 'pipe', { tasks: [{ name: 'a', taskRef: { name: 'task' } }] });
    const task = resource(tekton, 'Task', 'task');
    assert.equal(names([run, pipe, task]), 'task pipe run');
    const first = resource('flows.knative.dev/v1', 'Sequence', 'first', {
      steps: [],
      reply: { ref: { apiVersion: 'flows.knative.dev/v1', kind: 'Sequence', name: 'second' } },
    });
    const second = resource('flows.knative.dev/v1', 'Sequence', 'second', { steps: [] });
    assert.equal(names([first, second]), 'second first');
  });

  test('else they come as they were given', () => {
    const all = ['c', 'a', 'b'].map((name) => resource(serving, 'Service', name));
    assert.equal(names(all), 'c a b');
  });

  test('who need each other are all there', () => {
    const sequence = (name: string, other: string): Resource =>
      resource('flows.knative.dev/v1', 'Sequence', name, {
        steps: [],
        reply: { ref: { apiVersion: 'flows.knative.dev/v1', kind: 'Sequence', name: other } },
      });
    assert.equal(names([sequence('a', 'b'), sequence('b', 'a')]), 'a b');
  });

  test('a namesake in another namespace is not needed', () => {
    const one = resource(
      'flows.knative.dev/v1',
      'Sequence',
      'one',
      {
        steps: [],
        reply: { ref: { apiVersion: 'flows.knative.dev/v1', kind: 'Sequence', name: 'two' } },
      },
      'here',
    );
    const two = resource('flows.knative.dev/v1', 'Sequence', 'two', { steps: [] }, 'there');
    assert.equal(names([one, two]), 'one two');
  });
});
