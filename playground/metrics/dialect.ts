/** How a release calls its figures: after OpenTelemetry since 1.19, after OpenCensus before (knative.dev/serving pkg/autoscaler, pkg/queue, pkg/activator). */
import type { Labels } from './exposition.ts';

/** What a figure is about. */
export interface Subject {
  readonly namespace: string;
  readonly service: string;
  readonly configuration: string;
  readonly revision: string;
}

/** A name, and what it stands for in the words of a reader. */
export type Named = readonly [name: string, help: string];

export interface Dialect {
  readonly labels: (subject: Subject) => Labels;
  readonly answerLabels: (status: number) => Labels;
  /** Milliseconds of what durations are told in. */
  readonly unit: number;
  /** Bounds of durations, in milliseconds. */
  readonly bounds: readonly number[];
  readonly pods: Readonly<Record<'requested' | 'ready' | 'notReady' | 'pending' | 'terminating', Named>>;
  readonly decision: Readonly<Record<'desired' | 'excess' | 'panicking', Named>>;
  readonly concurrency: Averages;
  readonly rps: Averages;
  readonly scrapes: Named;
  readonly queueDepth: Named;
  /** Of the queue-proxy; counted besides where the histogram's own count is not used for that. */
  readonly durations: readonly { readonly histogram: Named; readonly count: Named | undefined }[];
  readonly activator: {
    readonly concurrency: Named;
    readonly queued: Named | undefined;
    readonly active: Named | undefined;
    readonly durations: { readonly histogram: Named; readonly count: Named | undefined };
  };
}

export type Averages = Readonly<Record<'stable' | 'panic' | 'target', Named>>;

const took = 'How long requests took';
const came = 'Requests that were answered';

export const dialectOfToday: Dialect = {
  labels: ({ namespace, service, configuration, revision }) => ({
    k8s_namespace_name: namespace,
    kn_service_name: service,
    kn_configuration_name: configuration,
    kn_revision_name: revision,
  }),
  answerLabels: (status) => ({ http_response_status_code: String(status) }),
  unit: 1000,
  bounds: [5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000],
  pods: {
    requested: ['kn_revision_pods_requested', 'Pods asked of the Deployment'],
    ready: ['kn_revision_pods_count', 'Pods that are ready'],
    notReady: ['kn_revision_pods_not_ready_count', 'Pods that run and are not ready'],
    pending: ['kn_revision_pods_pending_count', 'Pods that do not run yet'],
    terminating: ['kn_revision_pods_terminating_count', 'Pods that are about to end'],
  },
  decision: {
    desired: ['kn_revision_pods_desired', 'Pods the autoscaler wants'],
    excess: ['kn_revision_capacity_excess', 'Requests that could come at once besides'],
    panicking: ['kn_revision_panic_mode', '1 while the autoscaler panics'],
  },
  concurrency: {
    stable: ['kn_revision_concurrency_stable', 'Requests at once, on average over the stable window'],
    panic: ['kn_revision_concurrency_panic', 'Requests at once, on average over the panic window'],
    target: ['kn_revision_concurrency_target', 'Requests at once that one pod is meant to get'],
  },
  rps: {
    stable: ['kn_revision_rps_stable_per_second', 'Requests a second, on average over the stable window'],
    panic: ['kn_revision_rps_panic_per_second', 'Requests a second, on average over the panic window'],
    target: ['kn_revision_rps_target_per_second', 'Requests a second that one pod is meant to get'],
  },
  scrapes: ['kn_autoscaler_scrape_duration_seconds', 'How long it took to ask the pods for their figures'],
  queueDepth: ['kn_serving_queue_depth', 'Requests in the pod'],
  durations: [
    {
      histogram: ['kn_serving_invocation_duration_seconds', `${took} in the user's container`],
      count: undefined,
    },
    { histogram: ['http_server_request_duration_seconds', `${took} in the pod`], count: undefined },
  ],
  activator: {
    concurrency: ['kn_revision_request_concurrency', 'Requests at once that go through the activator'],
    queued: ['kn_revision_request_queued', 'Requests that wait for a pod'],
    active: ['kn_revision_request_active', 'Requests that the activator has passed on'],
    durations: {
      histogram: ['http_server_request_duration_seconds', `${took}, waiting for a pod included`],
      count: undefined,
    },
  },
};

export const dialectOfOld: Dialect = {
  labels: ({ namespace, service, configuration, revision }) => ({
    namespace_name: namespace,
    service_name: service,
    configuration_name: configuration,
    revision_name: revision,
  }),
  answerLabels: (status) => ({
    response_code: String(status),
    response_code_class: `${Math.floor(status / 100)}xx`,
  }),
  unit: 1,
  bounds: [
    5, 10, 20, 40, 60, 80, 100, 150, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800, 900, 1000, 2000, 5000,
    10_000, 20_000, 50_000, 100_000,
  ],
  pods: {
    requested: ['autoscaler_requested_pods', 'Pods asked of the Deployment'],
    ready: ['autoscaler_actual_pods', 'Pods that are ready'],
    notReady: ['autoscaler_not_ready_pods', 'Pods that run and are not ready'],
    pending: ['autoscaler_pending_pods', 'Pods that do not run yet'],
    terminating: ['autoscaler_terminating_pods', 'Pods that are about to end'],
  },
  decision: {
    desired: ['autoscaler_desired_pods', 'Pods the autoscaler wants'],
    excess: ['autoscaler_excess_burst_capacity', 'Requests that could come at once besides'],
    panicking: ['autoscaler_panic_mode', '1 while the autoscaler panics'],
  },
  concurrency: {
    stable: ['autoscaler_stable_request_concurrency', 'Requests at once, on average over the stable window'],
    panic: ['autoscaler_panic_request_concurrency', 'Requests at once, on average over the panic window'],
    target: ['autoscaler_target_concurrency_per_pod', 'Requests at once that one pod is meant to get'],
  },
  rps: {
    stable: ['autoscaler_stable_requests_per_second', 'Requests a second, on average over the stable window'],
    panic: ['autoscaler_panic_requests_per_second', 'Requests a second, on average over the panic window'],
    target: ['autoscaler_target_requests_per_second', 'Requests a second that one pod is meant to get'],
  },
  scrapes: ['autoscaler_scrape_time', 'How long it took to ask the pods for their figures, in milliseconds'],
  queueDepth: ['revision_queue_depth', 'Requests in the pod'],
  durations: [
    {
      histogram: ['revision_request_latencies', `${took} in the pod, in milliseconds`],
      count: ['revision_request_count', `${came} by the pod`],
    },
    {
      histogram: ['revision_app_request_latencies', `${took} in the user's container, in milliseconds`],
      count: ['revision_app_request_count', `${came} by the user's container`],
    },
  ],
  activator: {
    concurrency: ['activator_request_concurrency', 'Requests at once that go through the activator'],
    queued: undefined,
    active: undefined,
    durations: {
      histogram: ['activator_request_latencies', `${took}, waiting for a pod included, in milliseconds`],
      count: ['activator_request_count', `${came} by way of the activator`],
    },
  },
};
