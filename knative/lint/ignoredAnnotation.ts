/** Rule: an annotation for Knative's autoscaler where the one of Kubernetes decides. */
import { annotationOf } from '../annotations.ts';
import { isObject } from '../json.ts';
import { valueAt } from '../path.ts';
import { text } from '../text.ts';
import type { Examples, Rule } from './rule.ts';
import { hasTemplateToday } from './subjects.ts';
import { templateScalingOf } from './templateScaling.ts';

export const ignoredAnnotation: Rule = {
  code: 'ignored-annotation',
  severity: 'information',
  title: 'An annotation is read only by the autoscaler that this template does not use.',
  explanation: `
    With the class \`hpa.autoscaling.knative.dev\` Kubernetes decides how many instances there are. It knows the bounds, the metric, the
    target and the window; how many to begin with is the revision's own affair. What is about panic, bursts or the way to and from
    zero is read only by Knative's own autoscaler, \`kpa.autoscaling.knative.dev\`.

    Source: \`pkg/reconciler/autoscaling/hpa/resources/hpa.go\` and \`pkg/reconciler/revision/resources/deploy.go\` of Knative Serving.
  `,
  docs: 'https://knative.dev/docs/serving/autoscaling/autoscaler-types/',
  appliesTo: hasTemplateToday,
  check: function* (resource, _world, profile) {
    const scaling = templateScalingOf(resource, profile);
    if (scaling?.autoscaler !== 'hpa') return;
    const annotations = valueAt(resource.value, scaling.path);
    for (const key of Object.keys(isObject(annotations) ? annotations : {})) {
      if (annotationOf(key)?.autoscaler !== 'kpa') continue;
      const path = [...scaling.path, key];
      yield {
        path,
        at: 'key',
        message: text('The autoscaler of Kubernetes, which this template uses, does not read this.'),
        fixes: [{ title: text('Remove {0}', key), changes: [{ op: 'remove', path }] }],
        tags: ['unnecessary'],
      };
    }
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
                autoscaling.knative.dev/class: hpa.autoscaling.knative.dev
                autoscaling.knative.dev/metric: memory
                autoscaling.knative.dev/target: "75"
                autoscaling.knative.dev/target-burst-capacity: "200"
              # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The autoscaler of Kubernetes, which this template uses, does not read this.
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
                autoscaling.knative.dev/target-burst-capacity: "200"
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
                autoscaling.knative.dev/class: hpa.autoscaling.knative.dev
                autoscaling.knative.dev/metric: memory
                autoscaling.knative.dev/initial-scale: "3"
            spec:
              containers:
                - image: example.com/hello:v1
      `,
    },
  ],
};
