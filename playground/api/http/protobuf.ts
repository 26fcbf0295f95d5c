/**
 * Bodies in Kubernetes' protobuf, which kubectl sends for the built-in kinds it has types for (`create namespace`,
 * `auth can-i`). Answers are JSON all the same. A field that the tables do not have is refused, not lost.
 */
import type { Json, JsonObject } from '#knative/json.ts';
import { badRequest } from '../status.ts';
import { type Message, messages, type WireType } from './protobufMessages.ts';

const magic = 'k8s\0';

/** The object in an envelope; undefined for a kind without a table. */
export function protobufBody(bytes: Buffer): JsonObject | undefined {
  if (bytes.subarray(0, 4).toString('latin1') !== magic)
    throw badRequest('provided data does not appear to be a protobuf message');
  const envelope = fieldsIn(bytes.subarray(4));
  const typeMeta = fieldsIn(bytesOf(envelope, 1));
  const apiVersion = bytesOf(typeMeta, 1).toString('utf8');
  const kind = bytesOf(typeMeta, 2).toString('utf8');
  const message = messages[kind];
  return message === undefined ? undefined : { apiVersion, kind, ...decoded(bytesOf(envelope, 2), message) };
}

interface WireField {
  readonly number: number;
  /** A varint's value, or the bytes. */
  readonly value: bigint | Buffer;
}

function fieldsIn(bytes: Buffer): readonly WireField[] {
  const fields: WireField[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 63n) throw badRequest('proto: unexpected end of the message');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const number = tag >> 3;
    if ((tag & 7) === 0) fields.push({ number, value: varint() });
    else if ((tag & 7) === 2) {
      const length = Number(varint());
      if (length < 0 || at + length > bytes.length) throw badRequest('proto: unexpected end of the message');
      fields.push({ number, value: bytes.subarray(at, at + length) });
      at += length;
    } else throw badRequest(`proto: wire type ${tag & 7} is not supported`);
  }
  return fields;
}

function bytesOf(fields: readonly WireField[], number: number): Buffer {
  const value = fields.find((one) => one.number === number)?.value;
  return typeof value === 'object' ? value : Buffer.alloc(0);
}

/** What is empty was not set, except behind pointers; Go writes both. */
function decoded(bytes: Buffer, message: Message): JsonObject {
  const result: Record<string, Json> = {};
  for (const { number, value } of fieldsIn(bytes)) {
    const field = message[number];
    if (field === undefined)
      throw badRequest(`proto: the playground does not know field ${number} of this message`);
    if (field === 'skip') continue;
    const [name, type, many] = field;
    const one = valueOf(value, type);
    if (many === 'map') {
      const entry = fieldsIn(value as Buffer);
      const entries = (result[name] ?? {}) as JsonObject;
      result[name] = {
        ...entries,
        [bytesOf(entry, 1).toString('utf8')]: valueOf(bytesOf(entry, 2), type) ?? '',
      };
    } else if (many === 'list') result[name] = [...((result[name] ?? []) as readonly Json[]), one ?? ''];
    else if (one !== undefined) result[name] = one;
  }
  return result;
}

function valueOf(value: bigint | Buffer, type: WireType): Json | undefined {
  if (typeof type === 'object') {
    const inner = decoded(value as Buffer, type);
    if ('intOrString' in inner)
      return inner['intOrString'] === 1 ? (inner['text'] ?? '') : (inner['number'] ?? 0);
    return Object.keys(inner).length === 0 ? undefined : inner;
  }
  switch (type) {
    case 'int':
      return value === 0n ? undefined : Number(value);
    case 'int?':
      return Number(value);
    case 'bool':
      return value === 0n ? undefined : true;
    case 'bool?':
      return value !== 0n;
    case 'bytes':
      return (value as Buffer).toString('base64');
    case 'string':
      return (value as Buffer).length === 0 ? undefined : (value as Buffer).toString('utf8');
  }
}
