/** How many replicas the use of a resource asks for (k8s.io/kubernetes pkg/controller/podautoscaler/replica_calculator.go). */

/** A pod as the calculation sees it; usage and request in the same unit. */
export interface MeasuredPod {
  /** Undefined where it was not measured yet. */
  readonly usage: number | undefined;
  readonly request: number;
  /** Not ready, or measured before it was: its use says nothing. */
  readonly unready: boolean;
}

export interface Asked {
  readonly replicas: number;
  /** Of those that were measured and are ready, together. */
  readonly usage: number;
  readonly request: number;
  readonly pods: number;
}

/** Kubernetes leaves the number alone while the use is as near to the target as this. */
const tolerance = 0.1;

/**
 * Undefined where no ready pod was measured.
 * @param target a share of what is requested, 1 for all of it
 */
export function replicasFor(
  target: number,
  current: number,
  pods: readonly MeasuredPod[],
): Asked | undefined {
  const unready = pods.filter((pod) => pod.unready);
  const missing = pods.filter((pod) => !pod.unready && pod.usage === undefined);
  const measured = pods.filter((pod) => !pod.unready && pod.usage !== undefined);
  if (measured.length === 0) return undefined;
  const usage = sum(measured.map((pod) => pod.usage ?? 0));
  const request = sum(measured.map((pod) => pod.request));
  const ratio = usage / request / target;
  const asked = (replicas: number): Asked => ({ replicas, usage, request, pods: measured.length });
  const rises = ratio > 1;
  if (missing.length === 0 && (unready.length === 0 || !rises)) {
    return asked(isNear(ratio) ? current : Math.ceil(ratio * measured.length));
  }
  // What is not known is taken to be what asks for the least change.
  const assumed = missing.map((pod) => (rises ? 0 : pod.request * Math.max(1, target)));
  const counted = [...measured, ...missing, ...(rises ? unready : [])];
  const whole = sum(counted.map((pod) => pod.request));
  const careful = (usage + sum(assumed)) / whole / target;
  if (isNear(careful) || careful > 1 !== rises) return asked(current);
  const replicas = Math.ceil(careful * counted.length);
  return asked(rises ? Math.max(current, replicas) : Math.min(current, replicas));
}

function isNear(ratio: number): boolean {
  return Math.abs(ratio - 1) <= tolerance;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
