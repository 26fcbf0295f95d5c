/** Finds the field of a struct for a key: exactly as Kubernetes' decoder does, or whatever its case as Go's does. */
import type { ObjectShape } from '../../resources/shape.ts';

/** The name of the field that `key` fills; undefined where there is none. */
export function fieldNamed(shape: ObjectShape, key: string, exact: boolean): string | undefined {
  if (Object.hasOwn(shape.fields, key)) return key;
  return exact ? undefined : foldedNames(shape).get(fold(key));
}

const foldedByShape = new WeakMap<ObjectShape, ReadonlyMap<string, string>>();

function foldedNames(shape: ObjectShape): ReadonlyMap<string, string> {
  let names = foldedByShape.get(shape);
  if (names === undefined) {
    names = new Map(Object.keys(shape.fields).map((name) => [fold(name), name]));
    foldedByShape.set(shape, names);
  }
  return names;
}

/** Go's simple case folding, where the long s is an s (the Kelvin sign becomes k by itself). */
function fold(key: string): string {
  return key.toLowerCase().replaceAll('\u017f', 's');
}
