/** The name formats of Kubernetes (k8s.io/apimachinery util/validation), each with the words it refuses with. */

const label1123 = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain1123 = `${label1123}(\\.${label1123})*`;
const qualifiedPart = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValue = `(${qualifiedPart})?`;

const label1123Pattern = new RegExp(`^${label1123}$`);
const subdomain1123Pattern = new RegExp(`^${subdomain1123}$`);
const qualifiedPartPattern = new RegExp(`^${qualifiedPart}$`);
const labelValuePattern = new RegExp(`^${labelValue}$`);

const label1123Message = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label1123}')`;
const subdomain1123Message = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain1123}')`;
const qualifiedPartMessage = `must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${qualifiedPart}')`;
const labelValueMessage = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${labelValue}')`;

/** RFC 1123 subdomain, at most 253 bytes. */
export function subdomainErrors(name: string): readonly string[] {
  return check(name, 253, 'characters', subdomain1123Pattern, subdomain1123Message);
}

/** RFC 1123 label, at most 63 bytes. */
export function labelErrors(name: string): readonly string[] {
  const message = subdomain1123Pattern.test(name) ? 'must not contain dots' : label1123Message;
  return check(name, 63, 'characters', label1123Pattern, message);
}

/** A label's value: empty, or at most 63 letters, digits, `-`, `_`, `.`. */
export function labelValueErrors(value: string): readonly string[] {
  return check(value, 63, 'bytes', labelValuePattern, labelValueMessage);
}

/** A key: an optional DNS prefix and a slash, then a name of at most 63 bytes. */
export function qualifiedNameErrors(name: string): readonly string[] {
  const parts = name.split('/');
  if (parts.length > 2) {
    return [
      `a valid label key ${qualifiedPartMessage} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const errors: string[] = [];
  const part = parts.at(-1) ?? '';
  if (parts.length === 2) errors.push(...prefixErrors(parts[0] ?? ''));
  if (part === '') errors.push('name part must be non-empty');
  else if (byteLength(part) > 63) errors.push(`name part ${tooLong(63, 'bytes')}`);
  if (!qualifiedPartPattern.test(part)) errors.push(`name part ${qualifiedPartMessage}`);
  return errors;
}

function prefixErrors(prefix: string): readonly string[] {
  if (prefix === '') return ['prefix part must be non-empty'];
  return check(prefix, 253, 'bytes', subdomain1123Pattern, subdomain1123Message).map(
    (message) => `prefix part ${message}`,
  );
}

/** Every limit counts bytes; older checks call them characters. */
function check(
  value: string,
  max: number,
  unit: 'bytes' | 'characters',
  pattern: RegExp,
  message: string,
): readonly string[] {
  const long = byteLength(value) > max;
  if (pattern.test(value)) return long ? [tooLong(max, unit)] : [];
  return long ? [tooLong(max, unit), message] : [message];
}

function tooLong(max: number, unit: 'bytes' | 'characters'): string {
  return `must be no more than ${max} ${unit}`;
}

/**
 * A generateName is checked as if its last two bytes were a letter where it ends in a dash. Of a longer character that
 * leaves a torn one, which no format allows either.
 */
export function maskTrailingDash(name: string): string {
  const isTorn = (name.at(-2) ?? '') > '\u007f';
  return name.length > 1 && name.endsWith('-') && !isTorn ? `${name.slice(0, -2)}a` : name;
}

/** Length in bytes, as Go's len counts it. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
