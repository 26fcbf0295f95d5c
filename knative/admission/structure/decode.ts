/**
 * Go's lenient JSON decoding of a value by its field table: the typed value that Knative's webhooks see, and the one
 * error they answer with. Unknown keys are ignored, null is absence, keys match whatever their case, and of several
 * errors the first in key order is told, except that a type with a decoding of its own ends it all at once.
 */
import { isArray, isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../../path.ts';
import type { Field, ListShape, MapShape, ObjectShape, ScalarShape, Shape } from '../../resources/shape.ts';
import { goNumber, goTypeName, goValueName, structName } from './goJson.ts';
import { durationError, quantityError, timeError } from './goScalars.ts';
import { isEmptyUrl, urlError } from './goUrl.ts';
import { fieldNamed } from './fieldNames.ts';

export interface DecodeError {
  /** Where the value stands in the manifest. */
  readonly path: Path;
  /** Go's name of the field as it prints it; '' where it prints none. */
  readonly field: string;
  /** The whole message. */
  readonly message: string;
}

export interface Decoded {
  /** What could be decoded; wrongly typed values are left out. */
  readonly value: JsonObject;
  readonly error: DecodeError | undefined;
}

export interface DecodeOptions {
  /** Keys match only as they are written (the API server's own decoder). */
  readonly exactKeys?: boolean;
  /** Fields that the CRD does not have are gone before this decoding. */
  readonly withoutPruned?: boolean;
  /** So is what is null in the maps the CRD knows; server-side apply keeps it. */
  readonly withoutNulls?: boolean;
  /** Members that are null stay, for an apply, where they take away what is stored. */
  readonly keepNulls?: boolean;
}

/** Decodes `value` as the Go struct `shape`. Total: whatever the value, a result comes back. */
export function decode(value: Json, shape: ObjectShape, options: DecodeOptions = {}): Decoded {
  const state: State = {
    path: [],
    fields: [],
    struct: '',
    open: false,
    error: undefined,
    final: false,
    options,
  };
  const result = decodeObject(value, shape, state);
  return { value: isObject(result) ? result : {}, error: state.error };
}

interface State {
  readonly path: (string | number)[];
  /** Names of the fields down to here, embedded structs included. */
  readonly fields: string[];
  /** The struct whose field is being decoded; '' at the root. */
  struct: string;
  /** Where the CRD has no schema, below an open object: it prunes nothing there. */
  open: boolean;
  error: DecodeError | undefined;
  /** The error came from a decoding of its own: nothing after it is looked at. */
  final: boolean;
  readonly options: DecodeOptions;
}

function decodeShape(value: Json, shape: Shape, state: State): Json | undefined {
  switch (shape.type) {
    case 'object':
      return decodeObject(value, shape, state);
    case 'list':
      return decodeList(value, shape, state);
    case 'map':
      return decodeMap(value, shape, state);
    case 'any':
      return value;
    default:
      return value === null ? undefined : decodeScalar(value, shape, state);
  }
}

function decodeObject(value: Json, shape: ObjectShape, state: State): Json | undefined {
  if (value === null) return undefined;
  if (!isObject(value)) return typeError(value, shape, state);
  const struct = state.struct;
  const { open } = state;
  const result: Record<string, Json> = {};
  for (const key of sortedKeys(value)) {
    const name = fieldNamed(shape, key, state.options.exactKeys === true);
    if (name === undefined) continue;
    const field = shape.fields[name];
    const member = value[key];
    if (field === undefined || member === undefined || isPruned(field, shape, state)) continue;
    state.struct = structName(shape.go);
    state.open = open || isUndeclared(shape, name);
    decodeField(member, field, name, key, result, state);
    if (state.final) break;
  }
  state.struct = struct;
  state.open = open;
  return result;
}

function isPruned(field: Field, owner: ObjectShape, state: State): boolean {
  return field.pruned === true && state.options.withoutPruned === true && !state.open && owner.open !== true;
}

function isUndeclared(owner: ObjectShape, name: string): boolean {
  return owner.open === true && owner.declared?.includes(name) !== true;
}

function decodeField(
  value: Json,
  field: Field,
  name: string,
  key: string,
  into: Record<string, Json>,
  state: State,
): void {
  const depth = state.fields.length;
  if (field.embedded !== undefined) state.fields.push(field.embedded);
  state.fields.push(name);
  state.path.push(key);
  const isKept = value === null && state.options.keepNulls === true;
  const decoded = isKept ? null : decodeShape(value, field.shape, state);
  state.path.pop();
  state.fields.length = depth;
  if (decoded === undefined) return;
  const before = into[name];
  // Two keys that differ by case alone fill the same struct or map one after the other.
  into[name] = isObject(before) && isObject(decoded) ? { ...before, ...decoded } : decoded;
}

function decodeList(value: Json, shape: ListShape, state: State): Json | undefined {
  if (value === null) return undefined;
  if (!isArray(value)) return typeError(value, shape, state);
  const result: Json[] = [];
  for (let i = 0; i < value.length; i++) {
    state.path.push(i);
    result.push(decodeShape(value[i] ?? null, shape.items, state) ?? zero(shape.items));
    state.path.pop();
    if (state.final) break;
  }
  return result;
}

function decodeMap(value: Json, shape: MapShape, state: State): Json | undefined {
  if (value === null) return undefined;
  if (!isObject(value)) return typeError(value, shape, state);
  const result: Record<string, Json> = {};
  for (const key of sortedKeys(value)) {
    if (value[key] === null && isNullDropped(state)) continue;
    state.path.push(key);
    const decoded = decodeShape(value[key] ?? null, shape.values, state) ?? zero(shape.values);
    if (key === '__proto__') {
      Object.defineProperty(result, key, {
        value: decoded,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    } else result[key] = decoded;
    state.path.pop();
    if (state.final) break;
  }
  return result;
}

function isNullDropped(state: State): boolean {
  return state.options.withoutNulls === true && !state.open;
}

/** What Go leaves in a list or map where the item is null or could not be decoded. */
function zero(shape: Shape): Json {
  switch (shape.type) {
    case 'object':
    case 'map':
      return {};
    case 'list':
      return [];
    case 'any':
      return null;
    case 'bool':
      return false;
    case 'int':
    case 'int32':
    case 'int64':
    case 'float':
    case 'intOrString':
      return 0;
    case 'quantity':
      return '0';
    default:
      return '';
  }
}

function decodeScalar(value: Json, shape: ScalarShape, state: State): Json | undefined {
  switch (shape.type) {
    case 'string':
      return typeof value === 'string' ? value : typeError(value, shape, state);
    case 'bool':
      return typeof value === 'boolean' ? value : typeError(value, shape, state);
    case 'int':
    case 'int64':
      return decodeInteger(value, shape, -0x8000000000000000n, 0x7fffffffffffffffn, state);
    case 'int32':
      return decodeInteger(value, shape, -0x80000000n, 0x7fffffffn, state);
    case 'float':
      return typeof value === 'number' || typeof value === 'bigint' ? value : typeError(value, shape, state);
    case 'intOrString':
      return typeof value === 'string' ? value : ownDecoding(value, shape, state);
    case 'quantity':
      return decodeQuantity(value, state);
    case 'duration':
      return decodeText(value, shape, durationError, state);
    case 'time':
      return decodeText(value, shape, timeError, state);
    case 'url':
      return decodeText(typeof value === 'string' && isEmptyUrl(value) ? '' : value, shape, urlError, state);
  }
}

function decodeInteger(
  value: Json,
  shape: ScalarShape,
  min: bigint,
  max: bigint,
  state: State,
): Json | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint') return typeError(value, shape, state);
  if (isIntegerLiteral(value)) {
    const integer = BigInt(value);
    if (integer >= min && integer <= max) return value;
  }
  return typeError(value, shape, state, `number ${goNumber(value)}`);
}

/** Whether Go's ParseInt reads the number as it stands in the JSON: no fraction, no exponent. */
function isIntegerLiteral(value: number | bigint): boolean {
  return typeof value === 'bigint' || (Number.isInteger(value) && Math.abs(value) < 1e21);
}

function ownDecoding(value: Json, shape: ScalarShape, state: State): Json | undefined {
  const decoded = decodeInteger(value, shape, -0x80000000n, 0x7fffffffn, state);
  if (decoded === undefined) end(state);
  return decoded;
}

function decodeQuantity(value: Json, state: State): Json | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    const message = quantityError(typeof value === 'string' ? value : goNumber(value));
    if (message === undefined) return typeof value === 'bigint' ? String(value) : value;
    return ownError(message, state);
  }
  return ownError(quantityError(goTextOf(value)) ?? '', state);
}

