/** The dashboard's words in the user's language. */
import { l10n } from 'vscode';
import type { AutoscalingLabels, LoadLabels, WhatIfLabels } from '#protocol/autoscalingLabels.ts';

export function autoscalingLabels(): AutoscalingLabels {
  return {
    ...viewLabels(),
    ...chartLabels(),
    ...sectionLabels(),
    load: loadLabels(),
    whatIf: whatIfLabels(),
  };
}

function viewLabels() {
  return {
    ranges: { m5: l10n.t('5 min'), m15: l10n.t('15 min'), h1: l10n.t('1 h'), h6: l10n.t('6 h') },
    range: l10n.t('What part of the time is shown'),
    pause: l10n.t('Pause'),
    resume: l10n.t('Resume'),
    zoomIn: l10n.t('Zoom in (+)'),
    zoomOut: l10n.t('Zoom out (−)'),
    earlier: l10n.t('Earlier (←)'),
    later: l10n.t('Later (→)'),
    live: l10n.t('Back to now (0)'),
    keys: l10n.t('Charts; keys: + and − zoom, ← and → move, 0 goes back to now'),
    revisions: l10n.t('Revision'),
    allRevisions: l10n.t('All together'),
    showTable: l10n.t('Show as table'),
    showCharts: l10n.t('Show as charts'),
    why: l10n.t('Why there are as many replicas as there are'),
    panicking: l10n.t('Panic mode'),
    zeroIn: l10n.t('To zero in {0} s'),
    zeroNow: l10n.t('To zero now'),
    waiting: l10n.t('Nothing is known of its autoscaler yet.'),
    loading: l10n.t('Reading the cluster …'),
    noValues: l10n.t('nothing known'),
    time: l10n.t('Time'),
  };
}

function chartLabels() {
  return {
    charts: {
      replicas: l10n.t('Replicas'),
      concurrency: l10n.t('Concurrent requests'),
      requests: l10n.t('Requests per second'),
      averages: l10n.t('What the autoscaler goes by'),
      measured: l10n.t('What the HPA measures (%, MiB or a unit of its own)'),
      split: l10n.t('Requests per second, by revision'),
      latency: l10n.t('Latency'),
      errors: l10n.t('Failed requests'),
    },
    series: {
      desired: l10n.t('wanted'),
      ready: l10n.t('ready'),
      concurrency: l10n.t('at once'),
      requests: l10n.t('per second'),
      stable: l10n.t('stable window'),
      panic: l10n.t('panic window'),
      measured: l10n.t('measured'),
      aimedAt: l10n.t('aimed at (target × utilization × ready)'),
      atMost: l10n.t('possible (target × ready)'),
      p50: l10n.t('half below'),
      p95: l10n.t('95 % below'),
      p99: l10n.t('99 % below'),
      errors: l10n.t('failed'),
    },
    missing: {
      load: l10n.t('No source tells the requests. See Sources below for what is missing.'),
      averages: l10n.t(
        'No source tells the averages of the autoscaler. See Sources below for what is missing.',
      ),
      latency: l10n.t(
        'Latency and failures need the metrics of the queue-proxies. See Sources below for what is missing.',
      ),
      replicas: l10n.t('Nothing is known of its replicas yet.'),
    },
    summary: l10n.t('{0}: {1}'),
    summarySeries: l10n.t('{0} {1} now, between {2} and {3}'),
  };
}

function sectionLabels() {
  return {
    events: l10n.t('What happened'),
    noEvents: l10n.t('Nothing happened in this time.'),
    settings: l10n.t('Settings in force'),
    setting: l10n.t('Setting'),
    value: l10n.t('Value'),
    origin: l10n.t('Where from'),
    openAnnotation: l10n.t('Show {0} in the manifest'),
    sources: l10n.t('Sources'),
    automatic: l10n.t('The best one there is'),
    openSettings: l10n.t('Settings …'),
    grafana: l10n.t('Open Grafana'),
  };
}

function loadLabels(): LoadLabels {
  return {
    title: l10n.t('Load'),
    by: l10n.t('Hold'),
    rate: l10n.t('Requests per second'),
    concurrency: l10n.t('Requests at once'),
    amount: l10n.t('How many'),
    duration: l10n.t('Seconds'),
    to: l10n.t('To'),
    path: l10n.t('Path'),
    method: l10n.t('Method'),
    headers: l10n.t('Headers, one in a line'),
    start: l10n.t('Send load'),
    stop: l10n.t('Stop'),
    answered: l10n.t('Who answered:'),
    noAddress: l10n.t('It has no address that can be asked from here yet.'),
  };
}

function whatIfLabels(): WhatIfLabels {
  return {
    title: l10n.t('What if'),
    about: l10n.t(
      'What the autoscaler would have decided with other settings. Nothing is changed by trying.',
    ),
    metric: l10n.t('Metric'),
    concurrency: l10n.t('Requests at once'),
    rps: l10n.t('Requests per second'),
    target: l10n.t('Target'),
    utilization: l10n.t('Utilization, %'),
    window: l10n.t('Window, s'),
    min: l10n.t('At least'),
    max: l10n.t('At most (0: no limit)'),
    loadFrom: l10n.t('On which load'),
    recorded: l10n.t('The one that is shown above'),
    drawn: l10n.t('One that I draw'),
    presets: l10n.t('Loads to start from'),
    steady: l10n.t('Steady'),
    ramp: l10n.t('Ramp'),
    spike: l10n.t('Spike'),
    waves: l10n.t('Waves'),
    draw: l10n.t('Click to set the load of a second, or write it below. 5 minutes in all.'),
    second: l10n.t('Second'),
    loadAt: l10n.t('Load at second {0}'),
    addPoint: l10n.t('Add a point at this second'),
    removePoint: l10n.t('Remove the point at second {0}'),
    didSeries: l10n.t('what it did'),
    nowSeries: l10n.t('with the settings in force'),
    ifSeries: l10n.t('what if'),
    loadSeries: l10n.t('load ÷ target'),
    replicas: l10n.t('Replicas wanted'),
    totals: l10n.t('In all'),
    podSeconds: l10n.t('Replicas × seconds'),
    mostReplicas: l10n.t('Most replicas'),
    changes: l10n.t('Decisions to change'),
    overloaded: l10n.t('Seconds with more load than the ready replicas can take'),
    difference: l10n.t('Difference'),
    write: l10n.t('Write to the file'),
    noFile: l10n.t('No manifest of it is in this workspace, so there is no file to write to.'),
    nothingChanged: l10n.t('These are the settings in force; change one to write it to the file.'),
    nothingRecorded: l10n.t(
      'There are not yet ten seconds of known load in the time shown above; send load, or draw one.',
    ),
    notForHpa: l10n.t(
      'The autoscaler of Kubernetes (HPA) decides here; only Knative’s own can be tried out.',
    ),
    reset: l10n.t('Back to the settings in force'),
  };
}
