/** The autoscaling dashboard's words in the user's language; `{0}` … stand for what the panel puts in. */

export interface AutoscalingLabels {
  readonly ranges: { readonly m5: string; readonly m15: string; readonly h1: string; readonly h6: string };
  readonly pause: string;
  readonly resume: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly earlier: string;
  readonly later: string;
  readonly live: string;
  readonly keys: string;
  readonly range: string;
  readonly revisions: string;
  readonly allRevisions: string;
  readonly showTable: string;
  readonly showCharts: string;
  readonly why: string;
  readonly panicking: string;
  /** `{0}` is a number of seconds. */
  readonly zeroIn: string;
  readonly zeroNow: string;
  readonly waiting: string;
  readonly charts: {
    readonly replicas: string;
    readonly concurrency: string;
    readonly requests: string;
    readonly averages: string;
    readonly measured: string;
    readonly split: string;
    readonly latency: string;
    readonly errors: string;
  };
  readonly series: {
    readonly desired: string;
    readonly ready: string;
    readonly concurrency: string;
    readonly requests: string;
    readonly stable: string;
    readonly panic: string;
    readonly measured: string;
    readonly aimedAt: string;
    readonly atMost: string;
    readonly p50: string;
    readonly p95: string;
    readonly p99: string;
    readonly errors: string;
  };
  /** What is missing where a chart has nothing to show. */
  readonly missing: {
    readonly load: string;
    readonly averages: string;
    readonly latency: string;
    readonly replicas: string;
  };
  /** `{0}` the chart, `{1}` what its series are at now. */
  readonly summary: string;
  /** `{0}` the series, `{1}` now, `{2}` least, `{3}` most. */
  readonly summarySeries: string;
  readonly noValues: string;
  readonly time: string;
  readonly events: string;
  readonly noEvents: string;
  readonly loading: string;
  readonly settings: string;
  readonly setting: string;
  readonly value: string;
  readonly origin: string;
  /** `{0}` an annotation. */
  readonly openAnnotation: string;
  readonly sources: string;
  readonly automatic: string;
  readonly openSettings: string;
  readonly grafana: string;
  readonly load: LoadLabels;
  readonly whatIf: WhatIfLabels;
}

export interface LoadLabels {
  readonly title: string;
  readonly by: string;
  readonly rate: string;
  readonly concurrency: string;
  readonly amount: string;
  readonly duration: string;
  readonly to: string;
  readonly path: string;
  readonly method: string;
  readonly headers: string;
  readonly start: string;
  readonly stop: string;
  readonly answered: string;
  readonly noAddress: string;
}

export interface WhatIfLabels {
  readonly title: string;
  readonly about: string;
  readonly metric: string;
  readonly concurrency: string;
  readonly rps: string;
  readonly target: string;
  readonly utilization: string;
  readonly window: string;
  readonly min: string;
  readonly max: string;
  readonly loadFrom: string;
  readonly recorded: string;
  readonly drawn: string;
  readonly presets: string;
  readonly steady: string;
  readonly ramp: string;
  readonly spike: string;
  readonly waves: string;
  readonly draw: string;
  readonly second: string;
  readonly loadAt: string;
  readonly addPoint: string;
  readonly removePoint: string;
  readonly didSeries: string;
  readonly nowSeries: string;
  readonly ifSeries: string;
  readonly loadSeries: string;
  readonly replicas: string;
  readonly totals: string;
  readonly podSeconds: string;
  readonly mostReplicas: string;
  readonly changes: string;
  readonly overloaded: string;
  readonly difference: string;
  readonly write: string;
  readonly noFile: string;
  readonly nothingChanged: string;
  readonly nothingRecorded: string;
  readonly notForHpa: string;
  readonly reset: string;
}
