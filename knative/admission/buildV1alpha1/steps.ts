/**
 * The steps of a Build or a template (build's build_template_validation.go validateSteps): the first error ends it, and
 * the path it prints names neither the step nor, in a template, the list.
 */
import type { JsonObject } from '../../json.ts';
import type { Path } from '../../path.ts';
import type { Infer } from '../../resources/shape.ts';
import { buildPages } from '../../resources/build/pages.ts';
import { step as stepShape } from '../../resources/build/step.ts';
import { type FieldError, missingField } from '../fieldError.ts';
import { duplicateName, freeName } from './duplicates.ts';
import { renameTo } from './misspelt.ts';
import { setTo } from '../servingV1/fixes.ts';

type Step = Infer<typeof stepShape>;

const docs = `${buildPages.builds}#steps`;
const stepsPath: Path = ['spec', 'steps'];

export function stepErrors(steps: readonly Step[], written: JsonObject): readonly FieldError[] {
  const first = new Map<string, number>();
  for (const [index, { name = '', image = '' }] of steps.entries()) {
    if (image === '') return [missingImage([...stepsPath, index], written)];
    if (name === '') continue;
    const known = first.get(name);
    if (known !== undefined) return [duplicate(steps, name, index, known)];
    first.set(name, index);
  }
  return [];
}

/** The struct's name of the field, with a capital letter. */
function missingImage(at: Path, written: JsonObject): FieldError {
  const where = { printed: 'Image', path: [...at, 'image'], at: 'value' } as const;
  return missingField([where], { docs, fixes: renameTo('image', at, stepShape, written) });
}

function duplicate(steps: readonly Step[], name: string, index: number, known: number): FieldError {
  const free = freeName(name, steps);
  const fixes = setTo([...stepsPath, index, 'name'], free);
  return duplicateName(stepsPath, index, known, { docs, fixes });
}
