/** The kubelet of the one node: containers of its pods start, run or fail, and end (no container is really run). */
import {
  type ApiObject,
  isTerminating,
  listAt,
  nameOf,
  namespaceOf,
  textAt,
  uidOf,
} from '../../api/object.ts';
import { type Controller, keyOf } from '../controller.ts';
import type { Environment } from '../environment.ts';
import { behaviourOf, type Registries } from './images.ts';
import { PodRun } from './podRun.ts';
import { schedule } from './scheduler.ts';

const podKind = 'v1 Pod';

/** How a pod lives on the node. */
export interface PodLife {
  start(): void;
  stop(): void;
}

/** @param lifeOf the life of pods that are not of a revision; undefined for those that are */
export function kubelet(
  environment: Environment,
  registry: Registries,
  lifeOf: (pod: ApiObject, ip: string) => PodLife | undefined,
): Controller {
  const { system, cluster, timings } = environment;
  const runs = new Map<string, PodLife>();
  const ends = new Map<string, number>();
  let addresses = 10;
  const run = (pod: ApiObject): void => {
    if (runs.has(uidOf(pod))) return;
    const images = listAt(pod['spec'], 'containers').map((one) => registry.written(textAt(one, 'image')));
    const behaviour = images.map(behaviourOf).find((one) => one !== 'serves') ?? 'serves';
    addresses += 1;
    const ip = `10.244.${Math.floor(addresses / 250)}.${addresses % 250}`;
    const begun = lifeOf(pod, ip) ?? new PodRun(environment, pod, behaviour, ip);
    runs.set(uidOf(pod), begun);
    begun.start();
  };
  const end = (pod: ApiObject, again: (milliseconds: number) => void): void => {
    runs.get(uidOf(pod))?.stop();
    const now = cluster.clock.now();
    const at = ends.get(uidOf(pod)) ?? now + timings.podEnd;
    ends.set(uidOf(pod), at);
    if (at > now) return again(at - now);
    runs.delete(uidOf(pod));
    ends.delete(uidOf(pod));
    cluster.logs.end(uidOf(pod));
    system.delete(podKind, namespaceOf(pod), nameOf(pod), { gracePeriodSeconds: 0 });
  };
  return {
    delay: 40,
    keysOf: (kind, change) => {
      if (kind !== podKind) return [];
      if (change.type === 'DELETED') runs.get(uidOf(change.object))?.stop();
      return [keyOf(change)];
    },
    reconcile: ({ namespace, name }, again) => {
      const pod = system.find(podKind, namespace, name);
      if (pod === undefined) return;
      if (isTerminating(pod)) end(pod, again);
      else if (textAt(pod['spec'], 'nodeName') === '') schedule(environment, pod, again);
      else run(pod);
    },
  };
}
