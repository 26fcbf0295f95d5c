/** The parameters of a template (build's build_template_validation.go validateParameters): no name twice. */
import type { Path } from '../../path.ts';
import { buildPages } from '../../resources/build/pages.ts';
import { fieldError, type FieldError, type Spot } from '../fieldError.ts';
import { remove } from '../servingV1/fixes.ts';

const parametersPath: Path = ['spec', 'parameters'];
/** The webhook prints fixed words for the name and the path alike. */
const printed = 'b.spec.params';

export function parameterErrors(parameters: readonly { readonly name?: string }[]): readonly FieldError[] {
  const first = new Map<string, number>();
  for (const [index, { name = '' }] of parameters.entries()) {
    const known = first.get(name);
    if (known !== undefined) return [duplicate(name, index, known)];
    first.set(name, index);
  }
  return [];
}

function duplicate(name: string, index: number, known: number): FieldError {
  const at = (item: number): Spot => ({ printed, path: [...parametersPath, item, 'name'], at: 'value' });
  const fixes = remove([...parametersPath, index], name);
  const advice = { code: 'duplicate-name', docs: buildPages.templates, fixes };
  return fieldError('invalid key name "ParamName"', [at(index), at(known)], advice);
}
