/** Finds the field of a table that a path in a manifest names: the question behind hover and completion. */
import { kindOf } from '../kinds.ts';
import type { Path } from '../path.ts';
import type { Field, Fields, ObjectShape, Shape } from './shape.ts';

/**
 * The field at `path`: of an item of a list the field that holds the list, of a key of a free map the map's. Undefined
 * for the root, an unknown field, and a kind that is not recognised.
 */
export function fieldAt(apiVersion: string, kind: string, path: Path): Field | undefined {
  return walk(kindOf(apiVersion, kind)?.table(), path)?.field;
}

/**
 * The fields of the mapping at `path` (the root: `[]`); undefined where it has none of its own. Those marked `pruned` or
 * `readOnly` are not to be offered.
 */
export function fieldsAt(apiVersion: string, kind: string, path: Path): Fields | undefined {
  const shape = walk(kindOf(apiVersion, kind)?.table(), path)?.shape;
  const mapping = shape?.type === 'any' ? shape.like : shape;
  return mapping?.type === 'object' ? mapping.fields : undefined;
}

/** The shape of the value at `path`. */
export function shapeAt(apiVersion: string, kind: string, path: Path): Shape | undefined {
  return walk(kindOf(apiVersion, kind)?.table(), path)?.shape;
}

interface Stop {
  readonly shape: Shape;
  readonly field: Field | undefined;
}

function walk(root: ObjectShape | undefined, path: Path): Stop | undefined {
  let stop: Stop | undefined = root === undefined ? undefined : { shape: root, field: undefined };
  for (const part of path) {
    if (stop === undefined) return undefined;
    stop = step(stop, part);
  }
  return stop;
}

function step({ shape, field }: Stop, part: string | number): Stop | undefined {
  if (shape.type === 'any') return shape.like && step({ shape: shape.like, field }, part);
  if (shape.type === 'list') return typeof part === 'number' ? { shape: shape.items, field } : undefined;
  if (shape.type === 'map') return { shape: shape.values, field };
  if (shape.type !== 'object' || typeof part !== 'string' || !Object.hasOwn(shape.fields, part)) {
    return undefined;
  }
  const next = shape.fields[part];
  return next === undefined ? undefined : { shape: next.shape, field: next };
}
