/**
 * Why the autoscaler of Kubernetes wants as many replicas as it does: what they use in relation to the target
 * (kubernetes pkg/controller/podautoscaler/replica_calculator.go).
 */
import { text, type Text } from '../text.ts';
import { headlineFor } from './explain.ts';
import type { DecidedBy, Explanation } from './explanation.ts';
import { plain } from './figures.ts';

/** What is seen of a HorizontalPodAutoscaler and its revision. */
export interface HpaObservation {
  /** `cpu`, `memory`, or the name of a metric of one's own. */
  readonly measured: string;
  /** Percent of the requested CPU, MiB of memory, or of the metric, a replica; undefined where none is set. */
  readonly target: number | undefined;
  /** What a replica has on average now, in the same unit. */
  readonly current?: number | undefined;
  readonly currentReplicas?: number | undefined;
  readonly desired?: number | undefined;
  readonly ready?: number | undefined;
  readonly minScale: number;
  /** 0 for no limit. */
  readonly maxScale: number;
}

/** Kubernetes leaves the number alone while the use is as near to the target as this. */
const tolerance = 0.1;

export function explainHpa(seen: HpaObservation): Explanation {
  const desired = seen.desired ?? -1;
  const asked = askedFor(seen);
  const applied = desired < 0 || asked === undefined ? [] : appliedTo(seen, asked, desired);
  return {
    headline: headlineFor(desired),
    clauses: [
      ...applied.map(([, clause]) => clause),
      ...useInWords(seen, asked),
      ...standing(seen, desired),
      text('the autoscaler of Kubernetes never scales to zero'),
    ],
    decidedBy: [...applied.map(([by]) => by), asked === undefined ? 'no-data' : 'hpa'],
    toZeroIn: undefined,
  };
}

function askedFor({ target, current, currentReplicas }: HpaObservation): number | undefined {
  if (target === undefined || current === undefined || currentReplicas === undefined) return undefined;
  const ratio = current / target;
  return Math.abs(ratio - 1) <= tolerance ? currentReplicas : Math.ceil(currentReplicas * ratio);
}

function appliedTo(
  { minScale, maxScale }: HpaObservation,
  asked: number,
  desired: number,
): readonly (readonly [DecidedBy, Text])[] {
  if (desired === asked) return [];
  if (desired < asked) {
    return desired === maxScale
      ? [['max-scale', text('max-scale allows {0} of the {1} asked for', desired, asked)]]
      : [['rate-up', text('it goes up step by step')]];
  }
  return desired === Math.max(1, minScale)
    ? [['min-scale', text('min-scale keeps {0}', desired)]]
    : [['scale-down-delay', text('fewer only after the use has been low for a while (stabilization)')]];
}

function useInWords(seen: HpaObservation, asked: number | undefined): readonly Text[] {
  const { target, current = 0, currentReplicas = 0, measured } = seen;
  if (target === undefined) return [text('without a target, this autoscaler does nothing')];
  if (asked === undefined) return [text('what its replicas use is not known yet')];
  const [use, aim] = [plain(current), plain(target)];
  const near =
    Math.abs(current / target - 1) <= tolerance
      ? [text('which is within a tenth of the target, so the number stays')]
      : [];
  switch (measured) {
    case 'cpu':
      return [text('{0} replicas × {1} % of their CPU ÷ target {2} %', currentReplicas, use, aim), ...near];
    case 'memory':
      return [text('{0} replicas × {1} MiB of memory ÷ target {2} MiB', currentReplicas, use, aim), ...near];
    default:
      return [text('{0} replicas × {1} of {2} ÷ target {3}', currentReplicas, use, measured, aim), ...near];
  }
}

function standing({ maxScale, ready }: HpaObservation, desired: number): readonly Text[] {
  return [
    ...(maxScale > 0 && desired >= 0 && desired < maxScale
      ? [text('max-scale {0} not reached', maxScale)]
      : []),
    ...(ready !== undefined && ready < desired ? [text('ready so far: {0}', ready)] : []),
    ...(ready !== undefined && ready > desired && desired >= 0 ? [text('still ready: {0}', ready)] : []),
  ];
}
