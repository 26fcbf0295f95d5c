/** The service proxy: a request is passed on to a Service by whoever plays the network. */
import { notFound, ApiError } from '../status.ts';
import type { ResourceAddress } from './address.ts';
import type { Exchange } from './exchange.ts';

/** Names as `NAME`, `NAME:PORT` and `SCHEME:NAME:PORT`. */
export function answerProxy(exchange: Exchange, { kind, namespace, name, rest }: ResourceAddress): undefined {
  const { cluster, request, response, query } = exchange;
  const parts = name.split(':');
  const [service = '', port = ''] = parts.length === 3 ? parts.slice(1) : parts;
  if (cluster.store.get(kind, namespace, service) === undefined) throw notFound(kind, service);
  const pass = cluster.proxies.service;
  if (pass === undefined) {
    throw new ApiError(503, 'ServiceUnavailable', `no endpoints available for service "${name}"`);
  }
  const search = query.toString();
  pass(request, response, { namespace, service, port, path: search === '' ? rest : `${rest}?${search}` });
}
