/** One request and its answer, as the handlers see them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonObject } from '#knative/json.ts';
import type { User } from '../auth/users.ts';
import type { Cluster } from '../cluster.ts';
import { type ApiError, statusOf } from '../status.ts';

export interface Exchange {
  readonly cluster: Cluster;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly user: User;
  readonly path: string;
  readonly query: URLSearchParams;
  /** What the answer will warn of. */
  readonly warnings: string[];
}

export function answer(
  exchange: Exchange,
  code: number,
  body: JsonObject,
  contentType = 'application/json',
): void {
  const { response, warnings } = exchange;
  if (warnings.length > 0) {
    // A header holds no line breaks; each warning is a header line of its own.
    const lines = warnings.map((text) => `299 - ${JSON.stringify(text.replaceAll('\n', ' '))}`);
    response.setHeader('Warning', lines.map(headerText));
  }
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(code, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}

/** Only what may stand in a header. */
function headerText(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?');
}

export function answerText(exchange: Exchange, code: number, text: string): void {
  const { response } = exchange;
  response.writeHead(code, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}

export function refuse(exchange: Exchange, error: ApiError): void {
  const seconds = error.details?.retryAfterSeconds;
  if (seconds !== undefined) exchange.response.setHeader('Retry-After', String(seconds));
  answer(exchange, error.code, statusOf(error));
}

/** The form the client likes best: `as` is `Table`, `PartialObjectMetadata` … or empty for the object itself. */
export function acceptedForm(exchange: Exchange): { readonly as: string; readonly version: string } {
  const first = (exchange.request.headers.accept ?? '').split(',')[0] ?? '';
  const parameter = (name: string): string =>
    new RegExp(`;\\s*${name}=([^;]+)`).exec(first)?.[1]?.trim() ?? '';
  return { as: parameter('as'), version: parameter('v') || 'v1' };
}
