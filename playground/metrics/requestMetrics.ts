/** What the queue-proxy in each pod tells of the requests that come there, and the activator of those that go through it. */
import { type ApiObject, nameOf, textAt } from '../api/object.ts';
import type { Environment } from '../controllers/environment.ts';
import { Tally } from '../controllers/scaling/tally.ts';
import { autoscalerKind } from '../controllers/serving/names.ts';
import { answerFamilies } from './answers.ts';
import { type Dialect, dialectOfToday, type Named } from './dialect.ts';
import { type Family, gauge, type Labels } from './exposition.ts';
import { subjectOf } from './subject.ts';

export function queueProxyFamilies(
  { load, cluster }: Environment,
  dialect: Dialect,
  pod: ApiObject,
): readonly Family[] {
  const subject = subjectOf(pod);
  const labels = { ...dialect.labels(subject), ...podLabels(dialect, pod) };
  const none = new Tally(() => cluster.clock.now(), dialect.bounds);
  const tally = load.ofPod(textAt(pod.metadata, 'uid')) ?? none;
  const [name, help] = dialect.queueDepth;
  return [
    ...(dialect === dialectOfToday ? [targetInfo({ ...labels, service_name: subject.service })] : []),
    gauge(name, help, [{ labels, value: tally.inFlight }]),
    ...dialect.durations.flatMap((durations) => answerFamilies(dialect, durations, [{ tally, labels }])),
  ];
}

function podLabels(dialect: Dialect, pod: ApiObject): Labels {
  const name = nameOf(pod);
  return dialect === dialectOfToday
    ? { k8s_pod_name: name, container_name: 'queue-proxy' }
    : { pod_name: name, container_name: 'queue-proxy' };
}

/** What OpenTelemetry's exporter says of whoever speaks. */
function targetInfo(labels: Labels): Family {
  return gauge('target_info', 'Target metadata', [{ labels, value: 1 }]);
}

export function activatorFamilies(environment: Environment, dialect: Dialect): readonly Family[] {
  const all = [...environment.load.activated].map(({ tally, waiting, namespace, revision }) => {
    return { tally, waiting, labels: labelsOf(environment, dialect, namespace, revision) };
  });
  const { concurrency, queued, active, durations } = dialect.activator;
  const family = ([name, help]: Named, of: (one: (typeof all)[number]) => number): Family =>
    gauge(
      name,
      help,
      all.map((one) => ({ labels: one.labels, value: of(one) })),
    );
  return [
    family(concurrency, ({ tally }) => tally.lately),
    ...(queued === undefined ? [] : [family(queued, ({ waiting }) => waiting)]),
    ...(active === undefined ? [] : [family(active, ({ tally, waiting }) => tally.inFlight - waiting)]),
    ...(dialect === dialectOfToday ? connection : []),
    ...answerFamilies(dialect, durations, all),
  ];
}

/** The one to the autoscaler, which cannot break here. */
const connection: readonly Family[] = [
  gauge('kn_activator_stats_conn_reachable', '1 where the peer can be reached', [
    { labels: { peer: 'autoscaler' }, value: 1 },
  ]),
  {
    name: 'kn_activator_stats_conn_errors_total',
    type: 'counter',
    help: 'Failures of the connection to the peer',
    samples: [{ labels: { peer: 'autoscaler' }, value: 0 }],
  },
];

function labelsOf({ client }: Environment, dialect: Dialect, namespace: string, revision: string): Labels {
  const autoscaler = client.find(autoscalerKind, namespace, revision);
  return autoscaler === undefined
    ? dialect.labels({ namespace, revision, service: '', configuration: '' })
    : dialect.labels(subjectOf(autoscaler, revision));
}
