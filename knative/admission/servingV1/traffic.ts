/**
 * The split of the traffic (knative.dev/serving pkg/apis/serving/v1/route_validation.go validateTrafficList and
 * TrafficTarget.Validate). Paths start below the spec.
 */
import { dns1035Errors, goList, nearestLabel } from '../../names.ts';
import type { Path } from '../../path.ts';
import type { Fix } from '../../problem.ts';
import { text } from '../../text.ts';
import {
  disallowedField,
  fieldError,
  type FieldError,
  invalidKeyName,
  invalidValue,
  missingOneOf,
  multipleOneOf,
  outOfBounds,
  spot,
  via,
} from '../fieldError.ts';
import { goQuote } from '../structure/goJson.ts';
import { qualifiedNameErrors } from '../structure/kubernetesNames.ts';
import { remove, setTo } from './fixes.ts';
import { pages } from './pages.ts';
import type { TrafficTarget } from './types.ts';

const docs = pages.traffic;
const trafficPath: Path = ['spec', 'traffic'];

/** `ofService`: the targets are revisions of the Service's own Configuration. */
export function trafficErrors(traffic: readonly TrafficTarget[], ofService: boolean): readonly FieldError[] {
  const targets = traffic.flatMap((target, index) =>
    via(targetErrors(target, [...trafficPath, index], ofService), `[${index}]`),
  );
  return via([...targets, ...tagErrors(traffic), ...sumErrors(traffic)], 'traffic');
}

function targetErrors(target: TrafficTarget, at: Path, ofService: boolean): readonly FieldError[] {
  return [
    ...latestErrors(target, at),
    ...nameErrors(target, at, ofService),
    ...percentErrors(target, at),
    ...urlErrors(target, at),
  ];
}

/** After defaulting, so a target that does not say follows its revision name. */
function latestErrors({ latestRevision, revisionName = '' }: TrafficTarget, at: Path): readonly FieldError[] {
  if (latestRevision === undefined || (revisionName !== '') !== latestRevision) return [];
  const words = `may not set revisionName ${goQuote(revisionName)} when latestRevision is ${latestRevision}`;
  const where = spot(at, 'latestRevision');
  const fixes = revisionName === '' ? setTo(where.path, true) : remove(where.path, 'latestRevision');
  return [fieldError(words, [where], { code: 'latest-revision', docs, fixes })];
}

function nameErrors(
  { revisionName = '', configurationName = '' }: TrafficTarget,
  at: Path,
  ofService: boolean,
): readonly FieldError[] {
  const revision = spot(at, 'revisionName');
  const configuration = spot(at, 'configurationName');
  if (ofService && configurationName !== '') {
    const fixes = remove(configuration.path, 'configurationName');
    return [disallowedField([{ ...configuration, at: 'key' }], { docs, fixes })];
  }
  if (revisionName !== '' && configurationName !== '')
    return [multipleOneOf([revision, configuration], { docs })];
  if (revisionName !== '') return qualified(revisionName, revision);
  if (configurationName !== '') return qualified(configurationName, configuration);
  return ofService ? [] : [missingOneOf([revision, configuration], { docs })];
}

function qualified(name: string, where: ReturnType<typeof spot>): readonly FieldError[] {
  const errors = qualifiedNameErrors(name);
  return errors.length === 0 ? [] : [invalidKeyName(name, where, { docs }, ...errors)];
}

function percentErrors({ percent }: TrafficTarget, at: Path): readonly FieldError[] {
  if (percent === undefined || (percent >= 0 && percent <= 100)) return [];
  const where = spot(at, 'percent');
  return [outOfBounds(percent, 0, 100, where, { docs, fixes: setTo(where.path, percent < 0 ? 0 : 100) })];
}

function urlErrors({ url = '' }: TrafficTarget, at: Path): readonly FieldError[] {
  if (url === '') return [];
  const where = spot(at, 'url', 'key');
  return [disallowedField([where], { docs, fixes: remove(where.path, 'url') })];
}

/** A quirk: the index stands behind `tag` where the tag itself is bad. */
function tagErrors(traffic: readonly TrafficTarget[]): readonly FieldError[] {
  const first = new Map<string, number>();
  return traffic.flatMap(({ tag = '' }, index) => {
    if (tag === '') return [];
    const errors: FieldError[] = [];
    const bad = dns1035Errors(tag);
    if (bad.length > 0) errors.push(badTag(tag, bad, index));
    const known = first.get(tag);
    if (known === undefined) first.set(tag, index);
    else errors.push(duplicateTag(tag, index, known));
    return errors;
  });
}

function badTag(tag: string, errors: readonly string[], index: number): FieldError {
  const path = [...trafficPath, index, 'tag'];
  const meant = nearestLabel(tag);
  return invalidValue(
    `not a DNS 1035 label: ${goList(errors)}`,
    { printed: `tag[${index}]`, path, at: 'value' },
    { code: 'invalid-tag', docs, fixes: meant === undefined ? [] : setTo(path, meant) },
  );
}

function duplicateTag(tag: string, index: number, known: number): FieldError {
  const place = (i: number): ReturnType<typeof spot> => ({
    printed: `[${i}].tag`,
    path: [...trafficPath, i, 'tag'],
    at: 'value',
  });
  const advice = { code: 'duplicate-tag', docs, fixes: remove(place(index).path, 'tag') };
  return fieldError(`Multiple definitions for ${goQuote(tag)}`, [place(index), place(known)], advice);
}

/** Percentages are int64 and wrap around as such. */
function sumErrors(traffic: readonly TrafficTarget[]): readonly FieldError[] {
  let sum = 0n;
  for (const { percent = 0 } of traffic) sum = BigInt.asIntN(64, sum + BigInt(percent));
  if (sum === 100n) return [];
  return [
    fieldError(`Traffic targets sum to ${sum}, want 100`, [{ printed: '', path: trafficPath, at: 'value' }], {
      code: 'traffic-sum',
      docs,
      fixes: sumFixes(traffic, sum),
    }),
  ];
}

/** Gives what is missing to a target that can take it, the last one first. */
export function sumFixes(traffic: readonly TrafficTarget[], sum: bigint): readonly Fix[] {
  const shares = traffic.map(({ percent = 0 }) => Number(BigInt(percent)));
  const missing = 100 - Number(sum);
  if (shares.some((share) => share < 0 || share > 100)) return [];
  const index = shares.findLastIndex((share) => share + missing >= 0 && share + missing <= 100);
  if (index < 0) return [];
  const percent = (shares[index] ?? 0) + missing;
  return [
    {
      title: text('Set the percent of target {0} to {1}', index + 1, percent),
      changes: [{ op: 'set', path: [...trafficPath, index, 'percent'], value: percent }],
      preferred: true,
    },
  ];
}
