/** The images whose digests the results of a run tell. */
import { bareImage, isImageReference, isPinnedImage } from '../image.ts';
import { isArray, isObject, textAt } from '../json.ts';
import type { BuildResult } from './build.ts';
import { parsedJson } from './parsedJson.ts';

/**
 * Results named as Tekton Chains reads them: `IMAGE_URL` with `IMAGE_DIGEST`, `IMAGES`, objects of `uri` and `digest`.
 * @param wanted where it was told to push to
 */
export function pinnedByResults(
  results: readonly BuildResult[],
  wanted: readonly string[],
): readonly string[] {
  const [only, ...more] = wanted;
  return results.flatMap(({ name, value }): readonly string[] => {
    const trimmed = value.trim();
    if (!digest.test(trimmed)) return wholeReferences(trimmed);
    const prefix = name.replace(/[_-]?digest$/i, '').toLowerCase();
    const partner = results.find(
      (one) => isPartner(one.name.toLowerCase(), prefix) && isImageReference(one.value.trim()),
    );
    const image = partner?.value.trim() ?? (more.length === 0 ? only : undefined);
    return image === undefined ? [] : [`${bareImage(image)}@${trimmed}`];
  });
}

function isPartner(name: string, prefix: string): boolean {
  const rest = name.startsWith(prefix) ? name.slice(prefix.length).replace(/^[_-]/, '') : undefined;
  return rest !== undefined && ['', 'url', 'uri', 'ref', 'reference', 'image', 'name'].includes(rest);
}

/** One, several with commas or line breaks between them, or what is written as JSON. */
function wholeReferences(value: string): readonly string[] {
  const json = /^[[{]/.test(value) ? parsedJson(value) : undefined;
  if (isArray(json)) return json.flatMap((one) => (typeof one === 'string' ? wholeReferences(one) : []));
  if (isObject(json)) {
    const whole = `${bareImage(textAt(json, 'uri'))}@${textAt(json, 'digest')}`;
    return isPinnedImage(whole) ? [whole] : [];
  }
  return value.split(/[\s,]+/).filter(isPinnedImage);
}

const digest = /^sha256:[0-9a-f]{64}$/;
