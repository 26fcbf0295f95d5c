/** Rule: an annotation of Knative's that no release reads, most often misspelt. */
import { pages } from '../admission/servingV1/pages.ts';
import { annotationOf, annotations } from '../annotations.ts';
import { editDistance, nearest } from '../nearest.ts';
import { text } from '../text.ts';
import type { Examples, Finding, Rule } from './rule.ts';
import { isOfOldServing } from './subjects.ts';
import { templateScalingOf } from './templateScaling.ts';
import { hasKnownAnnotations, writtenAnnotations, type WrittenAnnotation } from './writtenAnnotations.ts';

export const unknownAnnotation: Rule = {
  code: 'unknown-annotation',
  severity: 'warning',
  title: 'An annotation or label of Knative’s is misspelt, or no release reads it.',
  explanation: `
    Kubernetes takes any annotation, and Knative looks only for those it knows. \`autoscaling.knative.dev/minScales\` is stored and
    does nothing: the service scales to zero all the same.

    Keys of the group \`autoscaling.knative.dev\` are reported whenever they are not known, those of Knative's other groups, and
    those for the autoscaler of another class, where a known key is near. The clusters that serve \`v1alpha1\` are older than the spelling with dashes (Knative 1.0): they read
    \`minScale\`, not \`min-scale\`.

    Source: \`pkg/apis/autoscaling/register.go\` and \`pkg/apis/serving/register.go\` of Knative Serving.
  `,
  docs: pages.autoscaling,
  appliesTo: hasKnownAnnotations,
  check: function* (resource, _world, profile) {
    const isOld = isOfOldServing(resource);
    const isForKnative = (): boolean => templateScalingOf(resource, profile)?.autoscaler === 'kpa';
    for (const written of writtenAnnotations(resource)) {
      const finding =
        isOld && written.known !== undefined ? tooNew(written) : misspelt(written, isForKnative);
      if (finding !== undefined) yield finding;
    }
  },
};

function tooNew({ key, known, in: path }: WrittenAnnotation): Finding | undefined {
  const old = known?.aliases[0];
  if (old === undefined || key !== known?.key) return undefined;
  return {
    path: [...path, key],
    at: 'key',
    message: text('The clusters that serve v1alpha1 do not know {0} yet. They read {1}.', key, old),
    fixes: [renameTo(path, key, old)],
  };
}

/** Other autoscalers, such as KEDA's for Knative, have keys of their own in the same group. */
function misspelt(
  { key, known, in: path, beside }: WrittenAnnotation,
  isForKnative: () => boolean,
): Finding | undefined {
  if (known !== undefined) return undefined;
  const meant = meantBy(key);
  if (meant === undefined && !(key.startsWith('autoscaling.knative.dev/') && isForKnative()))
    return undefined;
  return {
    path: [...path, key],
    at: 'key',
    message:
      meant === undefined
        ? text('Knative does not know {0}: it does nothing.', key)
        : text('Knative does not know {0}: it does nothing. {1} is meant, perhaps.', key, meant),
    fixes: meant === undefined || Object.hasOwn(beside, meant) ? [] : [renameTo(path, key, meant)],
  };
}

/** The known key that is nearest: of the same group, or of one that is nearly so. */
function meantBy(key: string): string | undefined {
  const slash = key.indexOf('/');
  const group = slash < 0 ? '' : key.slice(0, slash);
  const name = key.slice(slash + 1);
  for (const [known, names] of namesByGroup) {
    if (known !== group && editDistance(known, group) > 2) continue;
    const meant = nearest(name, names);
    if (meant !== undefined) return annotationOf(`${known}/${meant}`)?.key;
  }
  return undefined;
}

/** By group, the names of what people write. */
const namesByGroup: ReadonlyMap<string, readonly string[]> = groupNames();

function groupNames(): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { key, aliases, readOnly } of annotations()) {
    if (readOnly === true) continue;
    for (const spelling of [key, ...aliases]) {
      const slash = spelling.indexOf('/');
      const names = groups.get(spelling.slice(0, slash)) ?? [];
      names.push(spelling.slice(slash + 1));
      groups.set(spelling.slice(0, slash), names);
    }
  }
  return groups;
}

function renameTo(
  path: WrittenAnnotation['in'],
  key: string,
  name: string,
): NonNullable<Finding['fixes']>[number] {
  return {
    title: text('Change to {0}', name),
    changes: [{ op: 'rename', path: [...path, key], key: name }],
    preferred: true,
  };
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
                autoscaling.knative.dev/min-scales: "1"
              # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Knative does not know autoscaling.knative.dev/min-scales: it does nothing. autoscaling.knative.dev/min-scale is meant, perhaps.
                autoscaling.knative.dev/activationScale: "3"
              # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Knative does not know autoscaling.knative.dev/activationScale: it does nothing. autoscaling.knative.dev/activation-scale is meant, perhaps.
                autoscalling.knative.dev/target: "50"
              # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Knative does not know autoscalling.knative.dev/target: it does nothing. autoscaling.knative.dev/target is meant, perhaps.
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
                autoscaling.knative.dev/min-scale: "1"
                autoscaling.knative.dev/activation-scale: "3"
                autoscaling.knative.dev/target: "50"
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
                autoscaling.knative.dev/tick-interval: 2s
              # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Knative does not know autoscaling.knative.dev/tick-interval: it does nothing.
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
          labels:
            networking.knative.dev/visibilty: cluster-local
          # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Knative does not know networking.knative.dev/visibilty: it does nothing. networking.knative.dev/visibility is meant, perhaps.
        spec:
          template:
            spec:
              containers:
                - image: example.com/hello:v1
      `,
      fixed: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: hello
          labels:
            networking.knative.dev/visibility: cluster-local
        spec:
          template:
            spec:
              containers:
                - image: example.com/hello:v1
      `,
    },
    {
      yaml: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: hello
        spec:
          runLatest:
            configuration:
              revisionTemplate:
                metadata:
                  annotations:
                    autoscaling.knative.dev/min-scale: "1"
                  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The clusters that serve v1alpha1 do not know autoscaling.knative.dev/min-scale yet. They read autoscaling.knative.dev/minScale.
                spec:
                  container:
                    image: example.com/hello:v1
      `,
      fixed: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: hello
        spec:
          runLatest:
            configuration:
              revisionTemplate:
                metadata:
                  annotations:
                    autoscaling.knative.dev/minScale: "1"
                spec:
                  container:
                    image: example.com/hello:v1
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
          annotations:
            serving.knative.dev/rollout-duration: 60s
            example.com/autoscaling: "on"
            client.knative.dev/note: knative
        spec:
          template:
            metadata:
              annotations:
                autoscaling.knative.dev/min-scale: "1"
                autoscaling.knative.dev/maxScale: "3"
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
                autoscaling.knative.dev/metric: http_requests
                autoscaling.knative.dev/prometheus-query: sum(rate(http_requests_total[1m]))
            spec:
              containers:
                - image: example.com/hello:v1
      `,
    },
  ],
};
