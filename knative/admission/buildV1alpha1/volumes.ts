/** The volumes of a Build or a template (build's build_template_validation.go ValidateVolumes): names alone count. */
import { type JsonObject, jsonEquals } from '../../json.ts';
import { type Path, valueAt } from '../../path.ts';
import type { Fix } from '../../problem.ts';
import { buildPages } from '../../resources/build/pages.ts';
import type { FieldError } from '../fieldError.ts';
import { remove } from '../servingV1/fixes.ts';
import { duplicateName } from './duplicates.ts';

const docs = `${buildPages.builds}#volumes`;
const volumesPath: Path = ['spec', 'volumes'];

/** Two without a name have the same one. */
export function volumeErrors(
  volumes: readonly { readonly name?: string }[],
  written: JsonObject,
): readonly FieldError[] {
  const first = new Map<string, number>();
  for (const [index, { name = '' }] of volumes.entries()) {
    const known = first.get(name);
    if (known !== undefined) {
      return [
        duplicateName(volumesPath, index, known, { docs, fixes: removal(name, index, known, written) }),
      ];
    }
    first.set(name, index);
  }
  return [];
}

/** Only where nothing is lost: both say the same. */
function removal(name: string, index: number, known: number, written: JsonObject): readonly Fix[] {
  const [second, first] = [index, known].map((item) => valueAt(written, [...volumesPath, item]));
  return jsonEquals(first, second) ? remove([...volumesPath, index], name) : [];
}
