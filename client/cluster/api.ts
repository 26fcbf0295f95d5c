/**
 * Requests to one cluster. Credentials, certificates and proxies come from `@kubernetes/client-node`, which nothing else
 * knows; the requests go over Node's own HTTP, so that what streams can be read line by line and stopped at once.
 */
import http, { type IncomingMessage } from 'node:http';
import https, { type RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Json } from '#knative/json.ts';
import { text } from '#knative/text.ts';
import { ClusterError, errorOfAnswer, errorOfConnection } from './errors.ts';
import { lineSplitter } from './logs/lineSplitter.ts';
import { rest } from './rest.ts';

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the server's root, with parts escaped: `/apis/serving.knative.dev/v1/services`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: Json | undefined;
  /** `application/json` where not said; patches have types of their own. */
  readonly contentType?: string;
  readonly signal?: AbortSignal | undefined;
  /** Characters of a line, where an answer is read line by line: what is longer comes with one more, and no further. */
  readonly longestLine?: number;
  /** What stands after the last line end is left out: it may be half of a line. */
  readonly onlyWholeLines?: boolean;
  /** How many characters of the answer are read, where its sender is not to be trusted with more. */
  readonly most?: number;
}

export interface Answer {
  readonly body: string;
  /** What the server warns of (HTTP header Warning), without codes and quotes. */
  readonly warnings: readonly string[];
}

export interface Api {
  /** The whole answer; throws a ClusterError for every answer from 400 on. */
  request(request: ApiRequest): Promise<Answer>;
  /** Once the server has begun to answer, the answer line by line as it comes; ends when the server ends it. */
  lines(request: ApiRequest): Promise<AsyncIterable<string>>;
}

/** Milliseconds without any sign of life, where the caller is not waiting for events. */
const patience = 30_000;

/** How often a request is sent again that the server has no time for, and what it may ask to wait each time. */
const mostRetries = 5;
const longestRest = 10_000;

/** How much of an error's answer is read. */
const mostOfError = 1_000_000;

export function createApi(config: KubeConfig): Api {
  const once = async (request: ApiRequest, timeout: number): Promise<IncomingMessage> => {
    const server = config.getCurrentCluster()?.server;
    if (server === undefined) throw new ClusterError('kubeconfig', text('The context names no cluster.'));
    const options = await authorized(config, request);
    return sendOnce(new URL(server), options, request, timeout);
  };
  const send = async (request: ApiRequest, timeout: number): Promise<IncomingMessage> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(request, timeout);
      } catch (error) {
        if (!(error instanceof ClusterError) || attempt > mostRetries) throw error;
        // A 429 was not carried out, whatever it was: what the server asks for is to come again.
        if (error.status !== 429 || error.retryAfter === undefined || error.retryAfter > longestRest)
          throw error;
        await rest(error.retryAfter, request.signal);
        if (request.signal?.aborted === true) throw error;
      }
    }
  };
  return {
    async request(request) {
      const response = await send(request, patience);
      return { body: await textOf(response, request.signal, request.most), warnings: warningsOf(response) };
    },
    async lines(request) {
      return linesOf(await send(request, 0), request);
    },
  };
}

/** The answer as JSON. */
export async function requestJson<T>(api: Api, request: ApiRequest): Promise<T> {
  const { body } = await api.request(request);
  try {
    // The server is trusted to send what its API says; readers treat every field as optional.
    return JSON.parse(body) as T;
  } catch (error) {
    throw new ClusterError('server', text('The server answered with something that is no JSON.'), {
      cause: error,
    });
  }
}

async function authorized(config: KubeConfig, { signal }: ApiRequest): Promise<RequestOptions> {
  const options: RequestOptions = {};
  try {
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    throw new ClusterError('kubeconfig', error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
  if (signal !== undefined) options.signal = signal;
  return options;
}

async function sendOnce(
  server: URL,
  options: RequestOptions,
  request: ApiRequest,
  timeout: number,
): Promise<IncomingMessage> {
  const url = new URL(server.pathname.replace(/\/$/, '') + request.path, server);
  for (const [key, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) url.searchParams.set(key, String(value));
  }
  const body = request.body === undefined ? undefined : JSON.stringify(request.body, withBigints);
  const headers: http.OutgoingHttpHeaders = {
    // client-node gives a plain object.
    ...(options.headers as http.OutgoingHttpHeaders | undefined),
    accept: 'application/json',
    'user-agent': 'knative-tools',
    ...(body !== undefined && {
      'content-type': request.contentType ?? 'application/json',
      'content-length': Buffer.byteLength(body),
    }),
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const transport = url.protocol === 'http:' ? http : https;
  const sent = transport.request(url, { ...options, method: request.method ?? 'GET', headers, timeout });
  sent.on('timeout', () =>
    sent.destroy(new ClusterError('unreachable', text('No answer from {0}.', url.host))),
  );
  sent.on('error', (error) => reject(errorOfConnection(error)));
  sent.on('response', resolve);
  sent.end(body);
  const response = await promise;
  const { statusCode = 0 } = response;
  if (statusCode < 400) return response;
  const said = await textOf(response, request.signal, mostOfError);
  throw errorOfAnswer(statusCode, said, response.headers['retry-after']);
}

/** Integers that a double cannot hold are written as they are. */
function withBigints(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? rawJson(value.toString()) : value;
}

// In V8 since 2023; TypeScript's library does not have it yet.
const { rawJSON: rawJson } = JSON as typeof JSON & { rawJSON(this: void, text: string): unknown };

async function textOf(response: IncomingMessage, signal?: AbortSignal, most = Infinity): Promise<string> {
  response.setEncoding('utf8');
  let text = '';
  try {
    for await (const chunk of response) {
      text += String(chunk);
      if (text.length > most) break;
    }
  } catch (error) {
    throw stoppedOr(error, signal);
  }
  return text;
}

async function* linesOf(
  response: IncomingMessage,
  { signal, longestLine, onlyWholeLines = false }: ApiRequest,
): AsyncIterable<string> {
  response.setEncoding('utf8');
  const splitter = lineSplitter(longestLine);
  try {
    for await (const chunk of response) yield* splitter.take(String(chunk));
  } catch (error) {
    throw stoppedOr(error, signal);
  } finally {
    response.destroy();
  }
  const rest = splitter.rest();
  if (rest !== '' && !onlyWholeLines) yield rest;
}

function stoppedOr(error: unknown, signal: AbortSignal | undefined): ClusterError {
  if (signal?.aborted === true) return new ClusterError('aborted', 'Stopped.', { cause: error });
  return errorOfConnection(error);
}

/** `299 - "text"`, several joined by commas (RFC 7234). */
function warningsOf({ headers }: IncomingMessage): readonly string[] {
  const header = headers['warning'];
  if (typeof header !== 'string') return [];
  return [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, quoted = '']) =>
    quoted.replaceAll(/\\(.)/g, '$1'),
  );
}
