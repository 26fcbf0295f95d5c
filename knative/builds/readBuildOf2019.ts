/** Builds of 2019: their steps are init containers of one pod. */
import { listAt, member, textAt, type JsonObject } from '../json.ts';
import type { BuildReading, BuildStep } from './build.ts';
import { containerStep, stoppedAt } from './containerStep.ts';
import { latest, podNamed, verdictOf } from './verdictOf.ts';
import { whyNot } from './whyNot.ts';

const prefix = 'build-step-';
/** Prepares the others; of interest only where it fails. */
const credentials = 'build-step-credential-initializer';

export function readBuildOf2019(object: JsonObject, pods: readonly JsonObject[]): BuildReading {
  const [metadata, status] = [object['metadata'], object['status']];
  const verdict = verdictOf(object);
  const [name, namespace] = [textAt(metadata, 'name'), textAt(metadata, 'namespace')];
  const podName = textAt(member(status, 'cluster'), 'podName');
  const pod = podNamed(pods, namespace, podName);
  const steps = pod === undefined ? remembered(object, podName) : stepsOf(pod, podName);
  const hasBegun = steps.some(({ state }) => state !== 'waiting');
  const state = verdict.state === 'pending' && hasBegun ? 'running' : verdict.state;
  const isOver = state !== 'pending' && state !== 'running';
  // The controller notes the end only of builds that it stopped.
  const ended = isOver
    ? textAt(status, 'completionTime') || latest(steps.map((one) => one.ended)) || verdict.time
    : '';
  const shown = isOver ? steps.map((step) => stoppedAt(step, ended)) : steps;
  const started = textAt(status, 'startTime');
  const why = whyNot({ ...verdict, kind: 'Build', namespace, state, steps, pod });
  return {
    kind: 'Build',
    apiVersion: textAt(object, 'apiVersion'),
    namespace,
    name,
    state,
    started,
    ended,
    created: textAt(metadata, 'creationTimestamp'),
    tasks: [{ name: '', state, started, ended, pod: podName, steps: shown, why }],
    why,
    message: verdict.message,
    results: [],
    object,
  };
}

function stepsOf(pod: JsonObject, podName: string): readonly BuildStep[] {
  const statuses = listAt(pod['status'], 'initContainerStatuses');
  const containers = listAt(pod['spec'], 'initContainers');
  const steps = containers.map((container) => {
    const name = textAt(container, 'name');
    const status = statuses.find((one) => textAt(one, 'name') === name);
    const place = { name: bare(name), container: name, pod: podName };
    return containerStep(place, member(status, 'state'), textAt(container, 'image'), true);
  });
  return steps.filter(({ container, state }) => container !== credentials || state === 'failed');
}

/** What the status keeps of steps whose pod is gone: states without names, and the names of those that ended. */
function remembered(object: JsonObject, podName: string): readonly BuildStep[] {
  const names = listAt(object['status'], 'stepsCompleted').filter((one) => typeof one === 'string');
  const written = listAt(object['spec'], 'steps');
  return listAt(object['status'], 'stepStates').map((state, index) => {
    const own = textAt(written[index], 'name');
    const name = names[index] ?? `${prefix}${own === '' ? `unnamed-${index}` : own}`;
    const place = { name: bare(name), container: name, pod: podName };
    const step = containerStep(place, state, textAt(written[index], 'image'), true);
    return stoppedAt(step, '');
  });
}

function bare(container: string): string {
  return container.startsWith(prefix) ? container.slice(prefix.length) : container;
}
