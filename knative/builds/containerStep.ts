/** One step, from the state of its container. */
import { isObject, member, numberAt, textAt, type Json } from '../json.ts';
import type { BuildStep, StepState } from './build.ts';

interface Place {
  readonly name: string;
  readonly container: string;
  readonly pod: string;
}

/**
 * @param state what Kubernetes calls the state of a container: one of `waiting`, `running`, `terminated`
 * @param isItsTurn whether the steps before it have ended; Tekton's containers run before that
 */
export function containerStep(
  place: Place,
  state: Json | undefined,
  image: string,
  isItsTurn: boolean,
): BuildStep {
  const terminated = member(state, 'terminated');
  const running = member(state, 'running');
  const waiting = member(state, 'waiting');
  const common = { ...place, image, started: '', ended: '', exitCode: undefined };
  if (isObject(terminated)) {
    const reason = textAt(terminated, 'reason');
    const exitCode = numberAt(terminated, 'exitCode');
    return {
      ...common,
      state: endOf(exitCode, reason),
      started: textAt(terminated, 'startedAt'),
      ended: textAt(terminated, 'finishedAt'),
      exitCode,
      reason,
      message: textAt(terminated, 'message'),
    };
  }
  if (isObject(running) && isItsTurn) {
    return { ...common, state: 'running', started: textAt(running, 'startedAt'), reason: '', message: '' };
  }
  const reason = textAt(waiting, 'reason');
  const isOrdinary = ['', 'PodInitializing', 'ContainerCreating'].includes(reason);
  const message = textAt(waiting, 'message');
  return { ...common, state: 'waiting', reason: isOrdinary ? '' : reason, message };
}

/** What ran when its build ended, or its pod went, ended with it. */
export function stoppedAt(step: BuildStep, ended: string): BuildStep {
  return step.state === 'running' ? { ...step, state: 'cancelled', ended } : step;
}

function endOf(exitCode: number | undefined, reason: string): StepState {
  // Why the run ended stands in for how a step did that was under way, or had not begun, with it.
  if (/^TaskRun[A-Z]/.test(reason)) return 'cancelled';
  return exitCode === 0 ? 'succeeded' : 'failed';
}
