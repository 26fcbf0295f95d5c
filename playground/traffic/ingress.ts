/** The ingress of a cluster: takes HTTP requests on the loopback, splits them as its Routes say, and lets pods answer. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cluster } from '../api/cluster.ts';
import { type ApiObject, listAt, textAt, uidOf } from '../api/object.ts';
import type { ServiceTarget } from '../api/proxies.ts';
import type { Load } from '../controllers/scaling/load.ts';
import { serviceTime } from '../controllers/workload/usage.ts';
import { accessLine, requestLogLine } from '../controllers/workload/output.ts';
import { answerOf } from './answer.ts';
import { Dispatcher } from './dispatcher.ts';
import { chosen, watchRoutes } from './routes.ts';

export interface Ingress {
  readonly port: number;
  close(): Promise<void>;
}

const longestSleep = 60_000;

export async function startIngress(cluster: Cluster, load: Load): Promise<Ingress> {
  const routes = watchRoutes(cluster);
  const dispatcher = new Dispatcher(cluster, load);
  const handle = (request: IncomingMessage, response: ServerResponse, host: string, path: string): void => {
    request.resume();
    const splits = routes.find(host, tagOf(cluster, request));
    const split = splits === undefined ? undefined : chosen(splits, cluster.random.next());
    if (split === undefined) return refuse(response, 404, '');
    const giveUp = dispatcher.dispatch(split.namespace, split.revision, (outcome) => {
      if (outcome.kind === 'refused') return refuse(response, outcome.status, outcome.message);
      serve(cluster, request, response, path, outcome.pod, outcome.done);
    });
    response.on('close', giveUp);
  };
  cluster.proxies.service = (request, response, target) => {
    const host = hostBehind(request, target);
    if (!gateways.includes(target.service) && routes.find(host) === undefined) return false;
    handle(request, response, host, target.path);
    return true;
  };
  const server = createServer((request, response) => {
    handle(request, response, request.headers.host ?? '', request.url ?? '/');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      routes.stop();
      dispatcher.stop();
      cluster.proxies.service = undefined;
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Requests may ask for a tag by a header, where config-features lets them. */
function tagOf(cluster: Cluster, { headers }: IncomingMessage): string {
  const flag = cluster.profile().features['tag-header-based-routing'];
  const tag = headers['knative-serving-tag'];
  return flag?.toLowerCase() === 'enabled' && typeof tag === 'string' ? tag : '';
}

const gateways: readonly string[] = [
  'kourier',
  'kourier-internal',
  'istio-ingressgateway',
  'knative-ingressgateway',
];

/** Through a gateway the Host header decides, through any other Service its name. */
function hostBehind(request: IncomingMessage, { namespace, service }: ServiceTarget): string {
  return gateways.includes(service) ? (request.headers.host ?? '') : `${service}.${namespace}`;
}

function serve(
  cluster: Cluster,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  pod: ApiObject,
  done: (status: number) => void,
): void {
  const begun = cluster.clock.now();
  const { sleep, status } = wishes(path);
  cluster.clock.after(serviceTime + sleep, () => {
    done(status);
    const answer = answerOf(pod, (request.headers.accept ?? '').includes('text/html'));
    const took = cluster.clock.now() - begun;
    log(cluster, pod, request.method ?? 'GET', path, status, took);
    response.writeHead(status, {
      'content-type': answer.type,
      'x-knative-revision': answer.revision,
      'x-envoy-upstream-service-time': String(took),
      server: 'envoy',
    });
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  });
}

/** What an address asks of whoever answers: `?sleep=` to take milliseconds longer, `?status=` to answer with another status. */
function wishes(path: string): { readonly sleep: number; readonly status: number } {
  const query = new URLSearchParams(path.split('?', 2)[1] ?? '');
  const status = Number(query.get('status'));
  return {
    sleep: Math.min(longestSleep, Math.max(0, Number(query.get('sleep')) || 0)),
    status: Number.isInteger(status) && status >= 200 && status <= 599 ? status : 200,
  };
}

function log(
  cluster: Cluster,
  pod: ApiObject,
  method: string,
  path: string,
  status: number,
  took: number,
): void {
  const now = cluster.clock.now();
  const container = textAt(listAt(pod['spec'], 'containers')[0], 'name');
  cluster.logs.write(uidOf(pod), container, accessLine(now, method, path, status, took));
  if (!logsRequests(cluster)) return;
  cluster.logs.write(uidOf(pod), 'queue-proxy', requestLogLine(method, path, status, took));
}

/** Off, unless config-observability says so. */
function logsRequests(cluster: Cluster): boolean {
  const map = cluster.store.get(cluster.kind('v1 ConfigMap'), 'knative-serving', 'config-observability');
  return textAt(map?.['data'], 'logging.enable-request-log') === 'true';
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.writableEnded) return;
  response.writeHead(status, {
    server: 'envoy',
    ...(message !== '' && { 'content-type': 'text/plain; charset=utf-8' }),
  });
  response.end(message === '' ? undefined : `${message}\n`);
}
