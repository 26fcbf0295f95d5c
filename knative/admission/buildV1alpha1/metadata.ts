/** The name of the object (build's metadata_validation.go); other rules for names are the API server's. */
import type { ObjectMeta } from '../../resources/meta.ts';
import { buildPages } from '../../resources/build/pages.ts';
import { fieldError, type FieldError, spot } from '../fieldError.ts';
import { setTo } from '../servingV1/fixes.ts';
import { byteLength } from '../structure/kubernetesNames.ts';

const maxLength = 63;

/** Serving's webhook of those days says the same; `docs` is the page to explain it. */
export function metadataErrors(
  { name = '' }: Pick<ObjectMeta, 'name'>,
  docs: string = buildPages.builds,
): readonly FieldError[] {
  if (name.includes('.')) {
    return [badName('special character . must not be present', name.replaceAll('.', '-'), docs)];
  }
  if (byteLength(name) > maxLength) {
    return [badName(`length must be no more than ${maxLength} characters`, name, docs)];
  }
  return [];
}

function badName(why: string, meant: string, docs: string): FieldError {
  const where = spot(['metadata'], 'name');
  return fieldError(`Invalid resource name: ${why}`, [where], {
    code: 'invalid-name',
    docs,
    fixes: setTo(where.path, meant.slice(0, maxLength).replace(/-+$/, '')),
  });
}
