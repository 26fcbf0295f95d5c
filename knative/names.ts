/**
 * Name formats that Knative asks for beyond those of Kubernetes' metadata (k8s.io/apimachinery util/validation), with
 * the words each refuses with. The formats of labels and subdomains are in `admission/structure/kubernetesNames.ts`.
 */
import { byteLength, maskTrailingDash } from './admission/structure/kubernetesNames.ts';

const label1035Message =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
const identifierMessage =
  "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName', regex used for validation is '[A-Za-z_][A-Za-z0-9_]*')";

/** RFC 1035 label, at most 63 bytes: what may be part of a host name and name a Kubernetes Service. */
export function dns1035Errors(name: string): readonly string[] {
  const errors: string[] = [];
  if (byteLength(name) > 63) errors.push('must be no more than 63 characters');
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) errors.push(label1035Message);
  return errors;
}

/** The beginning of an RFC 1035 label (generateName): it may end in a dash. */
export function dns1035PrefixErrors(prefix: string): readonly string[] {
  return dns1035Errors(maskTrailingDash(prefix));
}

/** An identifier of the language C, as which kinds are checked. */
export function identifierErrors(name: string): readonly string[] {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? [] : [identifierMessage];
}

/** Several texts as Go prints a list of them: `[a b]`. */
export function goList(texts: readonly string[]): string {
  return `[${texts.join(' ')}]`;
}

/** The nearest RFC 1035 label to what was written; undefined where nothing of it can be kept. */
export function nearestLabel(name: string): string | undefined {
  const label = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return label === '' ? undefined : label;
}
