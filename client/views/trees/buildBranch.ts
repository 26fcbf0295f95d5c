/** A build as a branch of the tree: its steps, those of a pipeline below their tasks. */
import {
  isUnderWay,
  type BuildReading,
  type BuildState,
  type BuildStep,
  type BuildTask,
  type StepState,
} from '#knative/builds/build.ts';
import { text, type Text } from '#knative/text.ts';
import { buildId, type BuildSubject } from '../../buildSubject.ts';
import { durationOf } from '../duration.ts';
import { shortImage } from '../shortImage.ts';
import type { Branch, Icon } from './branch.ts';

/**
 * @param withNamespace whether builds of several namespaces are shown together
 * @param now milliseconds since 1970
 */
export function buildBranch(build: BuildReading, withNamespace: boolean, now: number): Branch {
  const { kind, namespace, name, state, tasks, why, created } = build;
  const subject: BuildSubject = { kind, namespace, name, task: '', container: '' };
  const isOfPipeline = kind === 'PipelineRun';
  return {
    id: buildId(subject),
    look: {
      subject: undefined,
      label: name,
      description: [
        ...(withNamespace ? [namespace] : []),
        ...(kind === 'TaskRun' ? [] : [kind]),
        progressOf(build, now),
        ...(why === undefined || state === 'cancelled' ? [] : [why]),
      ].filter((one) => one !== ''),
      icon: stateIcon(state),
      tokens: ['build', kind, state, ...(isUnderWay(build) ? ['cancellable'] : [])],
      spoken: [text('Build {0}', name), stateWord(state)],
      created,
      open: isUnderWay(build),
    },
    children: isOfPipeline
      ? tasks.map((task) => taskBranch(subject, task, now))
      : tasks.flatMap(({ steps }) => steps.map((step) => stepBranch(subject, step, now))),
  };
}

/** The step or task that runs, and how long it has; how long all took, once it is over. */
function progressOf(build: BuildReading, now: number): Text | string {
  const { state, tasks, started, ended } = build;
  const took = durationOf(started, ended, now);
  if (!isUnderWay(build)) return took;
  const steps = tasks.flatMap((task) => task.steps);
  const running =
    build.kind === 'PipelineRun'
      ? tasks.find((task) => task.state === 'running')
      : steps.find((step) => step.state === 'running');
  if (running === undefined) return state === 'pending' ? text('waiting') : took;
  return took === '' ? running.name : text('{0}, for {1}', running.name, took);
}

function taskBranch(build: BuildSubject, task: BuildTask, now: number): Branch {
  const subject = { ...build, task: task.name };
  const { name, state, started, ended, steps, why } = task;
  const took = durationOf(started, ended, now);
  return {
    id: buildId(subject),
    look: {
      subject: undefined,
      label: name,
      description: [
        ...(state === 'skipped' ? [text('skipped')] : []),
        ...(started === '' ? [] : [took]),
        ...(why === undefined ? [] : [why]),
      ].filter((one) => one !== ''),
      icon: state === 'skipped' ? skipped : stateIcon(state),
      tokens: ['buildTask', state, ...(task.pod === '' ? [] : ['logs'])],
      spoken: [text('Task {0}', name), state === 'skipped' ? text('skipped') : stateWord(state)],
      open: state === 'running',
    },
    children: steps.map((step) => stepBranch(subject, step, now)),
  };
}

function stepBranch(owner: BuildSubject, step: BuildStep, now: number): Branch {
  const { name, container, state, started, ended, exitCode, reason, image } = step;
  const isRun = state !== 'waiting' && state !== 'skipped';
  return {
    id: buildId({ ...owner, container }),
    look: {
      subject: undefined,
      label: name,
      description: [
        ...(state === 'skipped' ? [text('skipped')] : []),
        ...(isRun ? [durationOf(started, ended, now)] : []),
        ...(exitCode === undefined || exitCode === 0 || state === 'skipped'
          ? []
          : [text('exit code {0}', exitCode)]),
        ...(state === 'waiting' ? [reason] : []),
        shortImage(image),
      ].filter((one) => one !== ''),
      icon: stepIcon(state),
      tokens: ['step', state, ...(isRun ? ['logs'] : [])],
      spoken: [text('Step {0}', name), stepWord(state)],
    },
    children: [],
  };
}

const passed: Icon = { name: 'pass', color: 'testing.iconPassed' };
const broken: Icon = { name: 'error', color: 'testing.iconFailed' };
const turning: Icon = { name: 'sync~spin', color: 'charts.blue' };
const waiting: Icon = { name: 'circle-outline' };
const stopped: Icon = { name: 'circle-slash' };
const skipped: Icon = { name: 'debug-step-over', color: 'testing.iconSkipped' };

function stateIcon(state: BuildState): Icon {
  switch (state) {
    case 'succeeded':
      return passed;
    case 'failed':
      return broken;
    case 'running':
      return turning;
    case 'pending':
      return waiting;
    case 'cancelled':
      return stopped;
  }
}

function stepIcon(state: StepState): Icon {
  switch (state) {
    case 'waiting':
      return waiting;
    case 'skipped':
      return skipped;
    default:
      return stateIcon(state);
  }
}

export function stateWord(state: BuildState): Text {
  switch (state) {
    case 'succeeded':
      return text('succeeded');
    case 'failed':
      return text('failed');
    case 'running':
      return text('running');
    case 'pending':
      return text('waiting');
    case 'cancelled':
      return text('cancelled');
  }
}

function stepWord(state: StepState): Text {
  switch (state) {
    case 'waiting':
      return text('waiting');
    case 'skipped':
      return text('skipped');
    default:
      return stateWord(state);
  }
}
