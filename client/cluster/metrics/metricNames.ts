/**
 * What Knative calls its figures: since 1.19 after OpenTelemetry, before that after OpenCensus, and what changed its name
 * in between (knative.dev/serving pkg/autoscaler, pkg/queue, pkg/activator).
 */
export type Gauge =
  | 'desired'
  | 'requested'
  | 'ready'
  /** Over how many pods the averages of 2019 were taken, which were those of one pod. */
  | 'observedPods'
  | 'stableConcurrency'
  | 'panicConcurrency'
  | 'stableRequests'
  | 'panicRequests'
  | 'panicking'
  | 'queueDepth'
  | 'activatorConcurrency';

const gauges: ReadonlyMap<string, Gauge> = new Map([
  ['kn_revision_pods_desired', 'desired'],
  ['kn_revision_pods_requested', 'requested'],
  ['kn_revision_pods_count', 'ready'],
  ['kn_revision_concurrency_stable', 'stableConcurrency'],
  ['kn_revision_concurrency_panic', 'panicConcurrency'],
  ['kn_revision_rps_stable_per_second', 'stableRequests'],
  ['kn_revision_rps_panic_per_second', 'panicRequests'],
  // Where units are not added to names.
  ['kn_revision_rps_stable', 'stableRequests'],
  ['kn_revision_rps_panic', 'panicRequests'],
  ['kn_revision_panic_mode', 'panicking'],
  ['kn_revision_request_concurrency', 'activatorConcurrency'],
  ['kn_serving_queue_depth', 'queueDepth'],
  // 1.19 to 1.21.
  ['kn_queueproxy_depth', 'queueDepth'],
  ['autoscaler_desired_pods', 'desired'],
  ['autoscaler_requested_pods', 'requested'],
  ['autoscaler_actual_pods', 'ready'],
  ['autoscaler_observed_pods', 'observedPods'],
  ['autoscaler_stable_request_concurrency', 'stableConcurrency'],
  ['autoscaler_panic_request_concurrency', 'panicConcurrency'],
  ['autoscaler_stable_requests_per_second', 'stableRequests'],
  ['autoscaler_panic_requests_per_second', 'panicRequests'],
  ['autoscaler_panic_mode', 'panicking'],
  ['activator_request_concurrency', 'activatorConcurrency'],
  ['revision_queue_depth', 'queueDepth'],
  ['queue_proxy_queue_depth', 'queueDepth'],
]);

export const gaugeNames: readonly string[] = [...gauges.keys()];

export function gaugeOf(name: string): Gauge | undefined {
  return gauges.get(name);
}

/** Counters of requests with the histogram of their durations. */
export interface RequestFamily {
  readonly count: string;
  /** Without `_bucket`, `_sum` and `_count`. */
  readonly histogram: string;
  /** Milliseconds in one unit of the histogram. */
  readonly unit: number;
}

/**
 * Those that count the requests of a queue-proxy, best first: of several, only one counts, or a request counts twice. The
 * last of today is the activator's too.
 */
export const requestFamilies: readonly RequestFamily[] = [
  ofHistogram('kn_serving_invocation_duration_seconds'),
  ofHistogram('kn_queueproxy_app_duration_seconds'),
  ofHistogram('http_server_request_duration_seconds'),
  ...['revision', 'queue_proxy'].flatMap((component) =>
    ['', 'app_'].map((part) => ({
      count: `${component}_${part}request_count`,
      histogram: `${component}_${part}request_latencies`,
      unit: 1,
    })),
  ),
];

function ofHistogram(histogram: string): RequestFamily {
  return { count: `${histogram}_count`, histogram, unit: 1000 };
}

type Labels = Readonly<Record<string, string>>;

export function revisionIn(labels: Labels): string | undefined {
  return labels['kn_revision_name'] ?? labels['revision_name'];
}

export function namespaceIn(labels: Labels): string | undefined {
  return labels['k8s_namespace_name'] ?? labels['namespace_name'];
}

/** Whether a request failed on the side of the server. */
export function isFailure(labels: Labels): boolean {
  const code =
    labels['http_response_status_code'] ?? labels['response_code'] ?? labels['response_code_class'] ?? '';
  return code.startsWith('5');
}

const wantedNames: ReadonlySet<string> = new Set([
  ...gaugeNames,
  ...requestFamilies.flatMap(({ count, histogram }) => [
    count,
    `${histogram}_bucket`,
    `${histogram}_sum`,
    `${histogram}_count`,
  ]),
]);

export function isOfInterest(name: string): boolean {
  return wantedNames.has(name);
}
