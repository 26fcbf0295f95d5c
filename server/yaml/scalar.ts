/**
 * What a plain scalar means to kubectl: the YAML 1.1 of go-yaml v2 (its `resolve`), then the JSON of sigs.k8s.io/yaml.
 */
import type { Json } from '#knative/json.ts';

/** Not JSON: what `.inf` and `.nan` mean; kubectl refuses them. */
export const notJson = Symbol('a number that JSON does not have');

const words = new Map<string, boolean | null | typeof notJson>();
for (const word of ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'])
  words.set(word, true);
for (const word of ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'])
  words.set(word, false);
for (const word of ['', '~', 'null', 'Null', 'NULL']) words.set(word, null);
for (const word of [
  '.nan',
  '.NaN',
  '.NAN',
  '.inf',
  '.Inf',
  '.INF',
  '+.inf',
  '+.Inf',
  '+.INF',
  '-.inf',
  '-.Inf',
  '-.INF',
]) {
  words.set(word, notJson);
}

/** The value of a plain scalar without a tag. */
export function resolvePlain(text: string): Json | typeof notJson {
  if (text === '') return null;
  const first = text.charCodeAt(0);
  if (first >= 48 && first <= 57) return numberOr(text);
  if (first > 122 && first !== 126) return text;
  if (first === 43 || first === 45) return text.length === 1 ? text : (wordOf(text) ?? numberOr(text));
  if (first === 46) return wordOf(text) ?? dotNumber(text);
  if (text.length > 5) return text;
  const word = words.get(text);
  return word === undefined ? text : word;
}

function wordOf(text: string): typeof notJson | undefined {
  return words.get(text) === notJson ? notJson : undefined;
}

function dotNumber(text: string): Json {
  return /^\.[0-9]+(?:[eE][-+]?[0-9]+)?$/.test(text) ? Number(text) : text;
}

const decimal = /^[1-9][0-9]{0,14}$/;
const styleFloat = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const int64 = [-(2n ** 63n), 2n ** 63n - 1n] as const;
const uint64Max = 2n ** 64n - 1n;

function numberOr(text: string): Json | typeof notJson {
  if (text === '0' || decimal.test(text)) return Number(text);
  if (!/^[-+0-9.][-+0-9a-fA-FxXoO_.]*$/.test(text) || isTimestamp(text)) return text;
  const plain = text.replaceAll('_', '');
  const integer = integerOf(plain);
  if (integer !== undefined) return integer;
  if (!styleFloat.test(plain)) return text;
  const float = Number(plain);
  return Number.isFinite(float) ? float : text;
}

/** Go's `strconv.ParseInt(text, 0, 64)`, then `ParseUint`. */
function integerOf(text: string): Json | undefined {
  const sign = text.startsWith('-') || text.startsWith('+');
  const digits = sign ? text.slice(1) : text;
  const magnitude = magnitudeOf(digits);
  if (magnitude === undefined) return undefined;
  const value = text.startsWith('-') ? -magnitude : magnitude;
  const fits = (value >= int64[0] && value <= int64[1]) || (!sign && value <= uint64Max);
  if (!fits) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** More digits than this, leading zeros aside, fit into 64 bits in no notation; to count with them takes long. */
const mostDigits = 64;

function magnitudeOf(digits: string): bigint | undefined {
  if (digits.length > mostDigits && digits.replace(/^0[xXbBoO]?0*/, '').length > mostDigits) return undefined;
  if (/^(?:0|[1-9][0-9]*|0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+)$/.test(digits)) {
    return BigInt(digits.length > 1 && digits.startsWith('0') ? digits.toLowerCase() : digits);
  }
  return /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : undefined;
}

/** The forms go-yaml takes for a time; sigs.k8s.io/yaml leaves them as strings. */
function isTimestamp(text: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt ])/.test(text);
}

/** A mapping's key as it becomes a JSON key; undefined for a null, which kubectl refuses. */
export function keyText(value: Json | typeof notJson, source: string): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null) return undefined;
  if (value === notJson) return source.toLowerCase().replace(/^\+/, '');
  if (typeof value === 'number' && !Number.isInteger(value))
    return String(Math.fround(value) === value ? value : shortFloat(value));
  return typeof value === 'object' ? undefined : String(value);
}

/** The shortest text that is still this value as a 32-bit float, as Go prints it there. */
function shortFloat(value: number): string {
  for (let digits = 1; digits < 10; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === Math.fround(value)) return String(Number(text));
  }
  return String(value);
}

/** The value of a scalar that carries a tag, or was quoted; undefined where the tag does not fit the text. */
export function resolveTagged(text: string, tag: string, quoted: boolean): Json | typeof notJson | undefined {
  const short = tag.replace('tag:yaml.org,2002:', '!!');
  switch (short) {
    case '!!str':
    case '!':
      return text;
    case '!!binary':
      return binary(text);
    case '!!int':
    case '!!bool':
    case '!!null':
    case '!!float':
    case '!!timestamp':
      return fitting(resolvePlain(text), short);
    default:
      // An unknown tag says nothing: the scalar is its text.
      return quoted || !short.startsWith('!!') ? text : resolvePlain(text);
  }
}

function fitting(value: Json | typeof notJson, tag: string): Json | typeof notJson | undefined {
  const number = typeof value === 'number' || typeof value === 'bigint';
  const integer = typeof value === 'bigint' || Number.isInteger(value);
  switch (tag) {
    case '!!int':
      return integer ? value : undefined;
    case '!!float':
      return number || value === notJson ? value : undefined;
    case '!!bool':
      return typeof value === 'boolean' ? value : undefined;
    case '!!null':
      return value === null ? value : undefined;
    default:
      return typeof value === 'string' ? value : undefined;
  }
}

function binary(text: string): string | undefined {
  const base64 = text.replaceAll(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)) return undefined;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
