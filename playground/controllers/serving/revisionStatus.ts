/** What a Deployment and a PodAutoscaler say about their Revision (serving pkg/apis/serving/v1/revision_lifecycle.go). */
import { conditionOf, conditionsOf } from '#knative/conditions.ts';
import { member } from '#knative/json.ts';
import { type ApiObject, listAt, numberAt, textAt } from '../../api/object.ts';
import type { Conditions } from '../conditions.ts';
import type { Draft } from '../reconciled.ts';
import { readyCondition } from './readiness.ts';

const resources = 'ResourcesAvailable';
const container = 'ContainerHealthy';

/** `pod`: any of its pods; where one crashes, all do. */
export function propagateDeployment(
  deployment: ApiObject,
  pod: ApiObject | undefined,
  conditions: Conditions,
): void {
  const progressing = conditionOf(deployment, 'Progressing');
  const failure = conditionOf(deployment, 'ReplicaFailure');
  if (failure?.status === 'True') conditions.mark(resources, 'False', failure.reason, failure.message);
  else if (progressing === undefined) conditions.mark(resources, 'Unknown', 'Deploying');
  else if (progressing.status === 'True') conditions.mark(resources, 'True');
  else conditions.mark(resources, progressing.status, progressing.reason, progressing.message);
  const wanted = numberAt(deployment['spec'], 'replicas') ?? 1;
  const available = numberAt(deployment['status'], 'availableReplicas') ?? 0;
  const timedOut = progressing?.status === 'False' && progressing.reason === 'ProgressDeadlineExceeded';
  if (wanted > 0 && available === 0 && pod !== undefined) blamePod(pod, timedOut, conditions);
  if ((numberAt(deployment['status'], 'readyReplicas') ?? 0) > 0) conditions.mark(container, 'True');
}

function blamePod(pod: ApiObject, timedOut: boolean, conditions: Conditions): void {
  const scheduled = conditionsOf(pod).find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  );
  if (scheduled !== undefined) conditions.mark(resources, 'False', scheduled.reason, scheduled.message);
  for (const status of listAt(pod['status'], 'containerStatuses')) {
    if (textAt(status, 'name') === 'queue-proxy') continue;
    const ended = member(member(status, 'lastState'), 'terminated');
    const waiting = member(member(status, 'state'), 'waiting');
    if (ended !== undefined) {
      const code = numberAt(ended, 'exitCode') ?? 0;
      const words = textAt(ended, 'message') || (code === 0 ? 'container exited with no error' : '');
      return conditions.mark(container, 'False', `ExitCode${code}`, `Container failed with: ${words}`);
    }
    if (waiting !== undefined && timedOut) {
      return conditions.mark(resources, 'False', textAt(waiting, 'reason'), textAt(waiting, 'message'));
    }
  }
}

export function propagateAutoscaler(autoscaler: ApiObject, conditions: Conditions, status: Draft): void {
  const seen = autoscaler['status'];
  const isUnavailable = conditions.is(resources, 'False') || conditions.is(container, 'False');
  status['actualReplicas'] = known(numberAt(seen, 'actualScale'));
  status['desiredReplicas'] = known(numberAt(seen, 'desiredScale'));
  if (conditionOf(autoscaler, 'Ready') === undefined) {
    conditions.mark('Active', 'Unknown', 'Deploying');
    if (!isUnavailable) conditions.mark(resources, 'Unknown', 'Deploying');
    return;
  }
  const isInitialized = conditionOf(autoscaler, 'ScaleTargetInitialized')?.status === 'True';
  if (isInitialized && !isUnavailable) {
    conditions.mark(resources, 'True');
    conditions.mark(container, 'True');
  }
  const hasService = textAt(seen, 'serviceName') !== '';
  if (conditions.is(resources, 'True') && (!hasService || !isInitialized)) {
    conditions.mark(resources, 'Unknown', 'Deploying');
  }
  const ready = readyCondition(autoscaler);
  if (
    ready.status === 'False' &&
    !isInitialized &&
    !isUnavailable &&
    hasService &&
    ready.reason === 'TimedOut'
  ) {
    conditions.mark(resources, 'False', 'ProgressDeadlineExceeded', 'Initial scale was never achieved');
  }
  if (ready.status === 'True') conditions.mark('Active', 'True');
  else conditions.mark('Active', ready.status, ready.reason, ready.message);
}

/** Below zero is not known. */
function known(scale: number | undefined): number | undefined {
  return scale === undefined || scale < 0 ? undefined : scale;
}
