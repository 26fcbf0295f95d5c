/** What Go's encoder adds to a value: members without `omitempty` are written although they are empty. */
import { isArray, isObject, type Json, type JsonObject } from '../json.ts';
import type { ObjectShape, Shape } from '../resources/shape.ts';

/** By Go struct, the members that are always written, with their empty values. */
const always: Readonly<Record<string, JsonObject>> = {
  'v1.Container': { name: '', resources: {} },
  'v1.EnvVar': { name: '' },
  'v1.HTTPGetAction': { port: 0 },
  'v1.TCPSocketAction': { port: 0 },
  'v1.GRPCAction': { port: 0, service: '' },
  'v1.HTTPHeader': { name: '', value: '' },
  'v1.KeyToPath': { key: '', path: '' },
  'v1.RevisionTemplateSpec': { metadata: {}, spec: {} },
  'v1.SecretKeySelector': { key: '' },
  'v1.ConfigMapKeySelector': { key: '' },
  'v1.Volume': { name: '' },
  'v1.VolumeMount': { mountPath: '', name: '' },
};

/** A value as Go writes it. */
export function written(value: JsonObject, shape: ObjectShape): JsonObject {
  const result: Record<string, Json> = {};
  for (const [key, member] of Object.entries({ ...always[shape.go], ...value })) {
    const field = shape.fields[key];
    result[key] = field === undefined ? member : writtenShape(member, field.shape);
  }
  return result;
}

function writtenShape(value: Json, shape: Shape): Json {
  switch (shape.type) {
    case 'object':
      return isObject(value) ? written(value, shape) : value;
    case 'list':
      return isArray(value) ? value.map((item) => writtenShape(item, shape.items)) : value;
    default:
      return value;
  }
}
