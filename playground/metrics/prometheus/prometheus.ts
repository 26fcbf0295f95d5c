/** The Prometheus of a cluster: scrapes, keeps the last hours, and answers at the port of its pod. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { labelsOf, namespaceOf } from '../../api/object.ts';
import type { PodTarget, Proxies } from '../../api/proxies.ts';
import type { Environment } from '../../controllers/environment.ts';
import type { MetricsText } from '../listeners.ts';
import { answerQuery } from './queryApi.ts';
import { SampleStore } from './sampleStore.ts';
import { startScraping } from './scraper.ts';

export interface Prometheus {
  readonly store: SampleStore;
  /** Answers at the port of its pod, and leaves others alone. */
  readonly listen: NonNullable<Proxies['pod']>;
  stop(): void;
}

const port = 9090;
const hour = 3_600_000;
/** A chunk has less than a kilobyte. */
const limits = { retention: 6 * hour, mostChunks: 50_000 };
/** Of the body of a request. */
const mostCharacters = 100_000;

export function startPrometheus(environment: Environment, texts: MetricsText): Prometheus {
  const store = new SampleStore(limits);
  const stop = startScraping(environment, texts, store);
  const answer = (response: ServerResponse, path: string, parameters: URLSearchParams): void =>
    respond(response, path, parameters, store, environment.cluster.clock.now());
  return {
    store,
    stop,
    listen: (request, response, target) => {
      if (!isOurs(target)) return false;
      const [path = '', query = ''] = target.path.split('?', 2);
      if (request.method === 'POST') void readForm(request).then((form) => answer(response, path, form));
      else {
        request.resume();
        answer(response, path, new URLSearchParams(query));
      }
      return true;
    },
  };
}

function isOurs({ pod, port: asked }: PodTarget): boolean {
  return asked === port && namespaceOf(pod).endsWith('monitoring') && labelsOf(pod)['app'] === 'prometheus';
}

function respond(
  response: ServerResponse,
  path: string,
  parameters: URLSearchParams,
  store: SampleStore,
  now: number,
): void {
  const state = { '/-/ready': 'Ready', '/-/healthy': 'Healthy' }[path];
  if (state !== undefined) return plain(response, 200, `Prometheus Server is ${state}.\n`);
  const answer = answerQuery(path, parameters, store, now);
  if (answer === undefined) return plain(response, 404, '404 page not found\n');
  response.writeHead(answer.code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer.body));
}

function plain(response: ServerResponse, code: number, text: string): void {
  response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}

/** Long queries come in the body. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > mostCharacters) break;
  }
  return new URLSearchParams(text);
}
