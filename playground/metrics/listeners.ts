/** Who listens for collectors of figures at the ports of pods, as long as config-observability wants it. */
import type { Cluster } from '../api/cluster.ts';
import { type ApiObject, labelsOf, namespaceOf, textAt } from '../api/object.ts';
import type { PodTarget, Proxies } from '../api/proxies.ts';
import { type Environment, settingsIn } from '../controllers/environment.ts';
import type { Deciders } from '../controllers/scaling/deciders.ts';
import { label } from '../controllers/serving/names.ts';
import { autoscalerFamilies } from './autoscalerMetrics.ts';
import { type Dialect, dialectOfOld, dialectOfToday } from './dialect.ts';
import { exposition, expositionType } from './exposition.ts';
import { activatorFamilies, queueProxyFamilies } from './requestMetrics.ts';

/** The text at a port of a pod; undefined where nothing listens. */
export type MetricsText = (pod: ApiObject, port: number) => string | undefined;

const controlPlanePort = 9090;
const queueProxyPort = 9091;
const components: ReadonlySet<string> = new Set(['autoscaler', 'activator', 'controller', 'webhook']);

/** By the release of the cluster. */
export function dialectOf({ registry }: Cluster): Dialect {
  return isOld(registry) ? dialectOfOld : dialectOfToday;
}

export function metricsTexts(environment: Environment, deciders: Deciders): MetricsText {
  const dialect = dialectOf(environment.cluster);
  return (pod, port) => {
    if (textAt(pod['status'], 'phase') !== 'Running') return undefined;
    if (labelsOf(pod)[label.revision] !== undefined) {
      if (port !== queueProxyPort || !isTold(environment, 'requests')) return undefined;
      return exposition(queueProxyFamilies(environment, dialect, pod));
    }
    const component = labelsOf(pod)['app'] ?? '';
    const isOurs = namespaceOf(pod) === 'knative-serving' && components.has(component);
    if (!isOurs || port !== controlPlanePort || !isTold(environment, 'control plane')) return undefined;
    return exposition(
      component === 'autoscaler'
        ? autoscalerFamilies(environment, deciders, dialect)
        : component === 'activator'
          ? activatorFamilies(environment, dialect)
          : [],
    );
  };
}

/** Answers the API server's proxy. */
export function podListener(texts: MetricsText): NonNullable<Proxies['pod']> {
  return (request, response, { pod, port, path }: PodTarget) => {
    const text = texts(pod, port);
    if (text === undefined) return false;
    request.resume();
    const isMetrics = path.split('?', 1)[0] === '/metrics';
    response.writeHead(isMetrics ? 200 : 404, {
      'content-type': isMetrics ? expositionType : 'text/plain; charset=utf-8',
    });
    response.end(request.method === 'HEAD' ? undefined : isMetrics ? text : '404 page not found\n');
    return true;
  };
}

/** Since 1.19 nothing is told unless asked for; before, the control plane's figures were told to Prometheus anyhow. */
function isTold(environment: Environment, what: 'requests' | 'control plane'): boolean {
  const settings = settingsIn(environment, 'config-observability');
  const value = isOld(environment.cluster.registry)
    ? what === 'requests'
      ? settings['metrics.request-metrics-backend-destination']
      : (settings['metrics.backend-destination'] ?? 'prometheus')
    : settings[what === 'requests' ? 'request-metrics-protocol' : 'metrics-protocol'];
  return value === 'prometheus';
}

function isOld(registry: Cluster['registry']): boolean {
  return registry.find('serving.knative.dev/v1 Service') === undefined;
}
