/** What controllers work with: the cluster, who they are in it, and how long things take there. */
import type { JsonObject } from '#knative/json.ts';
import { controllerUser, systemUser } from '../api/auth/users.ts';
import { type Occurrence, recordEvent } from '../api/builtin/events.ts';
import type { Client } from '../api/client.ts';
import type { Cluster } from '../api/cluster.ts';
import { type ApiObject, objectAt, textAt } from '../api/object.ts';
import type { Load } from './scaling/load.ts';
import type { Usages } from './workload/usage.ts';

/** Milliseconds. */
export interface Timings {
  /** From a pod's place on a node to its running containers. */
  readonly podStart: number;
  /** From the start of the deletion of a pod to its end. */
  readonly podEnd: number;
  /** From a changed Ingress to a load balancer that follows it. */
  readonly ingress: number;
}

export const usualTimings: Timings = { podStart: 700, podEnd: 1500, ingress: 250 };

export interface Environment {
  readonly cluster: Cluster;
  /** As Knative's controllers. */
  readonly client: Client;
  /** As Kubernetes' own. */
  readonly system: Client;
  readonly timings: Timings;
  /** What requests do to the revisions. */
  readonly load: Load;
  /** What pods use of their node. */
  readonly usages: Usages;
}

export function environmentOf(
  cluster: Cluster,
  load: Load,
  usages: Usages,
  timings: Timings = usualTimings,
): Environment {
  return {
    cluster,
    client: cluster.as(controllerUser, 'controller'),
    system: cluster.as(systemUser, 'kube-controller-manager'),
    timings,
    load,
    usages,
  };
}

/** An event of one of Knative's controllers, or of Kubernetes'. */
export function say(
  { cluster, system }: Environment,
  about: ApiObject,
  component: string,
  reason: string,
  message: string,
  more: Partial<Pick<Occurrence, 'type' | 'fieldPath'>> = {},
): void {
  recordEvent(cluster, system, about, { type: 'Normal', reason, message, component, ...more });
}

/** The settings in a config map of `knative-serving`; empty where there is none. */
export function settingsIn({ system }: Environment, name: string): Readonly<Record<string, string>> {
  const data: JsonObject = objectAt(system.find('v1 ConfigMap', 'knative-serving', name), 'data');
  return Object.fromEntries(Object.keys(data).map((key) => [key, textAt(data, key)]));
}
