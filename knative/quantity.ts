/**
 * Quantities of Kubernetes (k8s.io/apimachinery resource.Quantity): `100m`, `1.5Gi`, `1e3`. Read exactly, compared
 * exactly, printed in the canonical form the API server prints.
 */
import { quantityError } from './admission/structure/goScalars.ts';

/** What the API server says of text that is no quantity. */
export const quantityFormatError =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

export type QuantityFormat = 'decimal' | 'binary' | 'exponent';

export interface Quantity {
  /** The amount in billionths (the finest unit there is); what is finer is rounded away from zero. */
  readonly nanos: bigint;
  /** How it was written, which decides how it is printed. */
  readonly format: QuantityFormat;
}

const nano = 1_000_000_000n;
const pattern = /^([+-]?)(\d*\.?\d*)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/;
const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'] as const;
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;
/** Beyond this the amount is capped, or rounds to one billionth, whatever the digits say. */
const farExponent = 64;
/** Amounts are capped at the largest int64, whatever their unit. */
const largest = 9_223_372_036_854_775_807n * nano;

/** The quantity that `value` means, or undefined where it is none. A number counts as its shortest text. */
export function parseQuantity(value: string | number | bigint): Quantity | undefined {
  const text = String(value);
  const match = pattern.exec(text.trim());
  // A unit alone counts as none of it, but not every one: the API server's own reading has the last word.
  if (match === null || quantityError(text) !== undefined) return undefined;
  const [, sign = '', digits = '', suffix = ''] = match;
  const { format, numerator, exponent } = unitOf(suffix);
  const [whole = '', fraction = ''] = digits.split('.');
  const amount = BigInt(whole + fraction) * numerator;
  const nanos = capped(scaled(amount, exponent - fraction.length + 9));
  return { nanos: sign === '-' ? -nanos : nanos, format };
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
}

/** Whether the amount is a whole number; what is finer than a thousandth is rounded up before, as the API server does. */
export function isWhole(quantity: Quantity): boolean {
  return ceiling(quantity.nanos, 1_000_000n) % 1000n === 0n;
}

/** The canonical text: no fraction, the largest suffix that needs none. */
export function formatQuantity({ nanos, format }: Quantity): string {
  if (nanos === 0n) return '0';
  const size = nanos < 0n ? -nanos : nanos;
  if (format === 'binary' && size >= 1024n * nano) return binaryText(ceiling(nanos, nano));
  const [mantissa, steps] = reduced(nanos, 1000n, decimalSuffixes.length - 1);
  if (format !== 'exponent') return `${mantissa}${decimalSuffixes[steps] ?? ''}`;
  const exponent = steps * 3 - 9;
  return exponent === 0 ? String(mantissa) : `${mantissa}e${exponent}`;
}

interface Unit {
  readonly format: QuantityFormat;
  readonly numerator: bigint;
  /** Power of ten. */
  readonly exponent: number;
}

function unitOf(suffix: string): Unit {
  const binary = binarySuffixes.findIndex((known) => known === suffix);
  if (binary > 0) return { format: 'binary', numerator: 1024n ** BigInt(binary), exponent: 0 };
  const decimal = decimalSuffixes.findIndex((known) => known === suffix);
  if (decimal >= 0) return { format: 'decimal', numerator: 1n, exponent: (decimal - 3) * 3 };
  return {
    format: 'exponent',
    numerator: 1n,
    exponent: Number(BigInt.asIntN(32, BigInt(suffix.slice(1).replace('+', '')))),
  };
}

function scaled(amount: bigint, exponent: number): bigint {
  if (amount === 0n) return 0n;
  if (exponent >= 0) return exponent > farExponent ? largest : amount * 10n ** BigInt(exponent);
  const digits = amount.toString().length;
  return -exponent > digits + farExponent ? 1n : ceiling(amount, 10n ** BigInt(-exponent));
}

function capped(nanos: bigint): bigint {
  return nanos > largest ? largest : nanos;
}

/** Division that rounds away from zero. */
function ceiling(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  const rest = value % by;
  return rest === 0n ? quotient : quotient + (value < 0n ? -1n : 1n);
}

function binaryText(value: bigint): string {
  const [mantissa, steps] = reduced(value, 1024n, binarySuffixes.length - 1);
  return `${mantissa}${binarySuffixes[steps] ?? ''}`;
}

/** Divides by `base` as long as nothing is left over, at most `most` times. */
function reduced(value: bigint, base: bigint, most: number): readonly [mantissa: bigint, steps: number] {
  let mantissa = value;
  let steps = 0;
  while (steps < most && mantissa % base === 0n) {
    mantissa /= base;
    steps++;
  }
  return [mantissa, steps];
}
