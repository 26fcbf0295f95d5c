/** Rule: an annotation in the spelling from before Knative 1.0. */
import { pages } from '../admission/servingV1/pages.ts';
import { text } from '../text.ts';
import type { Examples, Finding, Rule } from './rule.ts';
import { isOfOldServing } from './subjects.ts';
import { hasKnownAnnotations, writtenAnnotations, type WrittenAnnotation } from './writtenAnnotations.ts';

export const oldAnnotation: Rule = {
  code: 'old-annotation',
  severity: 'information',
  title: 'An annotation or label of Knative’s has its old spelling.',
  explanation: `
    Since Knative 1.0 annotations are spelt with dashes: \`min-scale\`, not \`minScale\`. The old spelling of an annotation is still
    read, but only where the new one is absent: with both, the old one does nothing. The old label
    \`serving.knative.dev/visibility\` is not read any more since 0.20.

    Source: \`pkg/apis/autoscaling/register.go\` of Knative Serving, and \`KeyPriority\` in \`knative.dev/pkg/kmap\`.
  `,
  docs: pages.autoscaling,
  appliesTo: (resource) => !isOfOldServing(resource) && hasKnownAnnotations(resource),
  check: function* (resource) {
    for (const written of writtenAnnotations(resource)) {
      const name = written.known?.key;
      if (name !== undefined && name !== written.key) yield findingOn(written, name);
    }
  },
};

function findingOn({ key, in: path, beside }: WrittenAnnotation, name: string): Finding {
  if (Object.hasOwn(beside, name)) {
    return {
      path: [...path, key],
      at: 'key',
      message: text('{0} does nothing beside {1}, its new spelling.', key, name),
      fixes: [
        {
          title: text('Remove {0}', key),
          changes: [{ op: 'remove', path: [...path, key] }],
          preferred: true,
        },
      ],
      tags: ['unnecessary'],
    };
  }
  return {
    path: [...path, key],
    at: 'key',
    message: text('Today this is spelt {0}.', name),
    fixes: [
      {
        title: text('Change to {0}', name),
        changes: [{ op: 'rename', path: [...path, key], key: name }],
        preferred: true,
      },
    ],
    tags: ['deprecated'],
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
                autoscaling.knative.dev/minScale: "1"
              # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Today this is spelt autoscaling.knative.dev/min-scale.
                autoscaling.knative.dev/max-scale: "3"
                autoscaling.knative.dev/maxScale: "5"
              # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ autoscaling.knative.dev/maxScale does nothing beside autoscaling.knative.dev/max-scale, its new spelling.
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
                autoscaling.knative.dev/max-scale: "3"
            spec:
              containers:
                - image: example.com/hello:v1
      `,
    },
  ],
  good: [
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
                    autoscaling.knative.dev/minScale: "1"
                spec:
                  container:
                    image: example.com/hello:v1
      `,
    },
  ],
};
