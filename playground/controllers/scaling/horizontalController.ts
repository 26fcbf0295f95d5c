/** Kubernetes' HorizontalPodAutoscaler: looks every 15 seconds at what the pods use, and scales their Deployment (k8s.io/kubernetes pkg/controller/podautoscaler/horizontal.go). */
import { type Json, jsonEquals } from '#knative/json.ts';
import { type ApiObject, listAt, numberAt, objectAt, textAt, uidOf } from '../../api/object.ts';
import { timestamp } from '../../clock.ts';
import { type Controller, keyOf } from '../controller.ts';
import { type Environment, say } from '../environment.ts';
import { writeStatus } from '../reconciled.ts';
import { deploymentKind } from '../serving/names.ts';
import { type Marks, withMarks } from './hpaConditions.ts';
import { horizontalKind, noLimit } from './horizontal.ts';
import { measuredFor, type Measured } from './measured.ts';
import { type Change, mostAtOnce, type Pace, type Recommendation, stabilized } from './scalingPace.ts';

/** Milliseconds. */
const period = 15_000;
const longestWindow = 3_600_000;

interface Memory {
  readonly spec: Json | undefined;
  readonly next: number;
  readonly recent: readonly Recommendation[];
  readonly changes: readonly Change[];
}

export function horizontalController(environment: Environment): Controller {
  const { system, cluster } = environment;
  const memories = new Map<string, Memory>();
  return {
    delay: 15,
    keysOf: (kind, change) => {
      if (kind !== horizontalKind) return [];
      if (change.type === 'DELETED') memories.delete(uidOf(change.object));
      return [keyOf(change)];
    },
    reconcile: ({ namespace, name }, again) => {
      const hpa = system.find(horizontalKind, namespace, name);
      if (hpa === undefined) return;
      const now = cluster.clock.now();
      const known = memories.get(uidOf(hpa));
      if (known !== undefined && known.next > now && jsonEquals(known.spec ?? null, hpa['spec'] ?? null))
        return again(known.next - now);
      const target = textAt(objectAt(hpa['spec'], 'scaleTargetRef'), 'name');
      const deployment = system.find(deploymentKind, namespace, target);
      const { recent, changes } =
        deployment === undefined
          ? { recent: [], changes: [] }
          : look(environment, hpa, deployment, known ?? { recent: [], changes: [] });
      memories.set(uidOf(hpa), { spec: hpa['spec'], next: now + period, recent, changes });
      again(period);
    },
  };
}

type History = Pick<Memory, 'recent' | 'changes'>;

function look(environment: Environment, hpa: ApiObject, deployment: ApiObject, history: History): History {
  const { cluster, system } = environment;
  const now = cluster.clock.now();
  const current = numberAt(deployment['spec'], 'replicas') ?? 1;
  const measured = measuredFor(environment, hpa, deployment, current);
  const { desired, marks } = decide(hpa, current, measured, history, now);
  if (desired !== current) {
    system.update({ ...deployment, spec: { ...objectAt(deployment, 'spec'), replicas: desired } });
    const message = `New size: ${desired}; reason: ${reasonOf(measured, current, desired)}`;
    say(environment, hpa, 'horizontal-pod-autoscaler', 'SuccessfulRescale', message);
  }
  const before = objectAt(hpa, 'status');
  writeStatus(system, hpa, {
    currentReplicas: current,
    desiredReplicas: desired,
    ...(desired !== current
      ? { lastScaleTime: timestamp(now) }
      : before['lastScaleTime'] !== undefined && { lastScaleTime: before['lastScaleTime'] }),
    ...(measured.kind === 'measured' && { currentMetrics: [measured.metric] }),
    conditions: withMarks(listAt(before, 'conditions'), marks, now),
  });
  const asked = measured.kind === 'measured' ? [{ at: now, replicas: measured.replicas }] : [];
  const changed = desired === current ? [] : [{ at: now, by: desired - current }];
  const isRecent = ({ at }: { readonly at: number }): boolean => at > now - longestWindow;
  return {
    recent: [...history.recent.filter(isRecent), ...asked],
    changes: [...history.changes.filter(isRecent), ...changed],
  };
}

function decide(
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
    AbleToScale:
      desired !== current
        ? ['True', 'SucceededRescale', `the HPA controller was able to update the target scale to ${desired}`]
        : calm > asked
          ? [
              'True',
              'ScaleDownStabilized',
              'recent recommendations were higher than current one, applying the highest recent recommendation',
            ]
          : calm < asked
            ? [
                'True',
                'ScaleUpStabilized',
                'recent recommendations were lower than current one, applying the lowest recent recommendation',
              ]
            : ['True', 'ReadyForNewScale', 'recommended size matches current size'],
    ...activeMark(measured),
    ScalingLimited: limitedMark(calm, { least, most, fast }),
  };
  return { desired, marks };
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
): readonly [string, string, string] {
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

function reasonOf(measured: Measured, current: number, desired: number): string {
  if (measured.kind !== 'measured')
    return desired > current
      ? 'Current number of replicas below Spec.MinReplicas'
      : 'Current number of replicas above Spec.MaxReplicas';
  return desired > current ? `${measured.name} above target` : 'All metrics below target';
}
