/**
 * Annotations with a positive duration in whole seconds (knative.dev/serving pkg/apis/serving/metadata_validation.go
 * ValidateRolloutDurationAnnotation, pkg/apis/serving/v1/revision_validation.go validateProgressDeadlineAnnotation).
 */
import { formatDuration, parseDuration, second } from '../../goNumbers.ts';
import type { Path } from '../../path.ts';
import { fieldError, type FieldError, invalidValue, keySpot } from '../fieldError.ts';
import { type Annotations, changeTo, find, type Found } from './found.ts';

const group = 'serving.knative.dev';

/** On a Service's or a Route's own metadata. */
export function rolloutDurationErrors(annotations: Annotations, at: Path): readonly FieldError[] {
  const found = find(annotations, `${group}/rollout-duration`, `${group}/rolloutDuration`);
  const docs = 'https://knative.dev/docs/serving/rolling-out-latest-revision/';
  return secondsErrors(found, 'rollout-duration', at, docs);
}

/** On a template. */
export function progressDeadlineErrors(annotations: Annotations, at: Path): readonly FieldError[] {
  const found = find(annotations, `${group}/progress-deadline`);
  const docs = 'https://knative.dev/docs/serving/configuration/deployment/';
  return secondsErrors(found, 'progress-deadline', at, docs);
}

function secondsErrors(
  found: Found | undefined,
  name: string,
  at: Path,
  docs: string,
): readonly FieldError[] {
  if (found === undefined || found.value === '') return [];
  const { key, value } = found;
  const where = keySpot(at, key);
  const duration = parseDuration(value);
  if (duration === undefined) {
    const fixes = /^\d+$/.test(value) ? changeTo(at, key, `${value}s`) : [];
    return [invalidValue(value, where, { docs, fixes })];
  }
  if (duration % second !== 0n) {
    const fixes = changeTo(at, key, formatDuration(duration - (duration % second)));
    const code = 'second-precision';
    return [fieldError(`${name}=${value} is not at second precision`, [where], { code, docs, fixes })];
  }
  if (duration >= 0n) return [];
  const fixes = changeTo(at, key, formatDuration(-duration));
  return [fieldError(`${name}=${value} must be positive`, [where], { code: 'out-of-bounds', docs, fixes })];
}
