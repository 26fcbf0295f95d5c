/** Sends one GET to a service. Follows nothing: where an answer leads to, it is left to its reader to go. */
import http from 'node:http';
import https from 'node:https';
import { text } from '#knative/text.ts';
import type { ServiceAnswer, ServiceRequest } from '../exchange.ts';
import { ClusterError, errorOfConnection } from '../errors.ts';

/** Characters of a body that are shown. */
const mostOfBody = 100_000;

/** Milliseconds: a service may have to be started first. */
const patience = 60_000;

export async function sendRequest(
  { url, through }: ServiceRequest,
  signal?: AbortSignal,
): Promise<ServiceAnswer> {
  const { protocol, hostname, host } = new URL(url);
  const transport = protocol === 'https:' ? https : http;
  const begin = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
  const request = transport.request(url, {
    headers: { host, 'user-agent': 'knative-tools', accept: '*/*' },
    timeout: patience,
    ...(signal !== undefined && { signal }),
    ...(through !== undefined && {
      host: through.host,
      hostname: through.host,
      port: through.port,
      servername: hostname,
    }),
  });
  request.on('timeout', () =>
    request.destroy(new ClusterError('unreachable', text('No answer from {0}.', host))),
  );
  request.on('error', (error) => reject(errorOfConnection(error)));
  request.on('response', resolve);
  request.end();
  const response = await promise;
  const { body, truncated } = await read(response);
  return {
    status: response.statusCode ?? 0,
    statusText: response.statusMessage ?? '',
    milliseconds: performance.now() - begin,
    headers: Object.entries(response.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): readonly [string, string] => [name, one]),
    ),
    body,
    truncated,
  };
}

/** Through the first of several addresses that takes the connection. */
export async function sendThroughAny(
  url: string,
  addresses: readonly NonNullable<ServiceRequest['through']>[] | undefined,
  signal?: AbortSignal,
): Promise<{ readonly request: ServiceRequest; readonly answer: ServiceAnswer }> {
  let failure: ClusterError | undefined;
  for (const through of addresses ?? [undefined]) {
    const request: ServiceRequest = { url, through };
    try {
      return { request, answer: await sendRequest(request, signal) };
    } catch (error) {
      if (!(error instanceof ClusterError) || error.reason !== 'unreachable') throw error;
      failure ??= error;
    }
  }
  throw failure ?? new ClusterError('unreachable', text('Nothing leads to {0}.', url));
}

async function read(
  response: http.IncomingMessage,
): Promise<{ readonly body: string; readonly truncated: boolean }> {
  response.setEncoding('utf8');
  let body = '';
  try {
    for await (const chunk of response) {
      body += String(chunk);
      if (body.length > mostOfBody) return { body: body.slice(0, mostOfBody), truncated: true };
    }
  } catch (error) {
    throw errorOfConnection(error);
  }
  return { body, truncated: false };
}
