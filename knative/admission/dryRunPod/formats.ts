/** Formats only a pod knows (k8s.io/apimachinery util/validation): ports, environment, keys, headers, addresses, paths. */
import { byteLength } from '../structure/kubernetesNames.ts';

export function portNumberErrors(port: number): readonly string[] {
  return port >= 1 && port <= 65535 ? [] : ['must be between 1 and 65535, inclusive'];
}

/** The name of a port, as IANA has service names. */
export function portNameErrors(name: string): readonly string[] {
  const errors: string[] = [];
  if (byteLength(name) > 15) errors.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name)) {
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(name)) errors.push('must contain at least one letter (a-z)');
  if (name.includes('--')) errors.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
}

/** Environment variables: since 1.34 all printable ASCII but `=`. */
export function envNameErrors(name: string): readonly string[] {
  return /^[ -<>-~]*$/.test(name)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

/** A key of a ConfigMap or Secret. */
export function configKeyErrors(key: string): readonly string[] {
  const errors: string[] = [];
  if (byteLength(key) > 253) errors.push('must be no more than 253 characters');
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
    errors.push(
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    );
  }
  if (key === '.') errors.push("must not be '.'");
  else if (key === '..') errors.push("must not be '..'");
  else if (key.startsWith('..')) errors.push("must not start with '..'");
  return errors;
}

export function headerNameErrors(name: string): readonly string[] {
  return /^[-A-Za-z0-9]+$/.test(name)
    ? []
    : [
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
      ];
}

/** User and group ids. */
export function idErrors(id: number): readonly string[] {
  return id >= 0 && id <= 2147483647 ? [] : ['must be between 0 and 2147483647, inclusive'];
}

/** A path inside a volume (validateLocalDescendingPath). */
export function descendingPathErrors(path: string): readonly string[] {
  const errors: string[] = path.startsWith('/') ? ['must be a relative path'] : [];
  return [...errors, ...backstepErrors(path)];
}

/** A file that a volume makes (ValidateLocalNonReservedPath). */
export function filePathErrors(path: string): readonly string[] {
  const errors = descendingPathErrors(path);
  return path.startsWith('..') && !path.startsWith('../') ? [...errors, "must not start with '..'"] : errors;
}

export function backstepErrors(path: string): readonly string[] {
  return path.split('/').includes('..') ? ["must not contain '..'"] : [];
}

const addressMessage = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

/** An IP address; since 1.36 neither with leading zeros nor IPv4 dressed as IPv6. */
export function addressErrors(address: string): readonly string[] {
  if (/^\d+(\.\d+){3}$/.test(address)) return ipv4Errors(address.split('.'));
  if (!address.includes(':')) return [addressMessage];
  return ipv6Errors(address);
}

function ipv4Errors(parts: readonly string[]): readonly string[] {
  if (parts.some((part) => part.length > 15 || Number(part) > 255)) return [addressMessage];
  return parts.some((part) => part.length > 1 && part.startsWith('0')) ? ['must not have leading 0s'] : [];
}

function ipv6Errors(address: string): readonly string[] {
  const halves = address.split('::');
  if (halves.length > 2) return [addressMessage];
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1)?.at(-1) ?? '';
  const embedded = last.includes('.');
  const plain = groups.flat().slice(0, embedded ? -1 : undefined);
  if (!plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return [addressMessage];
  if (embedded && (!/^\d+(\.\d+){3}$/.test(last) || ipv4Errors(last.split('.')).length > 0)) {
    return [addressMessage];
  }
  const length = plain.length + (embedded ? 2 : 0);
  if (halves.length === 1 ? length !== 8 : length > 7) return [addressMessage];
  return isMapped(halves, plain, embedded) ? ['must not be an IPv4-mapped IPv6 address'] : [];
}

/** `::ffff:a.b.c.d` in any spelling. */
function isMapped(halves: readonly string[], plain: readonly string[], embedded: boolean): boolean {
  const width = embedded ? 6 : 8;
  const head = halves.length === 1 ? [] : (halves[0] ?? '') === '' ? [] : (halves[0] ?? '').split(':');
  const tail = plain.slice(head.length);
  const zeros = Array.from({ length: width - plain.length }, () => '0');
  const all = halves.length === 1 ? plain : [...head, ...zeros, ...tail];
  return (
    all.slice(0, 5).every((group) => Number.parseInt(group, 16) === 0) &&
    Number.parseInt(all[5] ?? '', 16) === 0xffff
  );
}
