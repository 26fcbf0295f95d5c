/**
 * The metadata of the object itself (knative.dev/serving pkg/apis/serving/v1alpha1/metadata_validation.go); only the
 * first error counts. Autoscaling annotations are looked at here, where they do nothing, and not in the template.
 */
import { parseInteger } from '../../goNumbers.ts';
import type { Path } from '../../path.ts';
import { servingPages } from '../../resources/servingV1alpha1/pages.ts';
import { type Annotations, changeTo, find } from '../annotations/found.ts';
import { metadataErrors as buildMetadataErrors } from '../buildV1alpha1/metadata.ts';
import { fieldError, type FieldError, keySpot, via } from '../fieldError.ts';
import type { ObjectMeta } from './types.ts';

const annotationsPath: Path = ['metadata', 'annotations'];
const minKey = 'autoscaling.knative.dev/minScale';
const maxKey = 'autoscaling.knative.dev/maxScale';
const docs = servingPages.scaling;

/** Paths start below `metadata`. */
export function metadataErrors(metadata: ObjectMeta): readonly FieldError[] {
  const nameErrors = buildMetadataErrors(metadata, servingPages.api);
  if (nameErrors.length > 0) return nameErrors;
  return via(scaleErrors(metadata.annotations ?? {}), 'annotations');
}

function scaleErrors(annotations: Annotations): readonly FieldError[] {
  const min = scaleOf(annotations, minKey);
  if (typeof min !== 'bigint') return [min];
  const max = scaleOf(annotations, maxKey);
  if (typeof max !== 'bigint') return [max];
  if (max === 0n || max >= min) return [];
  const spots = [keySpot(annotationsPath, maxKey), keySpot(annotationsPath, minKey)];
  const fixes = changeTo(annotationsPath, maxKey, String(min));
  return [
    fieldError(`${maxKey}=${max} is less than ${minKey}=${min}`, spots, {
      code: 'scale-bounds',
      docs,
      fixes,
    }),
  ];
}

/** The number, 0 where it is absent. */
function scaleOf(annotations: Annotations, key: string): bigint | FieldError {
  const found = find(annotations, key);
  if (found === undefined) return 0n;
  const value = parseInteger(found.value, 32);
  if (typeof value === 'bigint' && value >= 1n) return value;
  const words = `Invalid ${key} annotation value: must be an integer greater than 0`;
  const fixes = value === 'range' ? [] : changeTo(annotationsPath, key, '1');
  return fieldError(words, [keySpot(annotationsPath, key)], { code: 'invalid-value', docs, fixes });
}
