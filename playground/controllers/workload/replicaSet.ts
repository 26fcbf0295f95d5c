/** ReplicaSets: as many pods as they ask for (k8s.io/kubernetes pkg/controller/replicaset). */
import type { JsonObject } from '#knative/json.ts';
import { conditionOf } from '#knative/conditions.ts';
import {
  type ApiObject,
  isTerminating,
  nameOf,
  namespaceOf,
  numberAt,
  objectAt,
  textAt,
  uidOf,
} from '../../api/object.ts';
import { type Controller, keyOf } from '../controller.ts';
import { type Environment, say } from '../environment.ts';
import { ownedBy, ownerKeys } from '../owners.ts';
import { generationOf, writeStatus } from '../reconciled.ts';

const replicaSetKind = 'apps/v1 ReplicaSet';
const podKind = 'v1 Pod';
const component = 'replicaset-controller';

export function replicaSetController(environment: Environment): Controller {
  const { system } = environment;
  return {
    delay: 60,
    keysOf: (kind, change) => {
      if (kind === replicaSetKind) return [keyOf(change)];
      return kind === podKind ? ownerKeys(change.object, 'ReplicaSet') : [];
    },
    reconcile: ({ namespace, name }) => {
      const set = system.find(replicaSetKind, namespace, name);
      if (set === undefined || isTerminating(set)) return;
      const pods = system.list(podKind, { namespace, owner: uidOf(set) });
      scale(
        environment,
        set,
        pods.filter((pod) => !isTerminating(pod)),
      );
      writeStatus(system, set, statusOf(environment, set));
    },
  };
}

function scale(environment: Environment, set: ApiObject, pods: readonly ApiObject[]): void {
  const wanted = numberAt(set['spec'], 'replicas') ?? 1;
  for (let count = pods.length; count < wanted; count += 1) createPod(environment, set);
  for (const pod of pods.toSorted(leastFirst).slice(0, Math.max(0, pods.length - wanted))) {
    environment.system.delete(podKind, namespaceOf(pod), nameOf(pod));
    say(environment, set, component, 'SuccessfulDelete', `Deleted pod: ${nameOf(pod)}`);
  }
}

function createPod(environment: Environment, set: ApiObject): void {
  const template = objectAt(set['spec'], 'template');
  const pod = environment.system.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...objectAt(template, 'metadata'),
      generateName: `${nameOf(set)}-`,
      namespace: namespaceOf(set),
      ownerReferences: ownedBy(set),
    },
    spec: objectAt(template, 'spec'),
  });
  say(environment, set, component, 'SuccessfulCreate', `Created pod: ${nameOf(pod)}`);
}

/** The first to go: what is not ready, then what is youngest. */
function leastFirst(a: ApiObject, b: ApiObject): number {
  const age = (pod: ApiObject): number => Date.parse(textAt(pod.metadata, 'creationTimestamp'));
  return Number(isReadyPod(a)) - Number(isReadyPod(b)) || age(b) - age(a);
}

/** Whether it gets requests. */
export function isReadyPod(pod: ApiObject): boolean {
  return !isTerminating(pod) && conditionOf(pod, 'Ready')?.status === 'True';
}

function statusOf({ system }: Environment, set: ApiObject): JsonObject {
  const pods = system
    .list(podKind, { namespace: namespaceOf(set), owner: uidOf(set) })
    .filter((pod) => !isTerminating(pod));
  const ready = pods.filter(isReadyPod).length;
  return {
    replicas: pods.length,
    ...(pods.length > 0 && { fullyLabeledReplicas: pods.length }),
    ...(ready > 0 && { readyReplicas: ready, availableReplicas: ready }),
    observedGeneration: generationOf(set),
  };
}
