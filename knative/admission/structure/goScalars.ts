/** The types with a JSON decoding of their own (quantities, times, durations, addresses): what they refuse, and how. */

export const quantityFormatMessage =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const quantitySuffixMessage = "unable to parse quantity's suffix";

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
  const text = trimGoSpace(raw);
  if (text === '') return quantityFormatMessage;
  if (/^[+-]?0*$/.test(text)) return undefined;
  const match = quantitySteps.exec(text);
  if (match === null || match[4] !== '') return quantityFormatMessage;
  return isSuffix(match[1] ?? '') ? undefined : quantitySuffixMessage;
}

function isSuffix(suffix: string): boolean {
  return suffixes.has(suffix) || /^[eE][+-]?[0-9]{1,18}$/.test(suffix);
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
  const quoted = JSON.stringify(text);
  let rest = text;
  for (const [element, pattern] of timeElements) {
    const match = pattern.exec(rest);
    if (match === null) {
      return `parsing time ${quoted} as "${layout}": cannot parse ${JSON.stringify(rest)} as "${element}"`;
    }
    rest = rest.slice(match[0].length);
  }
  if (rest !== '') return `parsing time ${quoted}: extra text: ${JSON.stringify(rest)}`;
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

const durationUnits = 'ns|us|µs|μs|ms|s|m|h';
const duration = new RegExp(`^[+-]?(?:0|(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:${durationUnits}))+)$`);
const durationStart = new RegExp(`^[+-]?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:${durationUnits}))*`);

/** What time.ParseDuration says of a text; undefined where it parses. */
export function durationError(text: string): string | undefined {
  if (duration.test(text)) return undefined;
  const rest = text.slice(durationStart.exec(text)?.[0].length ?? 0);
  const number = /^(?:[0-9]+\.?[0-9]*|\.[0-9]+)/.exec(rest)?.[0];
  const quoted = JSON.stringify(text);
  if (number === undefined) return `time: invalid duration ${quoted}`;
  const unit = /^[^.0-9]*/.exec(rest.slice(number.length))?.[0] ?? '';
  return unit === ''
    ? `time: missing unit in duration ${quoted}`
    : `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`;
}

/** What net/url's Parse says of an address; undefined where it parses. */
export function urlError(text: string): string | undefined {
  const quoted = JSON.stringify(text);
  if (hasControl(text)) {
    return `parse ${quoted}: net/url: invalid control character in URL`;
  }
  const badEscape = /%(?![0-9A-Fa-f]{2})/.exec(text);
  if (badEscape !== null) {
    return `parse ${quoted}: invalid URL escape ${JSON.stringify(text.slice(badEscape.index, badEscape.index + 3))}`;
  }
  if (text.startsWith(':')) return `parse ${quoted}: missing protocol scheme`;
  if (/^[^/?#]*:/.test(text) && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)) {
    return `parse ${quoted}: first path segment in URL cannot contain colon`;
  }
  return undefined;
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}
