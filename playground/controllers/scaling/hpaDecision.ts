/** What a HorizontalPodAutoscaler makes of what was measured, within its limits and at its pace, and how it says so (k8s.io/kubernetes pkg/controller/podautoscaler/horizontal.go). */
import { type ApiObject, numberAt, objectAt } from '../../api/object.ts';
import { noLimit } from './horizontal.ts';
import type { Mark, Marks } from './hpaConditions.ts';
import type { Measured } from './measured.ts';
import { type Change, mostAtOnce, type Pace, type Recommendation, stabilized } from './scalingPace.ts';

export interface History {
  readonly recent: readonly Recommendation[];
  readonly changes: readonly Change[];
}

export function decide(
  hpa: ApiObject,
  current: number,
  measured: Measured,
  { recent, changes }: History,
  now: number,
): { readonly desired: number; readonly marks: Marks } {
  const least = Math.max(1, numberAt(hpa['spec'], 'minReplicas') ?? 1);
  const most = numberAt(hpa['spec'], 'maxReplicas') ?? noLimit;
  // What is not measured leaves all as it is.
  const asked = measured.kind === 'measured' ? measured.replicas : current;
  const calm = stabilized(current, asked, recent, now, paceOf(hpa));
  const fast = mostAtOnce(current, changes, now);
  const limit = Math.min(most, Math.max(fast, least));
  const desired = Math.min(limit, Math.max(least, calm));
  const marks: Marks = {
    AbleToScale: ableMark({ current, asked, calm, desired }),
    ...activeMark(measured),
    ScalingLimited: limitedMark(calm, { least, most, fast }),
  };
  return { desired, marks };
}

function ableMark({
  current,
  asked,
  calm,
  desired,
}: Readonly<Record<'current' | 'asked' | 'calm' | 'desired', number>>): Mark {
  if (desired !== current)
    return [
      'True',
      'SucceededRescale',
      `the HPA controller was able to update the target scale to ${desired}`,
    ];
  const [other, which] = calm > asked ? ['higher', 'highest'] : ['lower', 'lowest'];
  if (calm === asked) return ['True', 'ReadyForNewScale', 'recommended size matches current size'];
  return [
    'True',
    calm > asked ? 'ScaleDownStabilized' : 'ScaleUpStabilized',
    `recent recommendations were ${other} than current one, applying the ${which} recent recommendation`,
  ];
}

function activeMark(measured: Measured): Marks {
  switch (measured.kind) {
    case 'nothing asked':
      return {};
    case 'failed':
      return {
        ScalingActive: [
          'False',
          measured.reason,
          `the HPA was unable to compute the replica count: ${measured.why}`,
        ],
      };
    case 'measured':
      return {
        ScalingActive: [
          'True',
          'ValidMetricFound',
          `the HPA was able to successfully calculate a replica count from ${measured.name}`,
        ],
      };
  }
}

function limitedMark(
  wanted: number,
  { least, most, fast }: { readonly least: number; readonly most: number; readonly fast: number },
): Mark {
  if (wanted < least)
    return ['True', 'TooFewReplicas', 'the desired replica count is less than the minimum replica count'];
  if (wanted > most)
    return ['True', 'TooManyReplicas', 'the desired replica count is more than the maximum replica count'];
  if (wanted > fast)
    return [
      'True',
      'ScaleUpLimit',
      'the desired replica count is increasing faster than the maximum scale rate',
    ];
  return ['False', 'DesiredWithinRange', 'the desired count is within the acceptable range'];
}

/** Seconds in the object; going up waits for nothing, going down for five minutes where nothing is said. */
function paceOf(hpa: ApiObject): Pace {
  const behavior = objectAt(hpa['spec'], 'behavior');
  const window = (way: string): number | undefined => numberAt(behavior[way], 'stabilizationWindowSeconds');
  return { upWindow: (window('scaleUp') ?? 0) * 1000, downWindow: (window('scaleDown') ?? 300) * 1000 };
}
