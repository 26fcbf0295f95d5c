/**
 * What a load of requests is to be, and the limits that none ever leaves: the window checks them, and the process that
 * sends checks them once more. Pure.
 */
import { text, type Text } from '#knative/text.ts';
import type { Address } from '../ingress.ts';

export interface LoadPlan {
  /** The service's own address, with path and query. */
  readonly url: string;
  /** Where it is sent, with the host of the URL in its header; undefined to where the name leads. */
  readonly through?: Address | undefined;
  readonly method: LoadMethod;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string | undefined;
  /** So many new requests a second, or so many at once, each followed by the next. */
  readonly pace:
    | { readonly by: 'rate'; readonly perSecond: number }
    | { readonly by: 'concurrency'; readonly atOnce: number };
  /** Seconds. */
  readonly duration: number;
  /** Names of the service's revisions, and of those that get requests: to tell who answered. */
  readonly revisions: readonly string[];
  readonly serving: readonly string[];
}

/** HEAD is missing: the generator would wait for its body. */
export const loadMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
export type LoadMethod = (typeof loadMethods)[number];

export const loadLimits = {
  /** Seconds. */
  duration: 600,
  /** Connections, so also requests at once. */
  atOnce: 200,
  /** Also where the pace is by concurrency. */
  perSecond: 2000,
  /** Characters. */
  body: 100_000,
  headers: 50,
} as const;

/** Why a plan is not carried out; undefined for one within the limits. */
export function refusalOf(plan: LoadPlan): Text | undefined {
  return (
    addressRefusal(plan) ??
    paceRefusal(plan) ??
    (isWithin(plan.duration, loadLimits.duration)
      ? undefined
      : text('The duration must be from 1 to {0} seconds.', loadLimits.duration)) ??
    requestRefusal(plan)
  );
}

/** The limits in words. */
export function limitsInWords(): Text {
  const { duration, atOnce, perSecond } = loadLimits;
  return text(
    'Never longer than {0} seconds, never more than {1} requests at once or {2} a second.',
    duration,
    atOnce,
    perSecond,
  );
}

function addressRefusal({ url, through }: LoadPlan): Text | undefined {
  if (!URL.canParse(url)) return text('{0} is no address.', url);
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return text('{0} is no address.', url);
  if (username !== '' || password !== '') {
    return text('An address with a user name or a password is not asked; use a header.');
  }
  if (through === undefined) return undefined;
  const isPort = Number.isInteger(through.port) && through.port > 0 && through.port < 65_536;
  return isPort && /^[\w.:-]+$/.test(through.host)
    ? undefined
    : text('{0} is no address.', `${through.host}:${through.port}`);
}

function paceRefusal({ pace }: LoadPlan): Text | undefined {
  const [value, most] =
    pace.by === 'rate' ? [pace.perSecond, loadLimits.perSecond] : [pace.atOnce, loadLimits.atOnce];
  if (isWithin(value, most)) return undefined;
  return pace.by === 'rate'
    ? text('Requests a second must be a whole number from 1 to {0}.', most)
    : text('Requests at once must be a whole number from 1 to {0}.', most);
}

function requestRefusal({ method, headers, body = '' }: LoadPlan): Text | undefined {
  if (!loadMethods.includes(method)) return text('The method {0} is not sent.', method);
  if (body.length > loadLimits.body) return text('The body is longer than {0} characters.', loadLimits.body);
  if (headers.length > loadLimits.headers)
    return text('There are more than {0} headers.', loadLimits.headers);
  // A line break would begin another header, or another request. The value may be a secret, so it is not shown.
  const wrong = headers.find(
    ([name, value]) => !token.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value),
  );
  if (wrong !== undefined) return text('The header {0} cannot be sent.', wrong[0]);
  const own = headers.find(([name]) => ownHeaders.has(name.toLowerCase()));
  return own === undefined ? undefined : text('The header {0} follows from the rest.', own[0]);
}

const token = /^[!#$%&'*+.^_`|~\w-]+$/;

/** They say how long the request is, and to whom. */
const ownHeaders: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'upgrade',
]);

function isWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
