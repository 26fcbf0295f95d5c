/** What can go wrong between a client and its cluster, for tests that want to see it go wrong. */
import { ApiError } from '../status.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Looks at every request; undefined lets it pass. */
export type Interception = (request: Asked) => Fault | undefined;

export type Fault =
  | { readonly type: 'refuse'; readonly error: ApiError }
  /** Breaks the connection without an answer. */
  | { readonly type: 'cut' }
  | { readonly type: 'delay'; readonly milliseconds: number };

/** 429 as the server's own flow control words it. */
export function tooManyRequests(retryAfterSeconds: number): Fault {
  const message = 'The apiserver cannot complete the request at this time. Try again later.';
  return { type: 'refuse', error: new ApiError(429, 'TooManyRequests', message, { retryAfterSeconds }) };
}

export function internalError(): Fault {
  return { type: 'refuse', error: new ApiError(500, 'InternalError', 'Internal error occurred: injected') };
}
