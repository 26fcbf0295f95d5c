/** A request to a service and its answer: where it really goes, who answered, and how to send it with curl. Pure. */
import type { Address } from './ingress.ts';
import type { LiveService } from './services.ts';

export interface ServiceRequest {
  /** The service's own address. */
  readonly url: string;
  /** Where it is sent, with the host of the URL in its header; undefined to where the name leads. */
  readonly through: Address | undefined;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly milliseconds: number;
  readonly headers: readonly (readonly [string, string])[];
  /** Its beginning. */
  readonly body: string;
  readonly truncated: boolean;
}

export interface Exchange {
  readonly request: ServiceRequest;
  readonly answer: ServiceAnswer;
  /** Undefined where that cannot be told. */
  readonly revision: string | undefined;
}

/** How often each revision answered, the most often first; '' for those of which it is not known. */
export function tally(
  exchanges: readonly Exchange[],
): readonly (readonly [revision: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { revision = '' } of exchanges) counts.set(revision, (counts.get(revision) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
}

/**
 * The revision that gave an answer: one that a header names, else the only one that the body names, else the only one
 * that gets requests. Undefined where that cannot be told.
 */
export function answeredBy(
  answer: Pick<ServiceAnswer, 'headers' | 'body'>,
  { revisions, traffic }: Pick<LiveService, 'revisions' | 'traffic'>,
): string | undefined {
  const names = revisions.map(({ name }) => name);
  const serving = traffic.filter(({ percent }) => percent > 0).map(({ revisionName }) => revisionName);
  return answeredByOneOf(answer, names, serving);
}

/** The same, from the names of all revisions and of those that get requests. */
export function answeredByOneOf(
  { headers, body }: Pick<ServiceAnswer, 'headers' | 'body'>,
  names: readonly string[],
  serving: readonly string[],
): string | undefined {
  const inHeader = headers
    .filter(([key]) => /revision/i.test(key))
    .map(([, value]) => value)
    .find((value) => names.includes(value));
  if (inHeader !== undefined) return inHeader;
  const words = new Set(body.split(/[^a-z0-9.-]+/));
  const [inBody, ...others] = names.filter((name) => words.has(name));
  if (inBody !== undefined && others.length === 0) return inBody;
  const only = new Set(serving);
  return only.size === 1 ? [...only][0] : undefined;
}

/** For a POSIX shell. */
export function curlCommand({ url, through }: ServiceRequest): string {
  if (through === undefined) return `curl ${quoted(url)}`;
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const host = through.host.includes(':') ? `[${through.host}]` : through.host;
  if (protocol === 'https:') {
    // The certificate is for the name, so the name stays in the address.
    return `curl --connect-to ${quoted(`${hostname}:${port || 443}:${host}:${through.port}`)} ${quoted(url)}`;
  }
  const authority = port === '' ? hostname : `${hostname}:${port}`;
  const target = `http://${host}${through.port === 80 ? '' : `:${through.port}`}${pathname}${search}`;
  return `curl -H ${quoted(`Host: ${authority}`)} ${quoted(target)}`;
}

function quoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
