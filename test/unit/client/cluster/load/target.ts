/** A service on this machine that counts what it is asked, to send loads to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { LoadPlan } from '#client/cluster/load/loadPlan.ts';

export const script = path.join(import.meta.dirname, '../../../../../client/loadGenerator.ts');

export interface Target extends AsyncDisposable {
  readonly port: number;
  /** When each request came, by the clock of `performance`. */
  readonly times: readonly number[];
  readonly last: () => { readonly request: IncomingMessage; readonly body: string } | undefined;
  /** Most requests at once. */
  readonly most: () => number;
}

type Answer = (request: IncomingMessage, response: ServerResponse, number: number) => void;

export async function startTarget(
  answer: Answer = (_request, response) => void response.end('ok'),
): Promise<Target> {
  const times: number[] = [];
  let [atOnce, most] = [0, 0];
  let last: { readonly request: IncomingMessage; readonly body: string } | undefined;
  const server = createServer((request, response) => {
    times.push(performance.now());
    most = Math.max(most, (atOnce += 1));
    response.on('close', () => (atOnce -= 1));
    const number = times.length;
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      last = { request, body };
      answer(request, response, number);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    times,
    last: () => last,
    most: () => most,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** 50 requests a second for two seconds. */
export function planFor({ port }: Pick<Target, 'port'>, change: Partial<LoadPlan> = {}): LoadPlan {
  return {
    url: 'http://hello.demo.example.com/greet?who=me',
    through: { host: '127.0.0.1', port },
    method: 'GET',
    headers: [],
    pace: { by: 'rate', perSecond: 50 },
    duration: 2,
    revisions: ['hello-00001', 'hello-00002'],
    serving: ['hello-00001', 'hello-00002'],
    ...change,
  };
}
