/** The status of a TaskRun, read off its pod (tektoncd/pipeline pkg/pod/status.go). */
import { conditionOf } from '#knative/conditions.ts';
import { isArray, isObject, type Json, type JsonObject, numberAt } from '#knative/json.ts';
import { timestamp } from '../../../clock.ts';
import { type ApiObject, listAt, nameOf, objectAt, textAt } from '../../../api/object.ts';
import { conditions, failed, ongoing, type Verdict } from './verdict.ts';

export function taskRunStatus(run: ApiObject, pod: ApiObject, now: number): JsonObject {
  const verdict = verdictOf(run, pod);
  const isOver = verdict.status !== 'Unknown';
  const statuses = stepStatuses(pod);
  const results = statuses.flatMap((one) => resultsIn(run, messageOf(one)));
  return {
    ...objectAt(run, 'status'),
    podName: nameOf(pod),
    conditions: conditions(run, verdict, timestamp(now)),
    steps: statuses.map(stepState),
    ...(isOver && { completionTime: timestamp(now) }),
    ...(isOver && results.length > 0 && { results }),
  };
}

function verdictOf(run: ApiObject, pod: ApiObject): Verdict {
  const statuses = stepStatuses(pod);
  const phase = textAt(pod['status'], 'phase');
  if (phase === 'Succeeded') {
    return { status: 'True', reason: 'Succeeded', message: 'All Steps have completed executing' };
  }
  if (phase === 'Failed') return failed('Failed', failure(pod));
  if (phase === 'Running') return ongoing('Running', 'Not all Steps in the Task have finished executing');
  const reasons = statuses.map((one) => textAt(objectAt(objectAt(one, 'state'), 'waiting'), 'reason'));
  if (reasons.includes('CreateContainerConfigError')) {
    return failed('CreateContainerConfigError', 'Failed to create pod due to config error');
  }
  const unpulled = statuses[reasons.indexOf('ImagePullBackOff')];
  if (unpulled !== undefined) return failed('TaskRunImagePullFailed', unpulledMessage(run, unpulled));
  if (lacksRoom(pod)) return ongoing('ExceededNodeResources', 'TaskRun Pod exceeded available resources');
  if (reasons.includes('ErrImagePull')) return ongoing('PullImageFailed', waiting(pod));
  return ongoing('Pending', waiting(pod));
}

function lacksRoom(pod: ApiObject): boolean {
  const scheduled = conditionOf(pod, 'PodScheduled');
  return scheduled?.reason === 'Unschedulable' && scheduled.message.includes('Insufficient');
}

function unpulledMessage(run: ApiObject, status: Json): string {
  const [name, task] = [textAt(status, 'name').replace(/^step-/, ''), nameOf(run)].map((one) =>
    JSON.stringify(one),
  );
  const why = textAt(objectAt(objectAt(status, 'state'), 'waiting'), 'message');
  return `the step ${name} in TaskRun ${task} failed to pull the image "${textAt(status, 'imageID')}". The pod errored with the message: "${why}."`;
}

function failure(pod: ApiObject): string {
  const code = (one: Json): number =>
    numberAt(objectAt(objectAt(one, 'state'), 'terminated'), 'exitCode') ?? 0;
  const told = (one: Json): string => `${JSON.stringify(textAt(one, 'name'))} exited with code ${code(one)}`;
  const initial = listAt(pod['status'], 'initContainerStatuses').find((one) => code(one) !== 0);
  if (initial !== undefined) return `init container failed, ${told(initial)}`;
  const step = stepStatuses(pod).find((one) => code(one) !== 0);
  return step === undefined ? 'build failed for unspecified reasons.' : told(step);
}

function waiting(pod: ApiObject): string {
  for (const one of stepStatuses(pod)) {
    const why = textAt(objectAt(objectAt(one, 'state'), 'waiting'), 'message');
    if (why !== '')
      return `build step ${JSON.stringify(textAt(one, 'name'))} is pending with reason ${JSON.stringify(why)}`;
  }
  for (const one of listAt(pod['status'], 'conditions')) {
    if (textAt(one, 'status') === 'True') continue;
    const [type, status, message] = ['type', 'status', 'message'].map((key) =>
      JSON.stringify(textAt(one, key)),
    );
    return `pod status ${type}:${status}; message: ${message}`;
  }
  return 'Pending';
}

function stepStatuses(pod: ApiObject): readonly Json[] {
  return listAt(pod['status'], 'containerStatuses').filter((one) => textAt(one, 'name').startsWith('step-'));
}

/** The time and the exit code are what the entrypoint says. */
function stepState(status: Json): JsonObject {
  const state = objectAt(status, 'state');
  const container = textAt(status, 'name');
  const common = { container, imageID: textAt(status, 'imageID'), name: container.replace(/^step-/, '') };
  const terminated = state['terminated'];
  if (!isObject(terminated)) return { ...common, ...state };
  const message = messageOf(status);
  const own = (key: string): string =>
    textAt(
      message.find((one) => one['key'] === key && one['type'] === 3),
      'value',
    );
  const startedAt =
    own('StartedAt') === '' ? textAt(terminated, 'startedAt') : `${own('StartedAt').slice(0, 19)}Z`;
  const exitCode = own('ExitCode') === '' ? (numberAt(terminated, 'exitCode') ?? 0) : Number(own('ExitCode'));
  const told = message.filter((one) => one['type'] === 1);
  const { message: _message, ...rest } = terminated;
  const words = told.length === 0 ? {} : { message: JSON.stringify(told) };
  const end = own('ExitCode') === '' ? own('Reason') || textAt(terminated, 'reason') : 'Continued';
  return { ...common, terminated: { ...rest, exitCode, startedAt, ...words }, terminationReason: end };
}

function messageOf(status: Json): readonly JsonObject[] {
  const text = textAt(objectAt(objectAt(status, 'state'), 'terminated'), 'message');
  try {
    const items: Json = JSON.parse(text === '' ? '[]' : text) as Json;
    return isArray(items) ? items.filter(isObject) : [];
  } catch {
    return [];
  }
}

/** Only results that the task declares count. */
function resultsIn(run: ApiObject, message: readonly JsonObject[]): readonly JsonObject[] {
  const declared = listAt(objectAt(run['status'], 'taskSpec'), 'results').map((one) => textAt(one, 'name'));
  return message
    .filter((one) => one['type'] === 1 && declared.includes(textAt(one, 'key')))
    .map((one) => ({ name: textAt(one, 'key'), type: 'string', value: textAt(one, 'value') }));
}
