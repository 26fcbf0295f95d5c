/** The annotations that bound the scale (annotation_validation.go, validateMinMaxScale, validateInitialScale). */
import { parseInteger } from '../../goNumbers.ts';
import type { Path } from '../../path.ts';
import { fieldError, type FieldError, invalidValue, keySpot, outOfBounds } from '../fieldError.ts';
import { bounded, page } from './bounds.ts';
import { type Annotations, changeTo, find, type Found } from './found.ts';

const group = 'autoscaling.knative.dev';
const minKey = `${group}/min-scale`;
const maxKey = `${group}/max-scale`;
const activationKey = `${group}/activation-scale`;
const largest = 2_147_483_647n;

/** `limit` is the cluster's max-scale-limit, 0 for none. */
export function scaleErrors(annotations: Annotations, at: Path, limit: bigint): readonly FieldError[] {
  const errors: FieldError[] = [];
  const min = scaleOf(find(annotations, minKey, `${group}/minScale`), at, errors);
  const foundMax = find(annotations, maxKey, `${group}/maxScale`);
  const max = scaleOf(foundMax, at, errors);
  if (max !== 0n && max < min) errors.push(crossed(at, min, max));
  if (foundMax !== undefined && limit > 0n) errors.push(...limitErrors(foundMax, at, max, limit));
  errors.push(...activationErrors(find(annotations, activationKey), at, min, max));
  return errors;
}

/** The number; 0 where it is absent or wrong. */
function scaleOf(found: Found | undefined, at: Path, errors: FieldError[]): bigint {
  if (found === undefined) return 0n;
  const value = parseInteger(found.value, 32);
  if (value === 'syntax') {
    errors.push(invalidValue(found.value, keySpot(at, found.key), { docs: page(found.key) }));
    return 0n;
  }
  if (value !== 'range' && value >= 0n) return value;
  const nearest = found.value.startsWith('-') ? '0' : String(largest);
  errors.push(bounded(found, at, '0', String(largest), nearest));
  return 0n;
}

/** The paths are those of today's keys, whatever spelling was used. */
function crossed(at: Path, min: bigint, max: bigint): FieldError {
  return fieldError(
    `max-scale=${max} is less than min-scale=${min}`,
    [keySpot(at, maxKey), keySpot(at, minKey)],
    { code: 'scale-bounds', docs: page(maxKey) },
  );
}

function limitErrors({ key }: Found, at: Path, max: bigint, limit: bigint): readonly FieldError[] {
  const advice = { docs: page(key), fixes: changeTo(at, key, String(limit)) };
  if (max > limit) return [outOfBounds(max, 1, limit, keySpot(at, key), advice)];
  if (max !== 0n) return [];
  return [
    fieldError(`max-scale=0 (unlimited), must be less than ${limit}`, [keySpot(at, key)], {
      code: 'scale-bounds',
      ...advice,
    }),
  ];
}

function activationErrors(
  found: Found | undefined,
  at: Path,
  min: bigint,
  max: bigint,
): readonly FieldError[] {
  if (found === undefined) return [];
  const value = parseInteger(found.value, 32);
  const where = keySpot(at, found.key);
  const docs = page(found.key);
  if (typeof value === 'string') return [invalidValue(found.value, where, { docs })];
  const [words, nearest] = activationWords(value, min, max) ?? [];
  if (words === undefined || nearest === undefined) return [];
  return [
    fieldError(words, [where], {
      code: 'scale-bounds',
      docs,
      fixes: changeTo(at, found.key, String(nearest)),
    }),
  ];
}

function activationWords(value: bigint, min: bigint, max: bigint): readonly [string, bigint] | undefined {
  if (min > value) return [`min-scale=${min} is greater than activation-scale=${value}`, min];
  if (max < value && max !== 0n) return [`max-scale=${max} is less than activation-scale=${value}`, max];
  return value < 2n ? [`activation-scale=${value} must be greater than 1`, 2n] : undefined;
}

/** Two of its texts stand in the path. */
export function initialScaleErrors(
  annotations: Annotations,
  at: Path,
  allowZero: boolean,
): readonly FieldError[] {
  const found = find(annotations, `${group}/initial-scale`, `${group}/initialScale`);
  if (found === undefined) return [];
  const value = parseInteger(found.value, 64);
  const where = keySpot(at, found.key);
  const docs = page(found.key);
  if (typeof value === 'string') return [invalidValue(found.value, where, { docs })];
  const fixes = changeTo(at, found.key, '1');
  if (value < 0n) {
    const printed = `${found.key} must be greater than 0`;
    return [invalidValue(found.value, { ...where, printed }, { docs, fixes })];
  }
  if (value > 0n || allowZero) return [];
  const printed = `${found.key}=0 not allowed by cluster`;
  return [invalidValue(found.value, { ...where, printed }, { docs, fixes })];
}
