/** Which sources of figures there are for a cluster, the best first. */
import { endpointsSource } from './cluster/metrics/endpointsSource.ts';
import { MetricsRecorders } from './cluster/metrics/metricsRecorders.ts';
import type { PrometheusAccess } from './cluster/metrics/prometheusApi.ts';
import { prometheusSource } from './cluster/metrics/prometheusSource.ts';

export function metricsRecorders(prometheus: () => PrometheusAccess | undefined): MetricsRecorders {
  return new MetricsRecorders({
    sourcesFor: (session) => [prometheusSource(session, prometheus), endpointsSource(session)],
  });
}
