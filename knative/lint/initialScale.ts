/** Rule: an initial scale outside of the bounds beside it. */
import type { Path } from '../path.ts';
import type { Fix } from '../problem.ts';
import { text } from '../text.ts';
import type { Examples, Rule } from './rule.ts';
import { hasTemplateToday } from './subjects.ts';
import { templateScalingOf } from './templateScaling.ts';

export const initialScale: Rule = {
  code: 'initial-scale',
  severity: 'warning',
  title: 'initial-scale is below min-scale or above max-scale.',
  explanation: `
    A new revision is ready when \`initial-scale\` instances have been. Below \`min-scale\` it has no effect, because that many are
    started anyway. Above \`max-scale\` the revision is started with more instances than it may ever have again, and where there is
    no room for them it never becomes ready (\`Initial scale was never achieved\`).

    Source: \`pkg/reconciler/autoscaling/kpa/scaler.go\` of Knative Serving. The webhook compares \`min-scale\`, \`max-scale\` and
    \`activation-scale\` with each other, but not this one.
  `,
  docs: 'https://knative.dev/docs/serving/autoscaling/scale-bounds/#initial-scale',
  appliesTo: hasTemplateToday,
  check: function* (resource, _world, profile) {
    const scaling = templateScalingOf(resource, profile);
    const initial = scaling?.annotation('initial-scale');
    if (scaling === undefined || initial === undefined || scaling.autoscaler !== 'kpa') return;
    const path = [...scaling.path, initial.key];
    const count = scaling.number('initial-scale') ?? 0;
    const min = scaling.number('min-scale') ?? 0;
    const max = scaling.number('max-scale') ?? 0;
    if (count < min) {
      yield {
        path,
        message: text('The initial scale {0} has no effect below the min-scale {1}.', count, min),
        fixes: [changeTo(path, min)],
      };
    } else if (max > 0 && count > max) {
      yield {
        path,
        message: text('The initial scale {0} is above the max-scale {1}.', count, max),
        fixes: [changeTo(path, max)],
      };
    }
  },
};

function changeTo(path: Path, count: number): Fix {
  const value = String(count);
  return { title: text('Change to {0}', value), changes: [{ op: 'set', path, value }], preferred: true };
}

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
                autoscaling.knative.dev/initial-scale: "5"
                #                                      ^^^ The initial scale 5 is above the max-scale 3.
                autoscaling.knative.dev/max-scale: "3"
            spec:
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
                autoscaling.knative.dev/initial-scale: "3"
                autoscaling.knative.dev/max-scale: "3"
            spec:
              containers:
                - image: example.com/hello:v1
      `,
    },
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
                autoscaling.knative.dev/initial-scale: "1"
                #                                      ^^^ The initial scale 1 has no effect below the min-scale 2.
                autoscaling.knative.dev/min-scale: "2"
            spec:
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
                autoscaling.knative.dev/initial-scale: "2"
                autoscaling.knative.dev/min-scale: "2"
            spec:
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
                autoscaling.knative.dev/initial-scale: "3"
                autoscaling.knative.dev/min-scale: "2"
                autoscaling.knative.dev/max-scale: "0"
            spec:
              containers:
                - image: example.com/hello:v1
      `,
    },
  ],
};
