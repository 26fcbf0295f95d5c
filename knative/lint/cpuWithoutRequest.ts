/** Rule: scaling by CPU, with a container that asks for none. */
import { valueAt } from '../path.ts';
import { containerPathsOf } from '../template.ts';
import { text } from '../text.ts';
import type { Examples, Rule } from './rule.ts';
import { hasTemplateToday } from './subjects.ts';
import { templateScalingOf } from './templateScaling.ts';

export const cpuWithoutRequest: Rule = {
  code: 'cpu-without-request',
  severity: 'warning',
  title: 'The autoscaler measures CPU, but a container requests none.',
  explanation: `
    The autoscaler of Kubernetes (class \`hpa.autoscaling.knative.dev\`) reads \`target\` as a percentage of the CPU that the pod's
    containers request. A container that requests none, and has no CPU limit to stand in for it, leaves nothing to compare with:
    the autoscaler reports \`missing request for cpu\` and never scales.

    Source: \`pkg/reconciler/autoscaling/hpa/resources/hpa.go\` of Knative Serving, and the documentation of the HorizontalPodAutoscaler.
    A cluster whose \`config-defaults\` sets \`revision-cpu-request\` or \`revision-cpu-limit\` fills the gap; say so in the setting
    \`knative.cluster.defaults\`.
  `,
  docs: 'https://knative.dev/docs/serving/autoscaling/autoscaling-metrics/#cpu',
  appliesTo: hasTemplateToday,
  check: function* (resource, _world, profile) {
    const scaling = templateScalingOf(resource, profile);
    if (scaling?.autoscaler !== 'hpa' || !['', 'cpu'].includes(scaling.metric)) return;
    // Without a target Knative gives the autoscaler nothing to measure, whatever the metric.
    if (scaling.annotation('target') === undefined && scaling.metric === '') return;
    if (['revision-cpu-request', 'revision-cpu-limit'].some((key) => key in profile.defaults)) return;
    for (const container of containerPathsOf(resource)) {
      if (container.includes('initContainers')) continue;
      const resources = [...container, 'resources'];
      const given = ['requests', 'limits'].map((kind) =>
        valueAt(resource.value, [...resources, kind, 'cpu']),
      );
      if (given.some((amount) => amount !== undefined && amount !== null)) continue;
      yield {
        ...(valueAt(resource.value, resources) === undefined
          ? { path: [...container, 'image'] }
          : { path: resources, at: 'key' as const }),
        message: text('The autoscaler measures CPU, and this container requests none to compare it with.'),
        fixes: [
          {
            title: text('Request {0} of CPU', usual),
            changes: [{ op: 'set', path: [...resources, 'requests', 'cpu'], value: usual }],
          },
        ],
      };
    }
  },
};

const usual = '100m';

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
                autoscaling.knative.dev/metric: cpu
                autoscaling.knative.dev/target: "80"
            spec:
              containers:
                - image: example.com/hello:v1
                  resources:
                # ^^^^^^^^^ The autoscaler measures CPU, and this container requests none to compare it with.
                    limits:
                      memory: 128Mi
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
                autoscaling.knative.dev/class: hpa.autoscaling.knative.dev
                autoscaling.knative.dev/metric: cpu
                autoscaling.knative.dev/target: "80"
            spec:
              containers:
                - image: example.com/hello:v1
                  resources:
                    limits:
                      cpu: "1"
      `,
    },
  ],
};
