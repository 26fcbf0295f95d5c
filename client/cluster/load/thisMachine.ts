/** Whether requests stay on this machine. Whatever else is asked needs a yes of its user before. Pure. */
import type { LoadPlan } from './loadPlan.ts';

/** True only where the connections of a plan go to this machine itself, whatever its URL says. */
export function staysHere({ url, through }: Pick<LoadPlan, 'url' | 'through'>): boolean {
  if (through === undefined) return isThisMachine(url);
  const host = through.host.includes(':') ? `[${through.host}]` : through.host;
  return isThisMachine(`http://${host}:${through.port}`);
}

/** By its name alone: `localhost`, `*.localhost`, and the loopback addresses. */
export function isThisMachine(url: string): boolean {
  if (!URL.canParse(url)) return false;
  // The parser makes one spelling of each address: 127.1 and 0x7f000001 are 127.0.0.1.
  const host = new URL(url).hostname.replace(/\.$/, '');
  return host === 'localhost' || isOfLocalhost(host) || /^127(?:\.\d+){3}$/.test(host) || isLoopback6(host);
}

/** Names of this machine by RFC 6761, also where the resolver asks somebody else for them. */
export function isOfLocalhost(host: string): boolean {
  return host.endsWith('.localhost') || host.endsWith('.localhost.');
}

/** `::1`, and the addresses of IPv4 inside IPv6, whose first byte is 127. */
function isLoopback6(host: string): boolean {
  return host === '[::1]' || /^\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\]$/.test(host);
}
