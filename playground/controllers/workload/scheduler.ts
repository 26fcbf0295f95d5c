/** Finds a place for pods on the one node, or says why there is none (k8s.io/kubernetes pkg/scheduler). */
import { parseQuantity } from '#knative/quantity.ts';
import {
  type ApiObject,
  isTerminating,
  listAt,
  nameOf,
  namespaceOf,
  objectAt,
  textAt,
  uidOf,
  withMembers,
} from '../../api/object.ts';
import { type Environment, say } from '../environment.ts';
import { writeStatus } from '../reconciled.ts';
import { scheduledStatus, unschedulableStatus } from './podStatus.ts';

const podKind = 'v1 Pod';
const resources = ['cpu', 'memory'] as const;

/** Milliseconds until a pod without a place is looked at again. */
const retryTime = 5000;

export function schedule(
  environment: Environment,
  pod: ApiObject,
  again: (milliseconds: number) => void,
): void {
  const [node] = environment.system.list('v1 Node');
  if (node === undefined) return again(retryTime);
  const lacking = resources.filter((resource) => !hasRoom(environment, node, pod, resource));
  if (lacking.length === 0) return bind(environment, pod, nameOf(node));
  refuse(environment, pod, lacking);
  again(retryTime);
}

function hasRoom(environment: Environment, node: ApiObject, pod: ApiObject, resource: string): boolean {
  const room = amount(objectAt(objectAt(node, 'status'), 'allocatable')[resource]);
  const asked = requested(pod, resource);
  if (asked === 0n || room === 0n) return true;
  const taken = environment.system
    .list(podKind)
    .filter(
      (one) =>
        uidOf(one) !== uidOf(pod) &&
        textAt(one['spec'], 'nodeName') !== '' &&
        !isTerminating(one) &&
        !hasEnded(one),
    )
    .reduce((sum, one) => sum + requested(one, resource), 0n);
  return taken + asked <= room;
}

/** Pods of builds take no room any more once they have ended. */
function hasEnded({ status }: ApiObject): boolean {
  return ['Succeeded', 'Failed'].includes(textAt(status, 'phase'));
}

function requested(pod: ApiObject, resource: string): bigint {
  return listAt(pod['spec'], 'containers').reduce<bigint>((sum, container) => {
    const requests = objectAt(objectAt(container, 'resources'), 'requests');
    return sum + amount(requests[resource]);
  }, 0n);
}

function amount(text: unknown): bigint {
  return typeof text === 'string' || typeof text === 'number' ? (parseQuantity(text)?.nanos ?? 0n) : 0n;
}

/** Spec and status change at once, as the binding of a pod does it. */
function bind(environment: Environment, pod: ApiObject, node: string): void {
  const { cluster } = environment;
  const bound = withMembers(pod, {
    spec: { ...objectAt(pod, 'spec'), nodeName: node },
    status: scheduledStatus(pod, cluster.clock.now()),
  });
  cluster.store.write(cluster.kind(podKind), pod, bound);
  const message = `Successfully assigned ${namespaceOf(pod)}/${nameOf(pod)} to ${node}`;
  say(environment, bound, 'default-scheduler', 'Scheduled', message);
}

function refuse(environment: Environment, pod: ApiObject, lacking: readonly string[]): void {
  const why = lacking.map((resource) => `1 Insufficient ${resource}`).join(', ');
  const nobody = 'preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.';
  const message = `0/1 nodes are available: ${why}. ${nobody}`;
  const status = unschedulableStatus(pod, message, environment.cluster.clock.now());
  writeStatus(environment.system, pod, status);
  say(environment, pod, 'default-scheduler', 'FailedScheduling', message, { type: 'Warning' });
}
