/** Addresses as Go's net/url reads them (url.Parse): what it refuses, and how. */
import { goQuote } from './goJson.ts';

/** What url.Parse says of a text; undefined where it parses. */
export function urlError(text: string): string | undefined {
  const hash = text.indexOf('#');
  const address = hash < 0 ? text : text.slice(0, hash);
  const words = addressWords(address);
  if (words !== undefined) return `parse ${goQuote(address)}: ${words}`;
  const inFragment = hash < 0 ? undefined : escapeWords(text.slice(hash + 1));
  return inFragment === undefined ? undefined : `parse ${goQuote(text)}: ${inFragment}`;
}

/** Whether an address that parses says nothing: Go writes it back as an empty text. */
export function isEmptyUrl(text: string): boolean {
  return /^(?:\/\/)?#?$/.test(text);
}

function addressWords(address: string): string | undefined {
  if (hasControl(address)) return 'net/url: invalid control character in URL';
  if (address === '*') return undefined;
  if (address.startsWith(':')) return 'missing protocol scheme';
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(address)?.[1] ?? '';
  const rest = (scheme === '' ? address : address.slice(scheme.length + 1)).replace(/\?[^]*$/, '');
  if (!rest.startsWith('/')) {
    if (scheme !== '') return undefined;
    if (/^[^/]*:/.test(rest)) return 'first path segment in URL cannot contain colon';
  }
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'));
  if (!hasAuthority) return escapeWords(rest);
  const [, authority = '', path = ''] = /^\/\/([^/]*)([^]*)$/.exec(rest) ?? [];
  return authorityWords(authority, scheme.toLowerCase()) ?? escapeWords(path);
}

function authorityWords(authority: string, scheme: string): string | undefined {
  const at = authority.lastIndexOf('@');
  const words = hostWords(authority.slice(at + 1), scheme);
  if (words !== undefined || at < 0) return words;
  const user = authority.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user)) return 'net/url: invalid userinfo';
  const colon = user.indexOf(':');
  if (colon < 0) return escapeWords(user);
  return escapeWords(user.slice(0, colon)) ?? escapeWords(user.slice(colon + 1));
}

function hostWords(host: string, scheme: string): string | undefined {
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) return 'invalid IP-literal';
  if (bracket === 0) return literalWords(host);
  // Only in the web's own schemes are several colons no host any more.
  const isStrict = scheme === 'http' || scheme === 'https';
  const colon = isStrict ? host.indexOf(':') : host.lastIndexOf(':');
  return portWords(colon < 0 ? '' : host.slice(colon)) ?? charWords(host);
}

/** `[fe80::1%25en0]:80`. */
function literalWords(host: string): string | undefined {
  const end = host.lastIndexOf(']');
  if (end < 0) return "missing ']' in host";
  const port = portWords(host.slice(end + 1));
  if (port !== undefined) return port;
  const literal = host.slice(1, end);
  const zone = literal.indexOf('%25');
  const words =
    charWords(zone < 0 ? literal : literal.slice(0, zone)) ??
    (zone < 0 ? undefined : escapeWords(literal.slice(zone)));
  if (words !== undefined) return words;
  const address = zone < 0 ? literal : literal.slice(0, zone);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(address)) return 'invalid IP-literal';
  return isIpv6(address) ? undefined : `invalid host: ParseAddr(${goQuote(literal)}): unable to parse IP`;
}

function isIpv6(address: string): boolean {
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const isDotted = /^(?:(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])(?:\.|$)){4}$/.test(last) && !last.endsWith('.');
  const plain = isDotted ? groups.slice(0, -1) : groups;
  const size = plain.length + (isDotted ? 2 : 0);
  return (
    plain.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group)) && (halves.length === 2 ? size < 8 : size === 8)
  );
}

function portWords(port: string): string | undefined {
  return /^(?::[0-9]*)?$/.test(port) ? undefined : `invalid port ${goQuote(port)} after host`;
}

/** The first character that a host must not have, or an escape of one that needs none. */
function charWords(host: string): string | undefined {
  for (const [part] of host.matchAll(/%[^]{0,2}|[ "<>\\^`{|}#?/@]/g)) {
    if (!part.startsWith('%')) return `invalid character ${goQuote(part)} in host name`;
    const isEscape = part === '%25' || /^%[89A-Fa-f][0-9A-Fa-f]$/.test(part);
    if (!isEscape) return `invalid URL escape ${goQuote(part)}`;
  }
  return undefined;
}

function escapeWords(text: string): string | undefined {
  const bad = /%(?![0-9A-Fa-f]{2})/.exec(text);
  return bad === null ? undefined : `invalid URL escape ${goQuote(text.slice(bad.index, bad.index + 3))}`;
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}
