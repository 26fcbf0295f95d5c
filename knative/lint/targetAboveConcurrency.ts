/** Rule: the autoscaler's target is more than a container takes. */
import { valueAt } from '../path.ts';
import { podPathOf } from '../template.ts';
import { text } from '../text.ts';
import type { Examples, Rule } from './rule.ts';
import { hasTemplateToday } from './subjects.ts';
import { templateScalingOf } from './templateScaling.ts';

export const targetAboveConcurrency: Rule = {
  code: 'target-above-concurrency',
  severity: 'warning',
  title: 'The target of the autoscaler is above containerConcurrency.',
  explanation: `
    \`containerConcurrency\` is the most requests an instance is given at once, and the rest waits. A \`target\` above it cannot be
    reached, so the autoscaler takes \`containerConcurrency\` instead.

    Source: \`ResolveMetricTarget\` in \`pkg/reconciler/autoscaling/resources/target.go\` of Knative Serving.
  `,
  docs: 'https://knative.dev/docs/serving/autoscaling/concurrency/',
  appliesTo: hasTemplateToday,
  check: function* (resource, _world, profile) {
    const limit = valueAt(resource.value, [...(podPathOf(resource) ?? []), 'containerConcurrency']);
    if (typeof limit !== 'number' || limit <= 0) return;
    const scaling = templateScalingOf(resource, profile);
    const target = scaling?.number('target');
    const key = scaling?.annotation('target')?.key;
    if (scaling?.autoscaler !== 'kpa' || target === undefined || key === undefined) return;
    if (!['', 'concurrency'].includes(scaling.metric) || target <= limit) return;
    const path = [...scaling.path, key];
    const value = String(limit);
    yield {
      path,
      message: text(
        'The target {0} is above containerConcurrency, so the autoscaler takes {1}.',
        target,
        limit,
      ),
      fixes: [
        { title: text('Change to {0}', value), changes: [{ op: 'set', path, value }], preferred: true },
      ],
    };
  },
};

export const examples: Examples = {
  bad: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: hello
        spec:
          template:
            metadata:
              annotations:
                autoscaling.knative.dev/target: "100"
                #                               ^^^^^ The target 100 is above containerConcurrency, so the autoscaler takes 10.
            spec:
              containerConcurrency: 10
              containers:
                - image: example.com/hello:v1
      `,
      fixed: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: hello
        spec:
          template:
            metadata:
              annotations:
                autoscaling.knative.dev/target: "10"
            spec:
              containerConcurrency: 10
              containers:
                - image: example.com/hello:v1
      `,
    },
  ],
  good: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: hello
        spec:
          template:
            metadata:
              annotations:
                autoscaling.knative.dev/metric: rps
                autoscaling.knative.dev/target: "100"
            spec:
              containerConcurrency: 10
              containers:
                - image: example.com/hello:v1
      `,
    },
  ],
};
