/** What the autoscaler's pods tell: of each revision its averages, the decision, and the pods there are. */
import {
  type ApiObject,
  isTerminating,
  labelsOf,
  nameOf,
  namespaceOf,
  numberAt,
  objectAt,
  textAt,
} from '../api/object.ts';
import { type Deciders, type Memory, settingsOf } from '../controllers/scaling/deciders.ts';
import type { Environment } from '../controllers/environment.ts';
import { autoscalerKind, deploymentKind, label, podKind } from '../controllers/serving/names.ts';
import { isReadyPod } from '../controllers/workload/replicaSet.ts';
import type { Dialect, Named } from './dialect.ts';
import { type Family, gauge, histogramSamples, type Labels } from './exposition.ts';
import { subjectOf } from './subject.ts';

interface Scaled {
  readonly autoscaler: ApiObject;
  readonly memory: Memory;
  readonly labels: Labels;
}

export function autoscalerFamilies(
  environment: Environment,
  deciders: Deciders,
  dialect: Dialect,
): readonly Family[] {
  const all = environment.client.list(autoscalerKind).flatMap((autoscaler): readonly Scaled[] => {
    const memory = deciders.known(autoscaler);
    if (memory === undefined) return [];
    return [{ autoscaler, memory, labels: dialect.labels(subjectOf(autoscaler, nameOf(autoscaler))) }];
  });
  return [
    ...decisionFamilies(environment, dialect, all),
    ...podFamilies(environment, dialect, all),
    scrapes(dialect, all),
  ];
}

function decisionFamilies(
  environment: Environment,
  { decision: names, concurrency, rps }: Dialect,
  all: readonly Scaled[],
): readonly Family[] {
  const decided = all.flatMap(({ autoscaler, memory: { decision }, labels }) =>
    decision === undefined ? [] : [{ decision, labels, settings: settingsOf(environment, autoscaler) }],
  );
  const family = (
    [name, help]: Named,
    of: (one: (typeof decided)[number]) => number,
    from = decided,
  ): Family =>
    gauge(
      name,
      help,
      from.map((one) => ({ labels: one.labels, value: of(one) })),
    );
  // The averages of what a revision is not scaled by are unknown.
  const averages = (['concurrency', 'rps'] as const).flatMap((metric) => {
    const { stable, panic, target } = metric === 'rps' ? rps : concurrency;
    const those = decided.filter(({ settings }) => settings.metric === metric);
    return [
      family(stable, ({ decision }) => decision.stable, those),
      family(panic, ({ decision }) => decision.panic, those),
      family(target, ({ settings }) => settings.target, those),
    ];
  });
  return [
    family(names.desired, ({ decision }) => decision.wanted),
    family(names.excess, ({ decision }) => decision.excessBurstCapacity),
    ...averages,
    family(names.panicking, ({ decision }) => Number(decision.panicking)),
  ];
}

function podFamilies(
  { client }: Environment,
  { pods: names }: Dialect,
  all: readonly Scaled[],
): readonly Family[] {
  const counted = all.map(({ autoscaler, labels }) => {
    const namespace = namespaceOf(autoscaler);
    const revision = labelsOf(autoscaler)[label.revision] ?? nameOf(autoscaler);
    const target = textAt(objectAt(autoscaler['spec'], 'scaleTargetRef'), 'name');
    const deployment = client.find(deploymentKind, namespace, target);
    const pods = client.list(podKind, { namespace, labels: `${label.revision}=${revision}` });
    return { labels, requested: numberAt(deployment?.['spec'], 'replicas') ?? 0, ...countPods(pods) };
  });
  return (['requested', 'ready', 'notReady', 'pending', 'terminating'] as const).map((which) => {
    const [name, help] = names[which];
    return gauge(
      name,
      help,
      counted.map((one) => ({ labels: one.labels, value: one[which] })),
    );
  });
}

/** As upstream sorts them: those about to end first, then those that do not run (pkg/resources/pods.go). */
function countPods(
  pods: readonly ApiObject[],
): Record<'ready' | 'notReady' | 'pending' | 'terminating', number> {
  const counts = { ready: 0, notReady: 0, pending: 0, terminating: 0 };
  for (const pod of pods) {
    if (isTerminating(pod)) counts.terminating += 1;
    else if (textAt(pod['status'], 'phase') !== 'Running') counts.pending += 1;
    else if (isReadyPod(pod)) counts.ready += 1;
    else counts.notReady += 1;
  }
  return counts;
}

/** Pods are asked every second; on this one machine that takes no time that the clock of the cluster could tell. */
function scrapes({ scrapes: [name, help], bounds, unit }: Dialect, all: readonly Scaled[]): Family {
  const samples = all.flatMap(({ memory: { scrapes: count }, labels }) => {
    const counts = bounds.map((_bound, index) => (index === 0 ? count : 0));
    return histogramSamples({ counts, sum: 0, count }, bounds, labels, unit);
  });
  return { name, type: 'histogram', help, samples };
}
