/**
 * Why a cluster refuses an object, field by field: read from the causes of its Status, from the errors of Knative's
 * webhooks (knative.dev/pkg apis/field_error.go), and from what the API server says of fields it does not know. Pure.
 */
import type { ClusterError } from './errors.ts';

export interface Rejection {
  /** As the cluster prints it; '' where it names none. */
  readonly field: string;
  readonly message: string;
}

/** At least one; each field of an error that names several gets its own. */
export function rejectionsOf(error: ClusterError): readonly Rejection[] {
  const fromCauses = error.causes.flatMap(({ message = '', field = '' }) =>
    field === '' || message === '' ? [] : [{ field, message }],
  );
  if (fromCauses.length > 0) return fromCauses;
  return rejectionsIn(error.message);
}

/** What a message says of fields: of an error, or of a warning. */
export function rejectionsIn(message: string): readonly Rejection[] {
  const found = parseMessage(message);
  return found.length > 0 ? found : [{ field: '', message }];
}

/** Whether it is about the object that was sent, and not about the way there. */
export function isRejection({ reason, message }: ClusterError): boolean {
  // What server-side apply cannot type is answered with 500.
  return reason === 'invalid' || (reason === 'server' && untyped.test(message));
}

const untyped = /^failed to create typed patch object \([^)]*\): /;
const strict = /strict decoding error: /;
const invalid = /^\S+ "[^"]*" is invalid: /;
const denied = /^(?:admission webhook "[^"]*" denied the request: )?(?:(?:validation|mutation) failed: )?/;

function parseMessage(message: string): readonly Rejection[] {
  const notTyped = untyped.exec(message);
  if (notTyped !== null) return typeErrors(message.slice(notTyped[0].length));
  const decoding = strict.exec(message);
  if (decoding !== null) return decodingErrors(message.slice(decoding.index + decoding[0].length));
  const validation = invalid.exec(message);
  if (validation !== null) return [validationError(message.slice(validation[0].length))];
  return webhookErrors(message.replace(denied, ''));
}

/** `.spec.tempalte: field not declared in schema`; several one a line, below `errors:`. */
function typeErrors(text: string): readonly Rejection[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== 'errors:')
    .map((line) => {
      const end = line.indexOf(': ');
      if (!line.startsWith('.') || end < 0) return { field: '', message: line };
      return { field: line.slice(1, end), message: line.slice(end + 2) };
    });
}

/** `unknown field "spec.bogus", duplicate field "spec.template"`. */
function decodingErrors(text: string): readonly Rejection[] {
  return [...text.matchAll(/(unknown field|duplicate field) "([^"]+)"/g)].map(
    ([message, _what, field = '']) => ({ field, message }),
  );
}

/** `spec.containers: Invalid value: "null": …`. */
function validationError(text: string): Rejection {
  const end = text.indexOf(': ');
  const field = text.slice(0, end);
  return end > 0 && isField(field) ? { field, message: text.slice(end + 2) } : { field: '', message: text };
}

/** Each error begins on a line that ends in its fields; lines that do not are details of the one before. */
function webhookErrors(text: string): readonly Rejection[] {
  const found: { message: string; readonly fields: readonly string[] }[] = [];
  for (const line of text.split('\n')) {
    const { message, fields } = splitFields(line);
    const last = found.at(-1);
    if (fields.length === 0 && last !== undefined) last.message += `\n${line}`;
    else found.push({ message, fields });
  }
  return found
    .filter(({ message }) => message !== '')
    .flatMap(({ message, fields }) =>
      fields.length === 0 ? [{ field: '', message }] : fields.map((field) => ({ field, message })),
    );
}

/** The message may hold colons of its own: the fields stand behind the last one. */
function splitFields(line: string): { readonly message: string; readonly fields: readonly string[] } {
  const colon = line.lastIndexOf(': ');
  const fields = colon < 0 ? [] : line.slice(colon + 2).split(', ');
  if (fields.length === 0 || !fields.every(isField)) return { message: line, fields: [] };
  return { message: line.slice(0, colon), fields };
}

/** What our objects have at the top; `[*]` is any item. */
function isField(text: string): boolean {
  return /^(?:apiVersion|kind|metadata|spec|status|data|stringData)(?:[.[]\S*)?$/.test(text);
}
