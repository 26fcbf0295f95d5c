/** Finds a Prometheus that runs in the cluster, by the names and labels that its charts and operators give it. */
import { isObject, listAt, numberAt, textAt } from '#knative/json.ts';
import { requestJson, type Api } from '../api.ts';
import { ClusterError } from '../errors.ts';
import type { KubeList, KubeObject } from '../object.ts';

export interface PrometheusService {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
}

/** The likeliest first. */
export async function findPrometheus(api: Api, signal: AbortSignal): Promise<readonly PrometheusService[]> {
  const labelled = await Promise.all(
    selectors.map(async (labelSelector) => services(api, '/api/v1/services', signal, labelSelector)),
  );
  const found = prometheusServices(labelled.flat());
  if (found.length > 0) return found;
  // Who may not look everywhere may be allowed to look there.
  const usual = await Promise.all(
    usualNamespaces.map(async (namespace) =>
      services(api, `/api/v1/namespaces/${namespace}/services`, signal),
    ),
  );
  return prometheusServices(usual.flat());
}

const selectors = [
  'app.kubernetes.io/name=prometheus',
  'app in (prometheus, prometheus-server, kube-prometheus-stack-prometheus)',
  'operated-prometheus=true',
];

const usualNamespaces = [
  'knative-monitoring',
  'monitoring',
  'prometheus',
  'observability',
  'istio-system',
  'openshift-monitoring',
  'knative-serving',
];

async function services(
  api: Api,
  path: string,
  signal: AbortSignal,
  labelSelector?: string,
): Promise<readonly KubeObject[]> {
  try {
    const query = { limit: 100, labelSelector };
    return (await requestJson<KubeList>(api, { path, query, signal })).items;
  } catch (error) {
    const isNotForUs =
      error instanceof ClusterError && (error.reason === 'forbidden' || error.reason === 'notFound');
    if (isNotForUs) return [];
    throw error;
  }
}

/** Those that look like a Prometheus' own server, each once. */
export function prometheusServices(all: readonly KubeObject[]): readonly PrometheusService[] {
  const byName = new Map(all.map((one) => [`${one.metadata.namespace ?? ''}/${one.metadata.name}`, one]));
  return [...byName.values()]
    .flatMap((service) => {
      const port = portOf(service);
      const { namespace = '', name } = service.metadata;
      return port === undefined || !isServer(name) ? [] : [{ namespace, name, port }];
    })
    .toSorted((a, b) => rank(a.name) - rank(b.name));
}

/** Its companions have its name in theirs. */
function isServer(name: string): boolean {
  return (
    /prometheus/.test(name) &&
    !/alertmanager|exporter|gateway|operator|adapter|metrics|webhook|grafana/.test(name)
  );
}

/** A Service that has an address of its own is meant for others; the operator's has none and leads to the pods. */
function rank(name: string): number {
  return name === 'prometheus-operated' ? 1 : 0;
}

function portOf({ spec }: KubeObject): number | undefined {
  const ports = listAt(spec, 'ports').filter(isObject);
  const found =
    ports.find((port) => ['web', 'http-web', 'http', 'prometheus'].includes(textAt(port, 'name'))) ??
    ports.find((port) => [9090, 80].includes(numberAt(port, 'port') ?? 0)) ??
    ports[0];
  return numberAt(found, 'port');
}
