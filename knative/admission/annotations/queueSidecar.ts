/**
 * The resources of the queue proxy, as annotations of a template (knative.dev/serving
 * pkg/apis/serving/v1/revision_validation.go validateQueueSidecarResourceAnnotations). Keys are printed in brackets.
 */
import { formatFloat64, parseFloat64 } from '../../goNumbers.ts';
import type { Path } from '../../path.ts';
import { quantityError } from '../structure/goScalars.ts';
import {
  type FieldError,
  invalidValue,
  outOfBounds,
  pathlessError,
  type Spot,
  warning,
} from '../fieldError.ts';
import { type Annotations, changeTo, find } from './found.ts';

const group = 'queue.sidecar.serving.knative.dev';
const docs = 'https://knative.dev/docs/serving/services/configure-requests-limits-services/';
const resourceKeys = ['cpu', 'memory', 'ephemeral-storage'].flatMap((resource) => [
  `${group}/${resource}-resource-request`,
  `${group}/${resource}-resource-limit`,
]);

export function queueSidecarErrors(annotations: Annotations, at: Path): readonly FieldError[] {
  if (!Object.keys(annotations).some((key) => key.startsWith(group))) return [];
  return [...percentageErrors(annotations, at), ...quantityErrors(annotations, at)];
}

const deprecated =
  'Queue proxy resource percentage annotation is deprecated. Please use the available annotations to explicitly set resource values per service';

function percentageErrors(annotations: Annotations, at: Path): readonly FieldError[] {
  const found = find(annotations, `${group}/resource-percentage`, `${group}/resourcePercentage`);
  if (found === undefined) return [];
  const where = bracketed(at, found.key);
  const advice = { code: 'deprecated-annotation', docs };
  const errors = [warning(pathlessError(deprecated, where.path, advice))];
  const value = parseFloat64(found.value);
  if (value === undefined) return [...errors, invalidValue(found.value, where, { docs })];
  if (!(value < 0.1 || value > 100)) return errors;
  const fixes = changeTo(at, found.key, value < 0.1 ? '0.1' : '100');
  return [...errors, outOfBounds(formatFloat64(value), 0.1, 100, where, { docs, fixes })];
}

function quantityErrors(annotations: Annotations, at: Path): readonly FieldError[] {
  return resourceKeys.flatMap((key) => {
    const found = find(annotations, key);
    if (found === undefined || isQuantity(found.value)) return [];
    return [
      invalidValue(found.value, bracketed(at, key), { docs, fixes: quantityFix(found.value, at, key) }),
    ];
  });
}

/** Blanks around it, which JSON may have, are refused here. */
function isQuantity(value: string): boolean {
  return value.trim() === value && quantityError(value) === undefined;
}

/** `MB` and `GB` are how people write `M` and `G`. */
function quantityFix(value: string, at: Path, key: string): ReturnType<typeof changeTo> {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]i?)b?$/i.exec(value);
  if (match === null) return [];
  const unit = (match[2] ?? '')
    .replace(/^[mgt]/, (letter) => letter.toUpperCase())
    .replace('ki', 'Ki')
    .replace(/^K$/, 'k');
  return changeTo(at, key, `${match[1]}${unit}`);
}

function bracketed(at: Path, key: string): Spot {
  return { printed: `[${key}]`, path: [...at, key], at: 'value' };
}
