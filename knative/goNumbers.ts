/**
 * Numbers and durations as Go reads and prints them (strconv, time.ParseDuration): what Knative makes of the text of
 * an annotation.
 */

/** strconv.ParseInt in base 10: the number, or why there is none. Too large is told before what follows is looked at. */
export function parseInteger(text: string, bits: 32 | 64 = 64): bigint | 'syntax' | 'range' {
  if (fewDigits.test(text)) return BigInt(text);
  const match = /^[+-]?0*([0-9]*)/.exec(text);
  // Longer than any uint64; no need to read it all.
  const digits = (match?.[1] ?? '').slice(0, 21);
  if (BigInt.asUintN(bits, BigInt(`0${digits}`)) !== BigInt(`0${digits}`)) return 'range';
  if (!/^[+-]?[0-9]+$/.test(text)) return 'syntax';
  const value = text.startsWith('-') ? -BigInt(`0${digits}`) : BigInt(`0${digits}`);
  return BigInt.asIntN(bits, value) === value ? value : 'range';
}

/** What nearly everybody writes; it fits any number of bits. */
const fewDigits = /^[0-9]{1,9}$/;

const infinity = /^([+-]?)inf(?:inity)?$/i;
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const hexadecimal = /^([+-]?)0x([0-9a-f]*)(?:\.([0-9a-f]*))?p([+-]?\d+)$/i;

/** strconv.ParseFloat with 64 bits; undefined where it fails, be it by syntax or because the number is too large. */
export function parseFloat64(text: string): number | undefined {
  if (fewDigits.test(text)) return Number(text);
  if (/^nan$/i.test(text)) return NaN;
  const sign = infinity.exec(text)?.[1];
  if (sign !== undefined) return sign === '-' ? -Infinity : Infinity;
  const plain = withoutUnderscores(text);
  if (plain === undefined) return undefined;
  const value = decimal.test(plain) ? Number(plain) : hexFloat(plain);
  return value === undefined || !Number.isFinite(value) ? undefined : value;
}

/** Underscores may stand between two digits, and between the prefix and the digits of a hexadecimal number. */
function withoutUnderscores(text: string): string | undefined {
  if (!text.includes('_')) return text;
  const digit = /^[+-]?0x/i.test(text) ? '[0-9a-fx]' : '[0-9]';
  const between = new RegExp(`(?<=${digit})_(?=${digit})`, 'gi');
  const plain = text.replaceAll(between, '');
  return plain.includes('_') ? undefined : plain;
}

function hexFloat(text: string): number | undefined {
  const match = hexadecimal.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = (whole + fraction).replace(/^0+/, '').slice(0, 300);
  if (digits === '') return 0;
  const dropped = Math.max(0, (whole + fraction).replace(/^0+/, '').length - 300);
  const scale = Number(exponent) - 4 * (fraction.length - dropped);
  const value = scaled(BigInt(`0x${digits}`), scale);
  return sign === '-' ? -value : value;
}

/** mantissa × 2^exponent without leaving a double's range on the way. */
function scaled(mantissa: bigint, exponent: number): number {
  const bits = mantissa.toString(2).length;
  const kept = Math.max(0, bits - 64);
  return Number(mantissa >> BigInt(kept)) * 2 ** (exponent + kept);
}

/** A float64 as fmt prints it with %v: the shortest digits, an exponent below 1e-4 and from a million on. */
export function formatFloat64(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value === 0 || (power >= -4 && power < 6)) return plainDecimal(mantissa, power);
  const digits = String(Math.abs(power)).padStart(2, '0');
  return `${mantissa}e${power < 0 ? '-' : '+'}${digits}`;
}

function plainDecimal(mantissa: string, power: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replaceAll(/[-.]/g, '');
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, '0');
  const fraction = digits.slice(power + 1);
  return fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`;
}

/** Nanoseconds of a duration's units. */
const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
export const second = 1_000_000_000n;
const minute = 60_000_000_000n;
export const hour = 3_600_000_000_000n;

const longestDuration = 1n << 63n;
const durationPart = /^(\d*)(?:\.(\d*))?([^\d.]+)/;

/** time.ParseDuration: nanoseconds, or undefined where the text is no duration or none that fits. */
export function parseDuration(text: string): bigint | undefined {
  const negative = text.startsWith('-');
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return 0n;
  if (rest === '') return undefined;
  let total = 0n;
  while (rest !== '') {
    const match = durationPart.exec(rest);
    const nanos = match === null ? undefined : partNanos(match);
    if (match === null || nanos === undefined) return undefined;
    total += nanos;
    if (total > longestDuration) return undefined;
    rest = rest.slice(match[0].length);
  }
  if (negative) return -total;
  return total === longestDuration ? undefined : total;
}

function partNanos([, whole = '', fraction = '', unit = '']: RegExpExecArray): bigint | undefined {
  const size = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (size === undefined || (whole === '' && fraction === '')) return undefined;
  if (whole.replace(/^0+/, '').length > 19) return undefined;
  const nanos = BigInt(whole === '' ? 0 : whole) * size;
  return nanos > longestDuration ? undefined : nanos + fractionNanos(fraction, size);
}

/** Go computes a fraction in float64, from as many digits as an int64 holds. */
function fractionNanos(fraction: string, unit: bigint): bigint {
  if (fraction === '') return 0n;
  let digits = fraction.slice(0, 19);
  if (BigInt(digits) >= longestDuration) digits = digits.slice(0, 18);
  const value = Number(BigInt(digits)) * (Number(unit) / 10 ** digits.length);
  return BigInt(Math.trunc(value));
}

/** A duration as Go prints it: `1h0m0s`, `1.5s`, `100ms`. */
export function formatDuration(nanos: bigint): string {
  if (nanos === 0n) return '0s';
  const sign = nanos < 0n ? '-' : '';
  const size = nanos < 0n ? -nanos : nanos;
  if (size < second) return sign + subsecond(size);
  const minutes = size / minute;
  const seconds = `${decimalOf(size % minute, second)}s`;
  if (minutes === 0n) return sign + seconds;
  const hours = minutes / 60n;
  return `${sign}${hours === 0n ? '' : `${hours}h`}${minutes % 60n}m${seconds}`;
}

function subsecond(nanos: bigint): string {
  if (nanos < 1_000n) return `${nanos}ns`;
  return nanos < 1_000_000n ? `${decimalOf(nanos, 1_000n)}µs` : `${decimalOf(nanos, 1_000_000n)}ms`;
}

/** `nanos / unit` as a decimal without zeros at its end. */
function decimalOf(nanos: bigint, unit: bigint): string {
  const digits = String(unit).length - 1;
  const fraction = String(nanos % unit)
    .padStart(digits, '0')
    .replace(/0+$/, '');
  return fraction === '' ? String(nanos / unit) : `${nanos / unit}.${fraction}`;
}
