/** The autoscaler's memory: a decider and a scaler state for each revision, fed every second, asked every other. */
import { type Circumstances, Decider, type Decision, tickInterval } from '#knative/autoscaler/decider.ts';
import { initialState, type ScalerState } from '#knative/autoscaler/scaler.ts';
import { type AutoscalerSettings, autoscalerSettings } from '#knative/autoscaler/settings.ts';
import {
  annotationsOf,
  type ApiObject,
  isTerminating,
  labelsOf,
  nameOf,
  namespaceOf,
  numberAt,
  textAt,
  uidOf,
} from '../../api/object.ts';
import type { Key } from '../controller.ts';
import { type Environment, settingsIn } from '../environment.ts';
import { autoscalerKind, label, podKind } from '../serving/names.ts';
import { isReadyPod } from '../workload/replicaSet.ts';

export interface Memory {
  readonly decider: Decider;
  decision: Decision | undefined;
  state: ScalerState;
  /** How often the activator says yet that no request waits any more. */
  reports: number;
  /** How often the pods were asked for their figures. */
  scrapes: number;
}

const lastReports = 5;

/** Seconds. */
export function secondsNow({ cluster }: Environment): number {
  return cluster.clock.now() / 1000;
}

export class Deciders {
  readonly #environment: Environment;
  readonly #memories = new Map<string, Memory>();
  readonly #decided = new Set<(key: Key) => void>();
  #stopped = false;
  #ticks = 0;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Is told when another number of pods is wanted. */
  onDecision(listener: (key: Key) => void): void {
    this.#decided.add(listener);
  }

  of(autoscaler: ApiObject): Memory {
    const settings = settingsOf(this.#environment, autoscaler);
    const known = this.#memories.get(uidOf(autoscaler));
    if (known !== undefined) {
      known.decider.settings = settings;
      return known;
    }
    const time = secondsNow(this.#environment);
    const ready = readyPodsOf(this.#environment, autoscaler);
    const memory: Memory = {
      decider: new Decider(settings, time, ready),
      decision: undefined,
      state: { ...initialState, since: time },
      reports: 0,
      scrapes: 0,
    };
    this.#memories.set(uidOf(autoscaler), memory);
    return memory;
  }

  /** What is remembered of a PodAutoscaler, for those who only look. */
  known(autoscaler: ApiObject): Memory | undefined {
    return this.#memories.get(uidOf(autoscaler));
  }

  /** Every second from now on; the function returned ends it. */
  start(): () => void {
    const { clock } = this.#environment.cluster;
    const tick = (): void => {
      if (this.#stopped) return;
      clock.after(1000, tick);
      this.#ticks += 1;
      this.#second(this.#ticks % tickInterval === 0);
    };
    clock.after(1000, tick);
    const unsubscribe = this.#environment.load.onWaiting((namespace, name) => this.#poke(namespace, name));
    return () => {
      this.#stopped = true;
      unsubscribe();
    };
  }

  #second(decides: boolean): void {
    const autoscalers = this.#environment.client.list(autoscalerKind);
    const alive = new Set(autoscalers.map(uidOf));
    for (const uid of this.#memories.keys()) if (!alive.has(uid)) this.#memories.delete(uid);
    for (const autoscaler of autoscalers) {
      if (isTerminating(autoscaler) || !this.#memories.has(uidOf(autoscaler))) continue;
      this.#record(autoscaler);
      if (decides) this.#decide(autoscaler);
    }
  }

  /** Nothing is known of a revision without pods, except what waits for them in the activator. */
  #record(autoscaler: ApiObject): void {
    const { load } = this.#environment;
    const place = [namespaceOf(autoscaler), nameOf(autoscaler)] as const;
    const taken = load.take(...place);
    const memory = this.of(autoscaler);
    memory.scrapes += 1;
    const isWaitedFor = load.inFlight(...place) > 0;
    if (isWaitedFor) memory.reports = lastReports;
    else if (readyPodsOf(this.#environment, autoscaler) === 0) {
      if (memory.reports === 0) return;
      memory.reports -= 1;
    }
    const { metric } = settingsOf(this.#environment, autoscaler);
    const value = metric === 'rps' ? taken.perSecond : taken.concurrency;
    memory.decider.record(Math.floor(secondsNow(this.#environment)), value);
  }

  #decide(autoscaler: ApiObject): void {
    const memory = this.of(autoscaler);
    const before = memory.decision;
    const time = Math.floor(secondsNow(this.#environment));
    memory.decision = memory.decider.decide(time, this.#circumstances(autoscaler)) ?? before;
    const after = memory.decision;
    if (after === undefined) return;
    // While on the way to zero the mere passing of time matters.
    const isIdle = after.wanted === 0;
    if (isIdle || before?.wanted !== after.wanted || before.activators !== after.activators)
      this.#tell(autoscaler);
    else if (before.excessBurstCapacity < 0 !== after.excessBurstCapacity < 0) this.#tell(autoscaler);
  }

  /**
   * The first request that comes to the activator is reported at once, as one; those behind it with the next report
   * (knative.dev/serving pkg/activator/handler/concurrency_reporter.go).
   */
  #poke(namespace: string, name: string): void {
    if (this.#environment.load.inFlight(namespace, name) > 1) return;
    const autoscaler = this.#environment.client.find(autoscalerKind, namespace, name);
    // Only who has been decided on before: others are Kubernetes' own autoscaler's.
    if (autoscaler === undefined || !this.#memories.has(uidOf(autoscaler))) return;
    const time = Math.floor(secondsNow(this.#environment));
    this.of(autoscaler).decider.record(time, 1);
    this.#decide(autoscaler);
  }

  #circumstances(autoscaler: ApiObject): Circumstances {
    const readyPods = readyPodsOf(this.#environment, autoscaler);
    return { readyPods, reachable: textAt(autoscaler['spec'], 'reachability') !== 'Unreachable' };
  }

  #tell(autoscaler: ApiObject): void {
    const key = { namespace: namespaceOf(autoscaler), name: nameOf(autoscaler) };
    for (const listener of this.#decided) listener(key);
  }
}

export function settingsOf(environment: Environment, autoscaler: ApiObject): AutoscalerSettings {
  const concurrency = numberAt(autoscaler['spec'], 'containerConcurrency') ?? 0;
  return autoscalerSettings(
    annotationsOf(autoscaler),
    concurrency,
    settingsIn(environment, 'config-autoscaler'),
  );
}

export function readyPodsOf({ client }: Environment, autoscaler: ApiObject): number {
  const revision = labelsOf(autoscaler)[label.revision] ?? nameOf(autoscaler);
  const pods = client.list(podKind, {
    namespace: namespaceOf(autoscaler),
    labels: `${label.revision}=${revision}`,
  });
  return pods.filter(isReadyPod).length;
}
