/** The proxies to Services and to pods: requests are passed on by whoever plays the network (k8s.io/kubernetes pkg/registry/core/{service,pod}). */
import { isObject, type JsonObject } from '#knative/json.ts';
import type { Cluster } from '../cluster.ts';
import { type ApiObject, labelsOf, listAt, namespaceOf, numberAt, objectAt, textAt } from '../object.ts';
import type { PodTarget } from '../proxies.ts';
import { ApiError, badRequest, notFound } from '../status.ts';
import type { ResourceAddress } from './address.ts';
import type { Exchange } from './exchange.ts';

/** Names as `NAME`, `NAME:PORT` and `SCHEME:NAME:PORT`. */
export function answerProxy(exchange: Exchange, { kind, namespace, name, rest }: ResourceAddress): undefined {
  const { cluster, request, response, query } = exchange;
  const parts = name.split(':');
  const [id = '', port = ''] = parts.length === 3 ? parts.slice(1) : parts;
  const object = cluster.store.get(kind, namespace, id);
  if (object === undefined) throw notFound(kind, id);
  const search = query.toString();
  const path = search === '' ? rest : `${rest}?${search}`;
  if (kind.kind === 'Service') {
    if (cluster.proxies.service?.(request, response, { namespace, service: id, port, path }) === true) return;
    pass(exchange, { ...placeBehind(cluster, object, id, port), path });
  } else pass(exchange, { pod: object, port: portOfPod(object, port), path });
}

function pass({ cluster, request, response }: Exchange, target: PodTarget): void {
  const ip = textAt(target.pod['status'], 'podIP');
  if (ip === '') throw badRequest('address not allowed');
  if (cluster.proxies.pod?.(request, response, target) === true) return;
  throw unavailable(
    `error trying to reach service: dial tcp ${ip}:${target.port}: connect: connection refused`,
  );
}

function placeBehind(
  cluster: Cluster,
  service: ApiObject,
  name: string,
  port: string,
): Omit<PodTarget, 'path'> {
  const ports = listAt(service['spec'], 'ports').filter(isObject);
  const found = ports.find((one) =>
    port === '' ? ports.length === 1 : textAt(one, 'name') === port || String(numberAt(one, 'port')) === port,
  );
  const pod = podsBehind(cluster, service)[0];
  if (pod === undefined) throw unavailable(`no endpoints available for service "${name}"`);
  if (found === undefined) throw unavailable(`no service port "${port}" found for service "${name}"`);
  return { pod, port: targetPort(pod, found) };
}

/** The ready ones. */
function podsBehind(cluster: Cluster, service: ApiObject): readonly ApiObject[] {
  const selector = Object.entries(objectAt(service['spec'], 'selector'));
  if (selector.length === 0) return [];
  return cluster.store
    .list(cluster.kind('v1 Pod'), namespaceOf(service))
    .filter((pod) => selector.every(([key, value]) => labelsOf(pod)[key] === value))
    .filter((pod) =>
      listAt(pod['status'], 'conditions').some(
        (one) => textAt(one, 'type') === 'Ready' && textAt(one, 'status') === 'True',
      ),
    );
}

/** By number, or by the name that a container gives it. */
function targetPort(pod: ApiObject, port: JsonObject): number {
  const named = portsOf(pod).find((one) => textAt(one, 'name') === textAt(port, 'targetPort'));
  return numberAt(port, 'targetPort') ?? numberAt(named, 'containerPort') ?? numberAt(port, 'port') ?? 0;
}

/** The first there is, where none is named. */
function portOfPod(pod: ApiObject, port: string): number {
  return port === '' ? (numberAt(portsOf(pod)[0], 'containerPort') ?? 80) : Number(port) || 0;
}

function portsOf(pod: ApiObject): readonly JsonObject[] {
  return listAt(pod['spec'], 'containers').flatMap((one) => listAt(one, 'ports').filter(isObject));
}

function unavailable(message: string): ApiError {
  return new ApiError(503, 'ServiceUnavailable', message);
}
