/**
 * Whether a decoded struct holds nothing, as Go compares it with an empty one (apimachinery equality.Semantic): empty
 * lists and maps are nothing, whatever stands behind a pointer is something, be it empty.
 */
import { isArray, isObject, type Json } from '../../json.ts';
import type { ObjectShape, Shape } from '../../resources/shape.ts';

/** Structs that are held by value. */
const embedded = new Set([
  'v1.Container',
  'v1.ObjectMeta',
  'v1.ResourceRequirements',
  'v1alpha1.ConfigurationSpec',
  'v1alpha1.RevisionSpec',
  'v1alpha1.RevisionTemplateSpec',
  'v1alpha1.RouteSpec',
]);

/** The only scalar behind a pointer in these structs. */
const pointer = 'deletionGracePeriodSeconds';

export function isZero(value: object, shape: ObjectShape): boolean {
  return Object.entries(value as Readonly<Record<string, Json>>).every(([name, member]) => {
    const field = shape.fields[name];
    return field === undefined || (name !== pointer && isZeroValue(member, field.shape));
  });
}

function isZeroValue(value: Json, shape: Shape): boolean {
  if (shape.type === 'object') return isObject(value) && embedded.has(shape.go) && isZero(value, shape);
  if (shape.type === 'any') return value === null;
  if (isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === '' || value === false || value === 0;
}