function goTextOf(value: Json): string {
  return isArray(value) ? '[]' : isObject(value) ? '{}' : String(value);
}

function decodeText(
  value: Json,
  shape: ScalarShape,
  check: (text: string) => string | undefined,
  state: State,
): Json | undefined {
  if (typeof value !== 'string') {
    typeError(value, shape, state);
    end(state);
    return undefined;
  }
  const message = check(value);
  return message === undefined ? value : ownError(message, state);
}

/** An UnmarshalTypeError: the first one counts, decoding goes on. */
function typeError(value: Json, shape: Shape, state: State, words = goValueName(value)): undefined {
  if (state.error !== undefined && !endsWithOwn(shape)) return undefined;
  const field = state.fields.join('.');
  const target =
    state.struct === '' ? `Go value of type` : `Go struct field ${state.struct}.${field} of type`;
  state.error = {
    path: [...state.path],
    field,
    message: `json: cannot unmarshal ${words} into ${target} ${goTypeName(shape)}`,
  };
  return undefined;
}

/** Whether an error of this type replaces an earlier one, because its own decoding ends everything. */
function endsWithOwn(shape: Shape): boolean {
  return (
    shape.type === 'intOrString' || shape.type === 'time' || shape.type === 'duration' || shape.type === 'url'
  );
}

/** An error of a type's own decoding, in its own words and without a field. */
function ownError(message: string, state: State): undefined {
  state.error = { path: [...state.path], field: '', message };
  end(state);
  return undefined;
}

function end(state: State): void {
  state.final = true;
}

function sortedKeys(value: JsonObject): string[] {
  const keys = Object.keys(value);
  return keys.length < 2 ? keys : keys.sort();
}
