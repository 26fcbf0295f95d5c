/** The HTTPS server of one cluster. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pathDenied, unauthorized } from '../auth/refusal.ts';
import { anonymous, type User } from '../auth/users.ts';
import type { Cluster } from '../cluster.ts';
import { ApiError } from '../status.ts';
import { addressOf } from './address.ts';
import { answerText, type Exchange, refuse } from './exchange.ts';
import type { Fault, Interception } from './faults.ts';
import { answerNonResource, isOpenPath } from './nonResource.ts';
import { answerResource } from './resources.ts';

export interface ApiServer {
  /** `https://127.0.0.1:PORT`. */
  readonly url: string;
  /** Cuts all watches and followed logs as a broken network does. */
  cutStreams(): void;
  /** Spoils requests from now on; undefined ends it. */
  intercept(interception: Interception | undefined): void;
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly certificate: string;
  readonly key: string;
  /** 0 for any that is free. */
  readonly port: number;
}

export async function serve(cluster: Cluster, { certificate, key, port }: ServerOptions): Promise<ApiServer> {
  const streams = new Set<() => void>();
  let interception: Interception | undefined;
  const server = createServer({ cert: certificate, key }, (request, response) => {
    void handle({ cluster, request, response, streams, interception });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutStreams: () => {
      for (const cut of streams) cut();
      streams.clear();
    },
    intercept: (next) => {
      interception = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Handling {
  readonly cluster: Cluster;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly streams: Set<() => void>;
  readonly interception: Interception | undefined;
}

async function handle({ cluster, request, response, streams, interception }: Handling): Promise<void> {
  const { pathname, searchParams } = placeOf(request);
  const bare = { cluster, request, response, path: pathname, query: searchParams, warnings: [] };
  try {
    const exchange: Exchange = { ...bare, user: userOf(request, cluster) };
    const fault = interception?.({ method: request.method ?? '', path: pathname, query: searchParams });
    if (fault !== undefined && (await spoil(exchange, fault))) return;
    const cut = await route(exchange);
    if (cut === undefined) return;
    streams.add(cut);
    response.once('close', () => streams.delete(cut));
  } catch (error) {
    answerError({ ...bare, user: anonymous }, error);
  }
}

/** An address nobody can read leads nowhere. */
function placeOf({ url = '/' }: IncomingMessage): Pick<URL, 'pathname' | 'searchParams'> {
  return URL.parse(url, 'https://localhost') ?? new URL('https://localhost/unreadable');
}

async function route(exchange: Exchange): Promise<(() => void) | undefined> {
  const { path, user, cluster, request } = exchange;
  const address = addressOf(path, cluster.registry);
  if (address !== undefined) return answerResource(exchange, address);
  if (!isOpenPath(path, user)) throw pathDenied(user, request.method ?? '', path);
  if (!answerNonResource(exchange)) answerText(exchange, 404, '404 page not found\n');
  return undefined;
}

function userOf(request: IncomingMessage, cluster: Cluster): User {
  const header = request.headers.authorization ?? '';
  if (header === '') return anonymous;
  const token = /^Bearer\s+(.*)$/i.exec(header)?.[1]?.trim() ?? '';
  const user = cluster.tokens.get(token);
  if (user === undefined) throw unauthorized();
  return user;
}

function answerError(exchange: Exchange, error: unknown): void {
  const { response } = exchange;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  refuse(
    exchange,
    error instanceof ApiError
      ? error
      : new ApiError(500, 'InternalError', `Internal error occurred: ${message}`),
  );
}

/** Whether the request has been dealt with. */
async function spoil(exchange: Exchange, fault: Fault): Promise<boolean> {
  switch (fault.type) {
    case 'refuse':
      throw fault.error;
    case 'cut':
      exchange.request.socket.destroy();
      return true;
    case 'delay':
      await new Promise<void>((resolve) => {
        exchange.cluster.clock.after(fault.milliseconds, resolve);
      });
      return false;
  }
}
