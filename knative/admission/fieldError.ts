/**
 * The errors of Knative's webhooks (knative.dev/pkg apis.FieldError): what they say, the paths they print, and how
 * several become one text. What is printed and where it really is are kept apart: prefixes (`via`) only touch the
 * printed path, which has quirks of its own, while the true place is known where the error is made.
 */
import { type Path, pathEquals } from '../path.ts';
import type { ClusterProblem, Fix, Stage } from '../problem.ts';
import { text } from '../text.ts';
import { goQuote } from './structure/goJson.ts';

export interface FieldError {
  readonly level: 'error' | 'warning';
  readonly message: string;
  /** '' where there are none. */
  readonly details: string;
  /** The paths to print; none where the error prints no path. */
  readonly spots: readonly Spot[];
  /** Where it is when no path is printed. */
  readonly place: Path;
  readonly advice: Advice;
}

/** A path as it is printed, and the place it means. */
export interface Spot {
  readonly printed: string;
  readonly path: Path;
  readonly at: 'key' | 'value';
}

/** What we add to the cluster's words. */
export interface Advice {
  readonly code: string;
  readonly docs: string;
  readonly fixes?: readonly Fix[];
}

/** The field `name` below `base`, printed as `name`; '' is `base` itself. Dots in `name` separate fields. */
export function spot(base: Path, name: string, at: Spot['at'] = 'value'): Spot {
  return { printed: name, path: name === '' ? base : [...base, ...name.split('.')], at };
}

/** The member `key` below `base`, whatever it contains. */
export function keySpot(base: Path, key: string, at: Spot['at'] = 'value'): Spot {
  return { printed: key, path: [...base, key], at };
}

/** An error about these places. */
export function fieldError(
  message: string,
  spots: readonly Spot[],
  advice: Advice,
  details: readonly string[] = [],
): FieldError {
  const place = spots[0]?.path ?? [];
  return { level: 'error', message, details: details.join(', '), spots, place, advice };
}

/** An error that prints no path although it is about `place`. */
export function pathlessError(message: string, place: Path, advice: Advice): FieldError {
  return { level: 'error', message, details: '', spots: [], place, advice };
}

type Partly = Omit<Advice, 'code'> & { readonly code?: string };

export function missingField(spots: readonly Spot[], advice: Partly): FieldError {
  return fieldError('missing field(s)', spots, { code: 'missing-field', ...advice });
}

export function disallowedField(spots: readonly Spot[], advice: Partly): FieldError {
  return fieldError('must not set the field(s)', spots, { code: 'disallowed-field', ...advice });
}

export function invalidValue(
  value: string | number | bigint,
  at: Spot,
  advice: Partly,
  ...details: readonly string[]
): FieldError {
  return fieldError(`invalid value: ${value}`, [at], { code: 'invalid-value', ...advice }, details);
}

export function invalidKeyName(
  key: string,
  at: Spot,
  advice: Partly,
  ...details: readonly string[]
): FieldError {
  return fieldError(
    `invalid key name ${goQuote(key)}`,
    [at],
    { code: 'invalid-key-name', ...advice },
    details,
  );
}

export function missingOneOf(spots: readonly Spot[], advice: Partly): FieldError {
  return fieldError('expected exactly one, got neither', spots, { code: 'one-of', ...advice });
}

export function multipleOneOf(spots: readonly Spot[], advice: Partly): FieldError {
  return fieldError('expected exactly one, got both', spots, { code: 'one-of', ...advice });
}

export function outOfBounds(
  value: string | number | bigint,
  low: string | number | bigint,
  high: string | number | bigint,
  at: Spot,
  advice: Partly,
): FieldError {
  return fieldError(`expected ${low} <= ${value} <= ${high}`, [at], { code: 'out-of-bounds', ...advice });
}

export function warning(error: FieldError): FieldError {
  return { ...error, level: 'warning' };
}

/** The same errors with `prefix` before every printed path; an index is `[0]`, a key in brackets `[key]`. */
export function via(errors: readonly FieldError[], prefix: string): readonly FieldError[] {
  if (errors.length === 0) return errors;
  return errors.map((error) => ({
    ...error,
    spots: error.spots.map((one) => ({ ...one, printed: joined(prefix, one.printed) })),
  }));
}

/** `via` for an item of a list. */
export function viaItem(errors: readonly FieldError[], field: string, index: number): readonly FieldError[] {
  return via(errors, `${field}[${index}]`);
}

