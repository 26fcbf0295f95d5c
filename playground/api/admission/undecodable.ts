/** What the server says of what it cannot read as an object of the kind. */
import { goQuote } from '#knative/admission/structure/goJson.ts';
import type { ApiKind } from '../kinds/kind.ts';
import { type ApiError, badRequest, fieldCause, invalid } from '../status.ts';

/** Makes the refusal of what is wrong, in the words for it. */
export type Undecodable = (words: string) => ApiError;

/** Of a whole object. */
export function undecodableObject({ kind, version }: ApiKind): Undecodable {
  return (words) => badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${words}`);
}

/** Of a patch, which is told under no name and with what came of it, or with itself (apiserver handlers/patch.go). */
export function undecodablePatch(shown: string): Undecodable {
  return (words) => {
    const cause = fieldCause('patch', `Invalid value: ${goQuote(shown)}: ${words}`);
    return invalid({ group: '', kind: '' }, '', [cause]);
  };
}
