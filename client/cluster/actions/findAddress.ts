/** Finds where a request to a service must be sent, so that it arrives although no DNS leads there. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isObject, textAt } from '#knative/json.ts';
import { requestJson, type Api } from '../api.ts';
import { ClusterError } from '../errors.ts';
import { addressesOf, gatewaysFor, hostOf, type Address, type Gateway } from '../ingress.ts';
import { jsonOf, pathOf, type KubeList, type KubeObject } from '../object.ts';
import type { Session } from '../session.ts';

export interface Way {
  /** Undefined where the name itself leads there. */
  readonly through: readonly Address[] | undefined;
  /** The gateway that was found. */
  readonly gateway: Gateway | undefined;
}

/** @param route the name of the service's route */
export async function findAddress(
  session: Session,
  url: string,
  { namespace, route }: { readonly namespace: string; readonly route: string },
  signal?: AbortSignal,
): Promise<Way> {
  const scheme = url.startsWith('https:') ? 'https' : 'http';
  const found = await findGateway(session, namespace, route, scheme, signal);
  const named = await resolved(hostOf(url));
  if (found === undefined) return { through: undefined, gateway: undefined };
  const { gateway, addresses } = found;
  if (named.length === 0) return { through: addresses, gateway };
  const hosts = await Promise.all(addresses.map(async ({ host }) => resolved(host)));
  const leadsThere = hosts.flat().some((host) => named.includes(host));
  return { through: leadsThere ? undefined : addresses, gateway };
}

interface Found {
  readonly gateway: Gateway;
  readonly addresses: readonly Address[];
}

/** The first that is there and has an address. */
async function findGateway(
  { api, serving }: Session,
  namespace: string,
  route: string,
  scheme: 'http' | 'https',
  signal: AbortSignal | undefined,
): Promise<Found | undefined> {
  const [ingress, network, istio, gateways, nodes] = await Promise.all([
    read(api, pathOf(ingressResource, namespace, route), signal),
    readConfig(api, 'config-network', signal),
    readConfig(api, 'config-istio', signal),
    readConfig(api, 'config-gateway', signal),
    readNodes(api, signal),
  ]);
  const candidates = gatewaysFor({
    ingress,
    configs: { 'config-network': network, 'config-istio': istio, 'config-gateway': gateways },
    version: serving?.version ?? 'v1',
  });
  for (const gateway of candidates) {
    const service = await read(api, pathOf(serviceResource, gateway.namespace, gateway.name), signal);
    const addresses = service === undefined ? [] : addressesOf(service, nodes, scheme);
    if (addresses.length > 0) return { gateway, addresses };
  }
  return undefined;
}

const ingressResource = {
  group: 'networking.internal.knative.dev',
  version: 'v1alpha1',
  kind: 'Ingress',
  plural: 'ingresses',
  namespaced: true,
};
const serviceResource = { group: '', version: 'v1', kind: 'Service', plural: 'services', namespaced: true };

async function readConfig(
  api: Api,
  name: string,
  signal: AbortSignal | undefined,
): Promise<Readonly<Record<string, string>>> {
  const path = `/api/v1/namespaces/knative-serving/configmaps/${name}`;
  const map = await read(api, path, signal);
  const data = map === undefined ? undefined : jsonOf(map)['data'];
  if (!isObject(data)) return {};
  return Object.fromEntries(Object.keys(data).map((key) => [key, textAt(data, key)]));
}

async function readNodes(api: Api, signal: AbortSignal | undefined): Promise<readonly KubeObject[]> {
  const list = await orNothing(
    requestJson<KubeList>(api, { path: '/api/v1/nodes', query: { limit: 5 }, signal }),
  );
  return list?.items ?? [];
}

async function read(
  api: Api,
  path: string,
  signal: AbortSignal | undefined,
): Promise<KubeObject | undefined> {
  return orNothing(requestJson<KubeObject>(api, { path, signal }));
}

/** What is not there, or may not be seen, is looked for elsewhere. */
async function orNothing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ClusterError && (error.reason === 'notFound' || error.reason === 'forbidden'))
      return undefined;
    throw error;
  }
}

async function resolved(host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}