/** Empty parts vanish, a whole part in brackets is glued to the one before. */
function joined(prefix: string, rest: string): string {
  if (isPlain(prefix) && isPlain(rest)) return `${prefix}.${rest}`;
  let path = '';
  for (const part of `${prefix}.${rest}`.split('.')) {
    if (part === '') continue;
    const glued = path === '' || (part.startsWith('[') && part.endsWith(']'));
    path += glued ? part : `.${part}`;
  }
  return path;
}

/** Whether a path has neither empty parts nor one in brackets, so that nothing is to be glued. */
function isPlain(path: string): boolean {
  if (path === '' || path.startsWith('[') || path.startsWith('.') || path.endsWith('.')) return false;
  return !path.includes('..') && !path.includes('.[');
}

/** The errors as the webhook prints them: alike ones merged, paths and entries sorted bytewise. */
function merged(errors: readonly FieldError[]): readonly (readonly FieldError[])[] {
  const groups = new Map<string, FieldError[]>();
  for (const error of errors) {
    const key = `${error.level} ${error.message.length} ${error.message}${error.details}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [error]);
    else group.push(error);
  }
  return [...groups.values()].sort(([a], [b]) => (a === undefined || b === undefined ? 0 : byWords(a, b)));
}

function byWords(a: FieldError, b: FieldError): number {
  return (
    compareBytes(a.message, b.message) ||
    compareBytes(a.details, b.details) ||
    Number(a.level === 'warning') - Number(b.level === 'warning')
  );
}

/** The order of UTF-8 bytes, which is that of code points. */
function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  // Where the second half of a pair differs, the character does that it ends.
  if (isPairAround(a, at) || isPairAround(b, at)) at--;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}

function isPairAround(text: string, at: number): boolean {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;
}

/** The whole text of the webhook, after `validation failed: `. */
export function printed(errors: readonly FieldError[]): string {
  return merged(errors)
    .map((group) => {
      const [first] = group;
      if (first === undefined) return '';
      const paths = distinctPaths(group).map(([path]) => path);
      const details = first.details === '' ? '' : `\n${first.details}`;
      return `${first.message}: ${paths.join(', ')}${details}`;
    })
    .join('\n');
}

/** One problem for every path an entry prints, or one for an entry without a path. */
export function problemsOf(errors: readonly FieldError[], stage: Stage): readonly ClusterProblem[] {
  if (errors.length === 0) return [];
  return merged(errors).flatMap((group) => groupProblems(group, stage));
}

function groupProblems(group: readonly FieldError[], stage: Stage): readonly ClusterProblem[] {
  const [first] = group;
  if (first === undefined) return [];
  const paths = distinctPaths(group);
  if (paths.length > 0) return paths.map(([path, places]) => problem(path, places, stage));
  return [problem('', [{ error: first, spot: { printed: '', path: first.place, at: 'key' } }], stage)];
}

interface Place {
  readonly error: FieldError;
  readonly spot: Spot;
}

type Places = readonly [Place, ...Place[]];

/** The printed paths in order, each with all the places it stands for. */
function distinctPaths(group: readonly FieldError[]): readonly (readonly [string, Places])[] {
  const byPath = new Map<string, [Place, ...Place[]]>();
  for (const error of group) {
    for (const one of error.spots) {
      const place = { error, spot: one };
      const known = byPath.get(one.printed);
      if (known === undefined) byPath.set(one.printed, [place]);
      else known.push(place);
    }
  }
  return [...byPath].sort(([a], [b]) => compareBytes(a, b));
}

function problem(clusterPath: string, places: Places, stage: Stage): ClusterProblem {
  const [{ error, spot: first }, ...others] = places;
  const { code, docs, fixes = [] } = error.advice;
  const elsewhere = others.filter(({ spot: other }) => !pathEquals(other.path, first.path));
  return {
    source: 'cluster',
    severity: error.level === 'error' ? 'error' : 'hint',
    stage,
    code,
    path: first.path,
    at: first.at,
    message: error.details === '' ? error.message : `${error.message}\n${error.details}`,
    clusterPath,
    docs,
    fixes,
    ...(elsewhere.length > 0 && {
      related: elsewhere.map((other) => ({ path: other.spot.path, message: text('The same holds here') })),
    }),
  };
}
