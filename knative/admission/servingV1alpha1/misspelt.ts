/** Where something is missing: the misspelt key on the way to it, which the webhook's decoding passed over in silence. */
import type { JsonObject } from '../../json.ts';
import { type Path, valueAt } from '../../path.ts';
import type { Fix } from '../../problem.ts';
import type { ObjectShape, Shape } from '../../resources/shape.ts';
import { renameTo } from '../buildV1alpha1/misspelt.ts';
import type { FieldError } from '../fieldError.ts';

const missing = /^(?:missing field|expected exactly one, got neither|Failed to parse image reference)/;

/** `errors` with a fix that renames, where a key near to what is missing was `written`. */
export function withRenames(
  errors: readonly FieldError[],
  table: ObjectShape,
  written: JsonObject,
): readonly FieldError[] {
  return errors.map((error) => {
    const { advice, spots, message } = error;
    if (!missing.test(message) || (advice.fixes ?? []).length > 0) return error;
    const fixes = spots.flatMap(({ path }) => renames(path, table, written));
    return { ...error, advice: { ...advice, fixes: fixes.slice(0, 1) } };
  });
}

function renames(path: Path, table: ObjectShape, written: JsonObject): readonly Fix[] {
  let shape: Shape = table;
  for (const [index, part] of path.entries()) {
    const parent = path.slice(0, index);
    if (typeof part === 'string' && shape.type === 'object') {
      if (valueAt(written, [...parent, part]) === undefined) return renameTo(part, parent, shape, written);
      shape = shape.fields[part]?.shape ?? { type: 'any' };
    } else if (shape.type === 'list') shape = shape.items;
  }
  return shape.type === 'object' ? requiredRenames(path, shape, written) : [];
}

/** What is there, but holds nothing: a field that it needs may be misspelt. */
function requiredRenames(path: Path, shape: ObjectShape, written: JsonObject): readonly Fix[] {
  return Object.entries(shape.fields)
    .filter(([, field]) => field.required === true)
    .flatMap(([name]) => renameTo(name, path, shape, written));
}
