/** The types with a JSON decoding of their own (quantities, times, durations): what they refuse, and how. */
import { parseDuration } from '../../goNumbers.ts';
import { goTimeQuote } from './goTimeQuote.ts';

export const quantityFormatMessage =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const quantitySuffixMessage = "unable to parse quantity's suffix";
const quantityNumberMessage = 'unable to parse numeric part of quantity';

/** Sign, digits, fraction, letters, signed number, and what is left over: the steps of resource.ParseQuantity. */
const quantitySteps = /^[+-]?[0-9]*(?:\.[0-9]*)?(([eEinumkKMGTP]*)(?:[+-]?)([0-9]*))([^]*)$/;
const suffixes = new Set([
  '',
  'n',
  'u',
  'm',
  'k',
  'M',
  'G',
  'T',
  'P',
  'E',
  'Ki',
  'Mi',
  'Gi',
  'Ti',
  'Pi',
  'Ei',
]);

/**
 * What resource.ParseQuantity says of a text; undefined where it parses. It is laxer than its own message: a lone
 * sign, a lone dot and a bare suffix all count as zero.
 */
export function quantityError(raw: string): string | undefined {
  if (usual.test(raw)) return undefined;
  const text = trimGoSpace(raw);
  if (text === '') return quantityFormatMessage;
  if (/^[+-]?0*$/.test(text)) return undefined;
  const match = quantitySteps.exec(text);
  if (match === null || match[4] !== '') return quantityFormatMessage;
  const suffix = match[1] ?? '';
  if (!isSuffix(suffix)) return quantitySuffixMessage;
  const number = text.slice(0, text.length - suffix.length);
  return /[0-9]/.test(number) || !isReadSlowly(suffix) ? undefined : quantityNumberMessage;
}

/** What nearly every manifest has, seen at one glance. */
const usual = /^[1-9][0-9]{0,9}(?:m|k|M|G|Ki|Mi|Gi)?$/;

const exponent = /^[eE]([+-]?[0-9]+)$/;

function isSuffix(suffix: string): boolean {
  return suffixes.has(suffix) || isInt64(exponent.exec(suffix)?.[1]);
}

function isInt64(text: string | undefined): boolean {
  if (text === undefined) return false;
  const value = BigInt(text.replace('+', ''));
  return BigInt.asIntN(64, value) === value;
}

/** Whether a number of this size is read as a decimal of any length, which must have a digit. */
function isReadSlowly(suffix: string): boolean {
  if (suffix === 'Pi' || suffix === 'Ei') return true;
  const power = exponent.exec(suffix)?.[1];
  return power !== undefined && BigInt.asIntN(32, BigInt(power.replace('+', ''))) < -9n;
}

function trimGoSpace(text: string): string {
  return text.replaceAll(/^[\s\u0085]+|[\s\u0085]+$/g, '');
}

const layout = '2006-01-02T15:04:05Z07:00';
/** The elements of RFC 3339 in the order time.Parse reads them, each with the layout element its error names. */
const timeElements: readonly (readonly [element: string, pattern: RegExp])[] = [
  ['2006', /^[0-9]{4}/],
  ['-', /^-/],
  ['01', /^[0-9]{2}/],
  ['-', /^-/],
  ['02', /^[0-9]{2}/],
  ['T', /^T/],
  ['15', /^[0-9]{2}/],
  [':', /^:/],
  ['04', /^[0-9]{2}/],
  [':', /^:/],
  ['05', /^[0-9]{2}(?:[.,][0-9]+)?/],
  ['Z07:00', /^(?:Z|[+-][0-9]{2}:[0-9]{2})/],
];

/** What time.Parse says of a text that should be RFC 3339; undefined where it parses. */
export function timeError(text: string): string | undefined {
  const quoted = goTimeQuote(text);
  let rest = text;
  for (const [element, pattern] of timeElements) {
    const match = pattern.exec(rest);
    if (match === null) {
      return `parsing time ${quoted} as "${layout}": cannot parse ${goTimeQuote(rest)} as "${element}"`;
    }
    rest = rest.slice(match[0].length);
  }
  if (rest !== '') return `parsing time ${quoted}: extra text: ${goTimeQuote(rest)}`;
  const outside = timeOutOfRange(text);
  return outside === undefined ? undefined : `parsing time ${quoted}: ${outside} out of range`;
}

function timeOutOfRange(text: string): string | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text
    .split(/[^0-9]/)
    .map((part) => Number(part));
  if (month < 1 || month > 12) return 'month';
  if (hour > 23) return 'hour';
  if (minute > 59) return 'minute';
  if (second > 59) return 'second';
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return day < 1 || day > days ? 'day' : undefined;
}

const units = new Set(['ns', 'us', 'µs', 'μs', 'ms', 's', 'm', 'h']);
const durationPart = /^([0-9]+\.?[0-9]*|\.[0-9]+)([^.0-9]*)/;

/** What time.ParseDuration says of a text; undefined where it parses. */
export function durationError(text: string): string | undefined {
  const quoted = goTimeQuote(text);
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return undefined;
  if (rest === '') return `time: invalid duration ${quoted}`;
  while (rest !== '') {
    const [part, , unit] = durationPart.exec(rest) ?? [];
    if (part === undefined) return `time: invalid duration ${quoted}`;
    if (unit === undefined || unit === '') return `time: missing unit in duration ${quoted}`;
    if (!units.has(unit)) return `time: unknown unit ${goTimeQuote(unit)} in duration ${quoted}`;
    rest = rest.slice(part.length);
  }
  // The form is right; it may still be longer than the 292 years that an int64 of nanoseconds holds.
  return parseDuration(text) === undefined ? `time: invalid duration ${quoted}` : undefined;
}
