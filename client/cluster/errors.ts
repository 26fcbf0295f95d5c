/** The one error of the cluster layer. It is made here from what a server answered, or from what kept it from answering. */
import { english, type Text } from '#knative/text.ts';

export type ClusterErrorReason =
  /** There is no kubeconfig, or no context in it. */
  | 'noKubeconfig'
  /** The kubeconfig cannot be read, or names what it does not have. */
  | 'kubeconfig'
  /** The workspace is not trusted: nothing is read and nobody is asked. */
  | 'untrusted'
  /** Nobody answers at the server's address. */
  | 'unreachable'
  /** The server's certificate is not to be trusted. */
  | 'certificate'
  /** The server does not know who asks (401); logging in again may help. */
  | 'unauthorized'
  /** Who asks may not do this (403). */
  | 'forbidden'
  | 'notFound'
  | 'alreadyExists'
  /** Somebody else changed it meanwhile, or owns a field (409). */
  | 'conflict'
  /** What was asked for is no more in the server's history (410). */
  | 'gone'
  /** The server refuses the object: its own checks, or a webhook. */
  | 'invalid'
  /** Too much at once (429), or the server is not ready (503). */
  | 'busy'
  /** The server does not know how to do this (405, 406, 415). */
  | 'unsupported'
  /** Asked to stop. */
  | 'aborted'
  /** Anything else that went wrong there. */
  | 'server';

/** One entry of a Status' details. */
export interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  /** The field path as the server prints it. */
  readonly field?: string;
}

export class ClusterError extends Error {
  override readonly name = 'ClusterError';
  readonly reason: ClusterErrorReason;
  /** The message where it is a sentence of ours; undefined where it is the server's or the system's. */
  readonly sentence: Text | undefined;
  /** The HTTP status; undefined where there was no answer. */
  readonly status: number | undefined;
  readonly causes: readonly StatusCause[];
  /** Milliseconds after which the server wants to be asked again. */
  readonly retryAfter: number | undefined;

  constructor(
    reason: ClusterErrorReason,
    message: string | Text,
    details: {
      readonly status?: number;
      readonly causes?: readonly StatusCause[];
      readonly retryAfter?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    const isOurs = typeof message !== 'string';
    super(
      isOurs ? english(message) : message,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.reason = reason;
    this.sentence = isOurs ? message : undefined;
    this.status = details.status;
    this.causes = details.causes ?? [];
    this.retryAfter = details.retryAfter;
  }
}

/** What a server said, with an HTTP status of 400 or more. */
export function errorOfAnswer(status: number, body: string, retryAfter?: string): ClusterError {
  const said = statusIn(body);
  const delay = said.details?.retryAfterSeconds ?? Number(retryAfter);
  return new ClusterError(
    reasonOf(status, said.reason),
    said.message ?? (body.trim() === '' ? `HTTP ${status}` : body.trim().slice(0, longestQuote)),
    {
      status,
      causes: said.details?.causes ?? [],
      ...(Number.isFinite(delay) && delay > 0 && { retryAfter: delay * 1000 }),
    },
  );
}

/** The error that a watch brings in place of an object. */
export function errorOfEvent(object: unknown): ClusterError {
  const code =
    typeof object === 'object' && object !== null && 'code' in object && typeof object.code === 'number'
      ? object.code
      : 500;
  return errorOfAnswer(code, JSON.stringify(object));
}

/** What kept a request from being answered. */
export function errorOfConnection(error: unknown): ClusterError {
  if (error instanceof ClusterError) return error;
  const { code = '', message = String(error) } = error instanceof Error ? (error as NodeError) : {};
  if (code === 'ABORT_ERR' || (error instanceof Error && error.name === 'AbortError')) {
    return new ClusterError('aborted', 'Stopped.', { cause: error });
  }
  const reason = /^(?:CERT_|ERR_TLS|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_SSL)/.test(code)
    ? 'certificate'
    : 'unreachable';
  return new ClusterError(reason, message, { cause: error });
}

/** Whether asking again later may help. */
export function isTransient({ reason }: ClusterError): boolean {
  return reason === 'unreachable' || reason === 'busy' || reason === 'server' || reason === 'gone';
}

type NodeError = Error & { readonly code?: string };

/** Characters of an answer that is no Status. */
const longestQuote = 300;

interface Status {
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly causes?: readonly StatusCause[]; readonly retryAfterSeconds?: number };
}

function statusIn(body: string): Status {
  try {
    const value: unknown = JSON.parse(body);
    // Every field of a Status is optional; what is not one has none of them.
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function reasonOf(status: number, reason: string | undefined): ClusterErrorReason {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return reason === undefined || reason === 'Forbidden' ? 'forbidden' : 'invalid';
    case 404:
      return 'notFound';
    case 409:
      return reason === 'AlreadyExists' ? 'alreadyExists' : 'conflict';
    case 410:
      return 'gone';
    case 400:
    case 413:
    case 422:
      return 'invalid';
    case 405:
    case 406:
    case 415:
      return 'unsupported';
    case 429:
    case 503:
      return 'busy';
    default:
      return 'server';
  }
}
