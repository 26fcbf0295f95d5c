/** Rule: an annotation at a place where nobody reads it. */
import { pages } from '../admission/servingV1/pages.ts';
import { worksAt } from '../annotations.ts';
import type { KnownAnnotation } from '../annotations/known.ts';
import { type Path, valueAt } from '../path.ts';
import type { Fix } from '../problem.ts';
import type { Resource } from '../resource.ts';
import { templatePathOf } from '../template.ts';
import { text, type Text } from '../text.ts';
import type { Examples, Rule } from './rule.ts';
import { hasKnownAnnotations, writtenAnnotations, type WrittenAnnotation } from './writtenAnnotations.ts';

export const ineffectiveAnnotation: Rule = {
  code: 'ineffective-annotation',
  severity: 'warning',
  title: 'An annotation or label of Knative’s stands where nobody reads it.',
  explanation: `
    What the autoscaler and the queue proxy read belongs to a revision, so it must stand in the metadata of the template. What
    concerns the address or the rollout belongs to the Service or Route itself. At the other place it is kept and does nothing.
    Today's webhook refuses autoscaling annotations on a Service; that of \`v1alpha1\` even checked their values there, and still
    nobody read them. \`networking.knative.dev/visibility\` is a label, all others of these are annotations.

    Source: \`pkg/reconciler\` of Knative Serving; the Configuration controller copies the metadata of the template, and nothing else,
    to the revision.
  `,
  docs: pages.autoscaling,
  appliesTo: hasKnownAnnotations,
  check: function* (resource) {
    for (const written of writtenAnnotations(resource)) {
      const { known, key } = written;
      if (known === undefined || known.readOnly === true || isInPlace(known, written)) continue;
      yield {
        path: [...written.in, key],
        at: 'key',
        message: messageOn(known, written, templatePathOf(resource) !== undefined),
        fixes: fixesFor(known, written, resource),
      };
    }
  },
};

function isInPlace(known: KnownAnnotation, { place, section }: WrittenAnnotation): boolean {
  return worksAt(known, place) && section === sectionOf(known);
}

function sectionOf({ of }: KnownAnnotation): WrittenAnnotation['section'] {
  return of === 'label' ? 'labels' : 'annotations';
}

function messageOn(
  known: KnownAnnotation,
  { key, place, section }: WrittenAnnotation,
  hasTemplate: boolean,
): Text {
  if (worksAt(known, place)) {
    return section === 'labels'
      ? text('{0} is an annotation. As a label it does nothing.', key)
      : text('{0} is a label. As an annotation it does nothing.', key);
  }
  if (place === 'template') return text('{0} does nothing in a template.', key);
  return hasTemplate && known.places.includes('template')
    ? text('{0} does nothing here. It belongs into the metadata of the template.', key)
    : text('{0} does nothing on a {1}.', key, place);
}

function fixesFor(
  known: KnownAnnotation,
  { key, in: path }: WrittenAnnotation,
  resource: Resource,
): readonly Fix[] {
  const metadata = rightMetadata(known, resource);
  if (metadata === undefined) return [];
  const to = [...metadata, sectionOf(known), key];
  if (valueAt(resource.value, to) !== undefined) return [];
  return [
    {
      title: text('Move it to {0}', [...metadata, sectionOf(known)].join('.')),
      changes: [{ op: 'move', path: [...path, key], to }],
      preferred: true,
    },
  ];
}

function rightMetadata(known: KnownAnnotation, resource: Resource): Path | undefined {
  const template = templatePathOf(resource);
  if (known.places.includes('template'))
    return template === undefined ? undefined : [...template, 'metadata'];
  return known.places.some((place) => place === resource.kind) ? ['metadata'] : undefined;
}

export const examples: Examples = {
  bad: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: hello
          annotations:
            autoscaling.knative.dev/minScale: "1" # always one
          # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ autoscaling.knative.dev/minScale does nothing here. It belongs into the metadata of the template.
            example.com/team: shop
        spec:
          runLatest:
            configuration:
              revisionTemplate:
                spec:
                  container:
                    image: example.com/hello:v1
      `,
      fixed: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: hello
          annotations:
            example.com/team: shop
        spec:
          runLatest:
            configuration:
              revisionTemplate:
                spec:
                  container:
                    image: example.com/hello:v1
                metadata:
                  annotations:
                    autoscaling.knative.dev/minScale: "1" # always one
      `,
    },
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: hello
          labels:
            app: hello
        spec:
          template:
            metadata:
              annotations:
                autoscaling.knative.dev/min-scale: "1"
                serving.knative.dev/rollout-duration: 60s
              # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ serving.knative.dev/rollout-duration does nothing in a template.
              labels:
                autoscaling.knative.dev/max-scale: "3"
              # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ autoscaling.knative.dev/max-scale is an annotation. As a label it does nothing.
                app: hello
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
            app: hello
          annotations:
            serving.knative.dev/rollout-duration: 60s
        spec:
          template:
            metadata:
              annotations:
                autoscaling.knative.dev/min-scale: "1"
                autoscaling.knative.dev/max-scale: "3"
              labels:
                app: hello
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
          annotations:
            serving.knative.dev/rollout-duration: 60s
          labels:
            networking.knative.dev/visibility: cluster-local
        spec:
          template:
            metadata:
              annotations:
                autoscaling.knative.dev/min-scale: "1"
                serving.knative.dev/progress-deadline: 120s
            spec:
              containers:
                - image: example.com/hello:v1
      `,
    },
  ],
};
