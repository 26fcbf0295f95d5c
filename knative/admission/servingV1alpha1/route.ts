/**
 * The spec of a Route (knative.dev/serving pkg/apis/serving/v1alpha1/route_validation.go). Paths start below it.
 */
import type { Path } from '../../path.ts';
import type { Fix } from '../../problem.ts';
import type { JsonObject } from '../../json.ts';
import { route } from '../../resources/servingV1alpha1.ts';
import { servingPages } from '../../resources/servingV1alpha1/pages.ts';
import { trafficTarget } from '../../resources/servingV1alpha1/traffic.ts';
import { text } from '../../text.ts';
import { renameTo } from '../buildV1alpha1/misspelt.ts';
import {
  fieldError,
  type FieldError,
  invalidKeyName,
  missingField,
  missingOneOf,
  multipleOneOf,
  outOfBounds,
  type Spot,
  spot,
  via,
} from '../fieldError.ts';
import { remove, setTo } from '../servingV1/fixes.ts';
import { sumFixes } from '../servingV1/traffic.ts';
import { goQuote } from '../structure/goJson.ts';
import { olderQualifiedNameErrors } from './qualifiedName.ts';
import { isZero } from './isZero.ts';
import type { Route, TrafficTarget } from './types.ts';

const docs = servingPages.route;
const specPath: Path = ['spec'];
const trafficPath: Path = [...specPath, 'traffic'];

/** `written` is the manifest as it stands, in which a misspelt key may be what was meant. */
export function routeSpecErrors(
  spec: NonNullable<Route['spec']>,
  written: JsonObject,
): readonly FieldError[] {
  if (isZero(spec, route.fields.spec.shape)) return [missingField([spot(specPath, '')], { docs })];
  const traffic = spec.traffic ?? [];
  const targets = traffic.flatMap((target, index) =>
    via(targetErrors(target, [...trafficPath, index]), `[${index}]`),
  );
  return via([...targets, ...duplicateErrors(traffic), ...sumErrors(traffic, written)], 'traffic');
}

function targetErrors(target: TrafficTarget, at: Path): readonly FieldError[] {
  return [...nameErrors(target, at), ...percentErrors(target, at)];
}

function nameErrors(
  { revisionName = '', configurationName = '' }: TrafficTarget,
  at: Path,
): readonly FieldError[] {
  const revision = spot(at, 'revisionName');
  const configuration = spot(at, 'configurationName');
  if (revisionName !== '' && configurationName !== '') {
    return [revision, configuration].map((where) => oneOfTwo({ ...where, at: 'key' }));
  }
  if (revisionName !== '') return qualified(revisionName, revision);
  if (configurationName !== '') return qualified(configurationName, configuration);
  return [missingOneOf([revision, configuration], { docs })];
}

/** Which one is meant cannot be told, so no fix is preferred. */
function oneOfTwo(where: Spot): FieldError {
  const drop: Fix = {
    title: text('Remove {0}', where.printed),
    changes: [{ op: 'remove', path: where.path }],
  };
  return multipleOneOf([where], { docs, fixes: [drop] });
}

function qualified(name: string, where: Spot): readonly FieldError[] {
  const errors = olderQualifiedNameErrors(name);
  return errors.length === 0 ? [] : [invalidKeyName(name, where, { docs }, ...errors)];
}

function percentErrors({ percent = 0 }: TrafficTarget, at: Path): readonly FieldError[] {
  if (percent >= 0 && percent <= 100) return [];
  const where = spot(at, 'percent');
  return [outOfBounds(percent, 0, 100, where, { docs, fixes: setTo(where.path, percent < 0 ? 0 : 100) })];
}

/** One name may stand twice where it leads to the same; it is compared with its first use. */
function duplicateErrors(traffic: readonly TrafficTarget[]): readonly FieldError[] {
  const first = new Map<string, number>();
  return traffic.flatMap((target, index) => {
    const { name = '' } = target;
    const known = first.get(name);
    if (known === undefined) first.set(name, index);
    if (name === '' || known === undefined || leadToSame(target, traffic[known])) return [];
    return [duplicate(name, index, known)];
  });
}

function leadToSame(a: TrafficTarget, b: TrafficTarget = {}): boolean {
  return (
    (a.revisionName ?? '') === (b.revisionName ?? '') &&
    (a.configurationName ?? '') === (b.configurationName ?? '')
  );
}

function duplicate(name: string, index: number, known: number): FieldError {
  const place = (i: number): Spot => ({
    printed: `[${i}].name`,
    path: [...trafficPath, i, 'name'],
    at: 'value',
  });
  const advice = { code: 'duplicate-name', docs, fixes: remove(place(index).path, 'name') };
  return fieldError(`Multiple definitions for ${goQuote(name)}`, [place(index), place(known)], advice);
}

/** Percentages are int64 and wrap around as such. */
function sumErrors(traffic: readonly TrafficTarget[], written: JsonObject): readonly FieldError[] {
  let sum = 0n;
  for (const { percent = 0 } of traffic) sum = BigInt.asIntN(64, sum + BigInt(percent));
  if (sum === 100n) return [];
  const misspelt = traffic.flatMap((_, index) =>
    renameTo('percent', [...trafficPath, index], trafficTarget, written),
  );
  return [
    fieldError(`Traffic targets sum to ${sum}, want 100`, [{ printed: '', path: trafficPath, at: 'value' }], {
      code: 'traffic-sum',
      docs,
      fixes: misspelt.length > 0 ? misspelt.slice(0, 1) : sumFixes(traffic, sum),
    }),
  ];
}
