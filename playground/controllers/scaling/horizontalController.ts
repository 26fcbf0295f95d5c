/** Kubernetes' HorizontalPodAutoscaler: looks every 15 seconds at what the pods use, and scales their Deployment (k8s.io/kubernetes pkg/controller/podautoscaler/horizontal.go). */
import { type Json, jsonEquals } from '#knative/json.ts';
import { type ApiObject, listAt, numberAt, objectAt, textAt, uidOf } from '../../api/object.ts';
import { timestamp } from '../../clock.ts';
import { type Controller, keyOf } from '../controller.ts';
import { type Environment, say } from '../environment.ts';
import { writeStatus } from '../reconciled.ts';
import { deploymentKind } from '../serving/names.ts';
import { withMarks } from './hpaConditions.ts';
import { decide, type History } from './hpaDecision.ts';
import { horizontalKind } from './horizontal.ts';
import { measuredFor, type Measured } from './measured.ts';

/** Milliseconds. */
const period = 15_000;
const longestWindow = 3_600_000;

interface Memory extends History {
  readonly spec: Json | undefined;
  readonly next: number;
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

function reasonOf(measured: Measured, current: number, desired: number): string {
  if (measured.kind !== 'measured')
    return desired > current
      ? 'Current number of replicas below Spec.MinReplicas'
      : 'Current number of replicas above Spec.MaxReplicas';
  return desired > current ? `${measured.name} above target` : 'All metrics below target';
}
