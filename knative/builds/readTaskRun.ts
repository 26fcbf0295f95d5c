/** TaskRuns: their steps are containers of one pod that wait for each other. */
import { listAt, member, textAt, type Json, type JsonObject } from '../json.ts';
import type { BuildReading, BuildResult, BuildStep } from './build.ts';
import { containerStep, stoppedAt } from './containerStep.ts';
import { podNamed, verdictOf } from './verdictOf.ts';
import { whyNot } from './whyNot.ts';

const prefix = 'step-';

export function readTaskRun(object: JsonObject, pods: readonly JsonObject[]): BuildReading {
  const [metadata, status] = [object['metadata'], object['status']];
  const verdict = verdictOf(object);
  const [name, namespace] = [textAt(metadata, 'name'), textAt(metadata, 'namespace')];
  const podName = textAt(status, 'podName');
  const pod = podNamed(pods, namespace, podName);
  const known = stepsOf(object, pod, podName);
  const hasBegun = known.some(({ state }) => state !== 'waiting');
  const state = verdict.state === 'pending' && hasBegun ? 'running' : verdict.state;
  const [started, ended] = [textAt(status, 'startTime'), textAt(status, 'completionTime')];
  const steps = ended === '' ? known : known.map((step) => stoppedAt(step, ended));
  const why = whyNot({ ...verdict, kind: 'TaskRun', namespace, state, steps, pod });
  return {
    kind: 'TaskRun',
    apiVersion: textAt(object, 'apiVersion'),
    namespace,
    name,
    state,
    started,
    ended,
    created: textAt(metadata, 'creationTimestamp'),
    tasks: [{ name: '', state, started, ended, pod: podName, steps, why }],
    why,
    message: verdict.message,
    results: resultsOf(status, 'taskResults'),
    object,
  };
}

/**
 * A result that is a list or an object is shown as JSON.
 * @param before what v1beta1 calls them
 */
export function resultsOf(status: Json | undefined, before: string): readonly BuildResult[] {
  return [...listAt(status, 'results'), ...listAt(status, before)].map((one) => {
    const value = member(one, 'value');
    return {
      name: textAt(one, 'name'),
      value: typeof value === 'string' ? value : JSON.stringify(value ?? ''),
    };
  });
}

/** The status of the run knows when each step really began; the pod knows of them earlier, and why they wait. */
function stepsOf(object: JsonObject, pod: JsonObject | undefined, podName: string): readonly BuildStep[] {
  const told = listAt(object['status'], 'steps');
  const inPod = ofPod(pod);
  const states = told.length > 0 ? told.map((step) => ofRun(step, inPod)) : inPod;
  const steps: BuildStep[] = [];
  for (const { container, state, image } of states) {
    const before = steps.at(-1);
    const isItsTurn = before === undefined || before.ended !== '';
    const place = { name: bare(container), container, pod: podName };
    const step = containerStep(place, state, image, isItsTurn);
    steps.push(
      step.state === 'running' && before !== undefined
        ? // Its container has run all the time.
          { ...step, started: before.ended }
        : withSkip(step, steps, state),
    );
  }
  return steps;
}

/** After a step that failed the others end too, though they never ran. */
function withSkip(step: BuildStep, before: readonly BuildStep[], state: Json): BuildStep {
  const word = textAt(state, 'terminationReason');
  if (word === 'Skipped' || (step.state === 'failed' && before.some((one) => one.state === 'failed'))) {
    return { ...step, state: 'skipped' };
  }
  // `onError: continue` lets a step fail.
  return word === 'Continued' && step.state === 'failed'
    ? { ...step, state: 'succeeded', reason: word }
    : step;
}

interface Told {
  readonly container: string;
  readonly state: Json;
  readonly image: string;
}

/** It knows by which digest an image was pulled, not what was to be pulled. */
function ofRun(step: Json, inPod: readonly Told[]): Told {
  const container = textAt(step, 'container') || `${prefix}${textAt(step, 'name')}`;
  const written = inPod.find((one) => one.container === container)?.image ?? '';
  return { container, state: step, image: textAt(step, 'imageID') || written };
}

function ofPod(pod: JsonObject | undefined): readonly Told[] {
  const statuses = listAt(pod?.['status'], 'containerStatuses');
  return listAt(pod?.['spec'], 'containers')
    .filter((one) => textAt(one, 'name').startsWith(prefix))
    .map((container) => {
      const name = textAt(container, 'name');
      const status = statuses.find((one) => textAt(one, 'name') === name);
      return { container: name, state: member(status, 'state') ?? {}, image: textAt(container, 'image') };
    });
}

function bare(container: string): string {
  return container.startsWith(prefix) ? container.slice(prefix.length) : container;
}
