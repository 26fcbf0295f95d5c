/** What the pods' metrics say together, and in words what they do not say. Pure, but for what it remembers of before. */
import { text, type Text } from '#knative/text.ts';
import type { ClusterError } from '../errors.ts';
import type { Counters } from './counters.ts';
import type { Leaders } from './leaders.ts';
import { namespaceIn, revisionIn } from './metricNames.ts';
import type { Figures, MetricsSubject, Reading, SubjectRevision } from './metricsSource.ts';
import { silentAutoscaler, observabilityKey } from './observability.ts';
import type { MetricLine } from './prometheusText.ts';
import { noRequests, revisionFigures, type Gauges, type RequestLoad } from './revisionFigures.ts';
import { gaugesIn, loadOf, scaledLoad } from './scrapedFigures.ts';
import type { SampledRevision } from './scrapeTargets.ts';

export interface ScrapeTarget {
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
  readonly component: 'autoscaler' | 'activator' | 'queueProxy';
  /** Of a queue-proxy. */
  readonly revision: string | undefined;
}

/** What a pod said. */
export interface Heard extends ScrapeTarget {
  readonly lines: readonly MetricLine[];
  readonly error: ClusterError | undefined;
  /** When, in seconds: rates are by its own clock, however long the others take. */
  readonly at: number;
}

export interface ReadingWorld {
  readonly leaders: Leaders;
  readonly counters: Counters;
  readonly sampled: readonly SampledRevision[];
  /** Seconds. */
  readonly interval: number;
  readonly time: number;
  /** The namespace. */
  readonly controlPlane: string;
  /** The pods of the control plane may not be listed. */
  readonly mayNotList: boolean;
  readonly isOf2019: boolean;
}

export function readingOf(subject: MetricsSubject, heard: readonly Heard[], world: ReadingWorld): Reading {
  const words = inWords(subject, heard, world);
  if (!heard.some(({ component, lines }) => component !== 'activator' && lines.length > 0)) {
    return { found: false, text: words };
  }
  const figures = new Map<string, Figures>();
  for (const revision of subject.revisions) {
    const gauges = gaugesOf(subject, revision, heard, world);
    figures.set(
      revision.name,
      revisionFigures(gauges, loadOfRevision(revision.name, heard, world), revision.metric),
    );
  }
  return { found: true, text: words, figures };
}

function gaugesOf(
  { namespace }: MetricsSubject,
  { name, desired }: SubjectRevision,
  heard: readonly Heard[],
  { leaders, sampled, time }: ReadingWorld,
): Gauges {
  const isOurs = ({ labels }: MetricLine): boolean =>
    revisionIn(labels) === name && (namespaceIn(labels) ?? namespace) === namespace;
  const toldBy = (component: Heard['component']): readonly Heard[] =>
    heard.filter((one) => one.component === component);
  const byInstance = toldBy('autoscaler')
    .map(({ pod, lines }) => [pod, gaugesIn(lines.filter(isOurs))] as const)
    .filter(([, gauges]) => gauges.size > 0);
  const leading = leaders.pick(name, new Map(byInstance), time, desired);
  const inActivators = gaugesIn(toldBy('activator').flatMap(({ lines }) => lines.filter(isOurs)));
  const inPods = toldBy('queueProxy').filter(({ revision }) => revision === name);
  const depth = gaugesIn(inPods.flatMap(({ lines }) => lines)).get('queueDepth');
  const activator = inActivators.get('activatorConcurrency');
  const weight = sampled.find((one) => one.name === name)?.weight ?? 1;
  return new Map([
    ...(leading ?? []),
    ...(depth === undefined ? [] : [['queueDepth', depth * weight] as const]),
    ...(activator === undefined ? [] : [['activatorConcurrency', activator] as const]),
  ]);
}

/** Seconds over which durations are gathered: few requests say little of the slowest ones. */
const lately = 10;

function loadOfRevision(
  revision: string,
  heard: readonly Heard[],
  { counters, sampled, interval }: ReadingWorld,
): RequestLoad | undefined {
  const found = sampled.find(({ name }) => name === revision);
  // Without pods nobody answers.
  if (found === undefined) return noRequests;
  if (!heard.some((one) => one.revision === revision && one.lines.length > 0)) return undefined;
  const rates = found.pods.flatMap((pod) => {
    const [now, before] = [counters.rates(pod, interval), counters.rates(pod, lately)];
    return now === undefined || before === undefined ? [] : [{ now, lately: before }];
  });
  if (rates.length === 0) return undefined;
  // A pod that was asked only once counts for nothing yet: it has just come, and nobody knows how busy it is.
  return scaledLoad(loadOf(rates), found.weight);
}

function inWords(
  { namespace, observability }: MetricsSubject,
  heard: readonly Heard[],
  { controlPlane, mayNotList, isOf2019 }: ReadingWorld,
): Text {
  const [autoscalers, queueProxies] = (['autoscaler', 'queueProxy'] as const).map((component) =>
    stateOf(heard.filter((one) => one.component === component)),
  );
  if (mayNotList || autoscalers === 'forbidden') {
    return queueProxies === 'tells'
      ? text(
          'Requests and their duration, from the queue-proxies. For averages and panic you need the right to get pods/proxy in the namespace {0}.',
          controlPlane,
        )
      : text('You need the right to list pods and to get pods/proxy in the namespace {0}.', controlPlane);
  }
  if (autoscalers === 'none' && queueProxies !== 'tells') {
    return text('There is no pod of the autoscaler in the namespace {0}.', controlPlane);
  }
  if (autoscalers !== 'tells') {
    return queueProxies === 'tells'
      ? text(
          'Requests and their duration, from the queue-proxies. Averages and panic are missing: see {0} in config-observability.',
          observabilityKey('autoscaler', observability, isOf2019),
        )
      : silentAutoscaler(observability, isOf2019);
  }
  switch (queueProxies) {
    case 'forbidden':
      return text(
        'Averages and panic, from the autoscaler. For requests and their duration you need the right to get pods/proxy in the namespace {0}.',
        namespace,
      );
    case 'silent':
      return text(
        'Averages and panic, from the autoscaler. For requests and their duration, set {0} in config-observability to "prometheus".',
        observabilityKey('requests', observability, isOf2019),
      );
    default:
      return text('The metrics of the autoscaler and of the queue-proxies, through the API server.');
  }
}

function stateOf(heard: readonly Heard[]): 'none' | 'tells' | 'silent' | 'forbidden' {
  if (heard.length === 0) return 'none';
  if (heard.some(({ lines }) => lines.length > 0)) return 'tells';
  return heard.some(({ error }) => error?.reason === 'forbidden') ? 'forbidden' : 'silent';
}
