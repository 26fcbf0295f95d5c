/** Finds the key that was meant where a field is missing: the decoding of 2019 passes over misspelt keys in silence. */
import { isObject, type JsonObject } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import { type Path, valueAt } from '../../path.ts';
import type { Fix } from '../../problem.ts';
import type { ObjectShape } from '../../resources/shape.ts';
import { text } from '../../text.ts';
import { fieldNamed } from '../structure/fieldNames.ts';

/** Renames the unknown key of the mapping at `path` that is nearest to `name`; no fix where none is near. */
export function renameTo(name: string, path: Path, shape: ObjectShape, written: JsonObject): readonly Fix[] {
  const mapping = valueAt(written, path);
  if (!isObject(mapping)) return [];
  const unknown = Object.keys(mapping).filter((key) => fieldNamed(shape, key, false) === undefined);
  const key = nearest(name, unknown);
  if (key === undefined) return [];
  return [
    {
      title: text('Rename to {0}', name),
      changes: [{ op: 'rename', path: [...path, key], key: name }],
      preferred: true,
    },
  ];
}
