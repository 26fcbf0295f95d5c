/** How Go's encoding/json names values and types: the words of its decode errors, and its way to print a value. */
import { isArray, isObject, type Json } from '../../json.ts';
import type { Shape } from '../../resources/shape.ts';

/** The word of a type error for a value: `object`, `array`, `string`, `number`, `bool`. */
export function goValueName(value: Json): string {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
    case 'bigint':
      return 'number';
    default:
      return 'object';
  }
}

/** The Go type of a shape as decode errors print it: `[]v1.Container`, `map[string]string`, `int64`. */
export function goTypeName(shape: Shape): string {
  switch (shape.type) {
    case 'object':
      return shape.go;
    case 'list':
      return shape.go ?? `[]${goTypeName(shape.items)}`;
    case 'map':
      return shape.go ?? `map[string]${goTypeName(shape.values)}`;
    case 'any':
      return 'interface {}';
    case 'float':
      return shape.go ?? 'float64';
    case 'quantity':
      return 'resource.Quantity';
    case 'intOrString':
      return 'int32';
    case 'duration':
    case 'time':
    case 'url':
      return 'string';
    default:
      return shape.go ?? shape.type;
  }
}

/** The bare name of a Go struct: `Container` of `v1.Container`. */
export function structName(go: string): string {
  return go.slice(go.lastIndexOf('.') + 1);
}

/** A number as it stands in the JSON the server passes on: integers beyond int64 have become floats. */
export function goNumber(value: number | bigint): string {
  if (typeof value === 'bigint' && !fitsInt64(value)) return String(Number(value));
  return Object.is(value, -0) ? '-0' : String(value);
}

function fitsInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

/** Values nested deeper than this are cut off when printed; nobody reads them. */
export const deepestPrinted = 50;

/** json.Marshal of a value: sorted keys, no blanks, and `<`, `>`, `&` and line separators escaped; cut off below `depth`. */
export function goMarshal(value: Json, depth = deepestPrinted): string {
  if (depth < 0) return '…';
  if (typeof value === 'string') return goString(value);
  if (typeof value === 'number' || typeof value === 'bigint') return goNumber(value);
  if (isArray(value)) return `[${value.map((item) => goMarshal(item, depth - 1)).join(',')}]`;
  if (!isObject(value)) return String(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${goString(key)}:${goMarshal(value[key] ?? null, depth - 1)}`);
  return `{${members.join(',')}}`;
}

const escaped = /[<>&\u2028\u2029]/g;

function goString(value: string): string {
  return JSON.stringify(value).replaceAll(
    escaped,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Go's `%v` of a decoded JSON value; cut off below `depth`. */
export function goPrint(value: Json, depth = deepestPrinted): string {
  if (depth < 0) return '…';
  if (isArray(value)) return `[${value.map((item) => goPrint(item, depth - 1)).join(' ')}]`;
  if (isObject(value)) {
    const members = Object.keys(value).sort();
    return `map[${members.map((key) => `${key}:${goPrint(value[key] ?? null, depth - 1)}`).join(' ')}]`;
  }
  if (value === null) return '<nil>';
  return typeof value === 'number' || typeof value === 'bigint' ? printedNumber(value) : String(value);
}

/** Go's `%v` takes to exponents below 0.0001, JSON only below 0.000001, and gives them two digits. */
function printedNumber(value: number | bigint): string {
  const small = typeof value === 'number' && value !== 0 && Math.abs(value) < 1e-4;
  return small ? value.toExponential().replace(/e-(\d)$/, 'e-0$1') : goNumber(value);
}

const controls: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** What unicode.IsPrint calls printable beside the blank. */
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;

/** Half a surrogate pair has become the replacement character by now. */
function escapedRune(code: number): string {
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Go's `%q` of a text. */
export function goQuote(value: string): string {
  let quoted = '"';
  for (const char of value) {
    const code = char.codePointAt(0) ?? 0;
    if (controls[char] !== undefined) quoted += controls[char];
    else if (code < 0x20 || code === 0x7f) quoted += `\\x${code.toString(16).padStart(2, '0')}`;
    else quoted += code < 0x7f || printable.test(char) ? char : escapedRune(code);
  }
  return `${quoted}"`;
}
