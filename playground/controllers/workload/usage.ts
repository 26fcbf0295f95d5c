/**
 * What the pods of revisions use of their node: each request costs a bit of work, and holds a bit of memory as long as it is
 * there. Measured every 15 seconds, as metrics-server does, and told by its API.
 */
import { formatQuantity, parseQuantity } from '#knative/quantity.ts';
import {
  type ApiObject,
  isTerminating,
  labelsOf,
  listAt,
  nameOf,
  namespaceOf,
  objectAt,
  textAt,
  uidOf,
} from '../../api/object.ts';
import type { Cluster } from '../../api/cluster.ts';
import { timestamp } from '../../clock.ts';
import type { Load } from '../scaling/load.ts';
import { label } from '../serving/names.ts';

/** Milliseconds of work of a processor that a request takes; what it sleeps besides costs nothing. */
export const serviceTime = 10;
/** What passing it on takes. */
const proxyTime = 1;

/** Milliseconds. */
const resolution = 15_000;

interface ContainerUsage {
  readonly name: string;
  /** Thousandths of a processor. */
  readonly cpu: number;
  readonly memory: number;
}

export interface PodUsage {
  /** Milliseconds, at the end of the window. */
  readonly at: number;
  /** Milliseconds. */
  readonly window: number;
  readonly containers: readonly ContainerUsage[];
}

export interface Usages {
  /** By the pod's uid; undefined until it was measured twice. */
  of(uid: string): PodUsage | undefined;
  stop(): void;
}

interface Reading {
  readonly at: number;
  readonly begun: number;
  readonly usage: PodUsage | undefined;
}

export function measureUsage(cluster: Cluster, load: Load): Usages {
  let readings = new Map<string, Reading>();
  const measure = (): void => {
    timer = cluster.clock.after(resolution, measure);
    const now = cluster.clock.now();
    const running = cluster.store.list(cluster.kind('v1 Pod')).filter(isMeasured);
    // Pods that are gone are forgotten.
    readings = new Map(
      running.map((pod) => [uidOf(pod), readingOf(pod, load, readings.get(uidOf(pod)), now)]),
    );
  };
  let timer = cluster.clock.after(resolution, measure);
  const of = (uid: string): PodUsage | undefined => readings.get(uid)?.usage;
  cluster.computed.set(podMetricsKind, () => podMetrics(cluster, of));
  return {
    of,
    stop: () => {
      timer.stop();
      cluster.computed.delete(podMetricsKind);
    },
  };
}

function isMeasured(pod: ApiObject): boolean {
  return (
    labelsOf(pod)[label.revision] !== undefined &&
    textAt(pod['status'], 'phase') === 'Running' &&
    !isTerminating(pod)
  );
}

function readingOf(pod: ApiObject, load: Load, before: Reading | undefined, now: number): Reading {
  const tally = load.ofPod(uidOf(pod));
  const begun = tally?.begun ?? 0;
  if (before === undefined) return { at: now, begun, usage: undefined };
  const window = now - before.at;
  const answered = begun - before.begun;
  const containers = listAt(pod['spec'], 'containers').map((container): ContainerUsage => {
    const isProxy = textAt(container, 'name') === 'queue-proxy';
    const work = (answered * (isProxy ? proxyTime : serviceTime) * 1000) / window;
    return {
      name: textAt(container, 'name'),
      cpu: Math.min(limitOf(container), idleCpu + work),
      memory: isProxy ? proxyMemory : ownMemory + (tally?.inFlight ?? 0) * memoryOfRequest,
    };
  });
  return { at: now, begun, usage: { at: now, window, containers } };
}

const idleCpu = 1;
const mebibyte = 1024 * 1024;
const ownMemory = 24 * mebibyte;
const proxyMemory = 14 * mebibyte;
const memoryOfRequest = mebibyte / 4;

/** No container gets more than its limit. */
function limitOf(container: Parameters<typeof objectAt>[0]): number {
  const limit = objectAt(objectAt(container, 'resources'), 'limits')['cpu'];
  return milliOf(limit) ?? Infinity;
}

/** Thousandths of a quantity. */
export function milliOf(quantity: unknown): number | undefined {
  if (typeof quantity !== 'string' && typeof quantity !== 'number') return undefined;
  const parsed = parseQuantity(quantity);
  return parsed === undefined ? undefined : Number(parsed.nanos) / 1e6;
}

export const podMetricsKind = 'metrics.k8s.io/v1beta1 PodMetrics';

function podMetrics(cluster: Cluster, of: Usages['of']): readonly ApiObject[] {
  return cluster.store.list(cluster.kind('v1 Pod')).flatMap((pod): readonly ApiObject[] => {
    const usage = of(uidOf(pod));
    if (usage === undefined) return [];
    return [
      {
        apiVersion: 'metrics.k8s.io/v1beta1',
        kind: 'PodMetrics',
        metadata: {
          name: nameOf(pod),
          namespace: namespaceOf(pod),
          creationTimestamp: timestamp(cluster.clock.now()),
          labels: labelsOf(pod),
        },
        timestamp: timestamp(usage.at),
        window: `${usage.window / 1000}s`,
        containers: usage.containers.map(({ name, cpu, memory }) => ({
          name,
          usage: {
            cpu: `${Math.ceil(cpu * 1e6)}n`,
            memory: formatQuantity({ nanos: BigInt(Math.ceil(memory)) * 1_000_000_000n, format: 'binary' }),
          },
        })),
      },
    ];
  });
}
