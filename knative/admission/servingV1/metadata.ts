/**
 * The metadata of the object itself (knative.dev/pkg apis/metadata_validation.go, knative.dev/serving
 * pkg/apis/serving/metadata_validation.go and the validateLabels of each kind). Paths start below `metadata`.
 */
import { dns1035Errors, dns1035PrefixErrors, goList, nearestLabel } from '../../names.ts';
import type { Fix } from '../../problem.ts';
import type { Path } from '../../path.ts';
import { text } from '../../text.ts';
import { autoscalingErrors, autoscalingGroup } from '../annotations/autoscaling.ts';
import type { Annotations } from '../annotations/found.ts';
import { fieldError, type FieldError, invalidKeyName, missingField, spot, via } from '../fieldError.ts';
import { remove, setTo } from './fixes.ts';
import { pages } from './pages.ts';
import type { Settings } from './settings.ts';
import type { ObjectMeta } from './types.ts';

export const metadataPath: Path = ['metadata'];
const annotationsPath: Path = [...metadataPath, 'annotations'];
const templateAnnotations: Path = ['spec', 'template', ...annotationsPath];

/** The name, or its beginning; only the first error counts. */
export function nameErrors(metadata: ObjectMeta): readonly FieldError[] {
  const { name = '', generateName = '' } = metadata;
  if (generateName !== '') {
    const errors = dns1035PrefixErrors(generateName);
    if (errors.length > 0) return [badName('generateName', generateName, 'label prefix', errors)];
  }
  if (name !== '') {
    const errors = dns1035Errors(name);
    return errors.length === 0 ? [] : [badName('name', name, 'label', errors)];
  }
  if (generateName !== '') return [];
  const advice = { code: 'missing-field', docs: pages.names };
  return [fieldError('name or generateName is required', [spot(metadataPath, 'name')], advice)];
}

function badName(field: string, value: string, form: string, errors: readonly string[]): FieldError {
  const meant = nearestLabel(value);
  return fieldError(`not a DNS 1035 ${form}: ${goList(errors)}`, [spot(metadataPath, field)], {
    code: 'invalid-name',
    docs: pages.names,
    fixes: meant === undefined || field !== 'name' ? [] : setTo([...metadataPath, field], meant),
  });
}

/** Autoscaling annotations do nothing on an object that is not a revision; Knative refuses them there. */
export function misplacedAnnotationErrors(
  annotations: Annotations = {},
  hasTemplate = true,
): readonly FieldError[] {
  return Object.keys(annotations)
    .filter((key) => key.startsWith(autoscalingGroup))
    .map((key) => misplaced(key, hasTemplate));
}

function misplaced(key: string, hasTemplate: boolean): FieldError {
  const path = [...annotationsPath, key];
  const move: Fix = {
    title: text('Move to spec.template.metadata.annotations'),
    changes: [{ op: 'move', path, to: [...templateAnnotations, key] }],
    preferred: true,
  };
  return invalidKeyName(
    key,
    { printed: 'annotations', path, at: 'key' },
    {
      code: 'misplaced-annotation',
      docs: pages.autoscaling,
      fixes: hasTemplate ? [move] : remove(path, key),
    },
    'autoscaling annotations must be put under "spec.template.metadata.annotations" to work',
  );
}

/** A Revision carries them itself. */
export function revisionAnnotationErrors(
  annotations: Annotations = {},
  { autoscaler }: Settings,
): readonly FieldError[] {
  return via(autoscalingErrors(annotations, annotationsPath, autoscaler), 'annotations');
}

export { annotationsPath };

/** A label that says which object made this one needs an owner reference that says the same. */
export function ownerLabelErrors(metadata: ObjectMeta, label: string, kind: string): readonly FieldError[] {
  const { labels = {}, ownerReferences = [] } = metadata;
  const value = Object.hasOwn(labels, label) ? labels[label] : undefined;
  if (value === undefined) return [];
  if (ownerReferences.some((owner) => owner.kind === kind && (owner.name ?? '') === value)) return [];
  const path = [...metadataPath, 'labels', label];
  return [
    missingField([{ printed: `labels.${label}`, path, at: 'key' }], {
      code: 'owner-label',
      docs: pages.api,
      fixes: remove(path, label),
    }),
  ];
}
