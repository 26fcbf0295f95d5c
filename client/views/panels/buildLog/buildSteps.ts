/** A build's tasks and steps in words: their state, how long they take, how they ended. */
import { l10n } from 'vscode';
import type { BuildReading, BuildState, BuildStep, BuildTask, StepState } from '#knative/builds/build.ts';
import type { StepGroup, StepRow } from '#protocol/buildLogPanel.ts';
import { stepKey } from '../../../cluster/logs/buildLogFeed.ts';
import { durationOf } from '../../duration.ts';

/** @param now milliseconds since 1970 */
export function stepGroups({ tasks }: BuildReading, now: number): readonly StepGroup[] {
  return tasks.map((task) => ({
    name: task.name,
    look: task.state,
    progress: joined(stateWord(task.state), task.started === '' ? '' : lasted(task, now)),
    steps: task.steps.map((step) => rowOf(task, step, now)),
  }));
}

/** What stands in front of a line, where lines of several tasks are shown together. */
export function taskPrefixes(reading: BuildReading | undefined): ReadonlyMap<string, string> {
  const named = reading?.tasks.filter(({ name }) => name !== '') ?? [];
  return new Map(named.flatMap((task) => task.steps.map((step) => [stepKey(task, step), task.name])));
}

export function buildProgress(build: BuildReading, now: number): string {
  return joined(stateWord(build.state), build.started === '' ? '' : lasted(build, now));
}

/** All of it in one text, for who does not see the list. It changes only when a state does. */
export function buildSummary({ kind, name, state, tasks, why }: BuildReading, whyInWords: string): string {
  const steps = tasks.flatMap((task) =>
    task.steps.map((step) =>
      joined(
        `${task.name === '' ? '' : `${task.name} › `}${step.name}: ${stepWord(step.state)}`,
        exitOf(step),
      ),
    ),
  );
  const begin = `${kind} ${name}: ${stateWord(state)}.`;
  return [begin, ...(why === undefined ? [] : [whyInWords]), ...steps.map((one) => `${one}.`)].join(' ');
}

/** The key of the step that made it fail; '' for none. */
export function failingKey({ state, tasks }: BuildReading): string {
  if (state !== 'failed') return '';
  for (const task of tasks) {
    const step = task.steps.find((one) => one.state === 'failed');
    if (step !== undefined) return stepKey(task, step);
  }
  return '';
}

function rowOf(task: BuildTask, step: BuildStep, now: number): StepRow {
  const hasBegun = step.started !== '' && step.state !== 'skipped';
  return {
    key: stepKey(task, step),
    name: step.name,
    look: step.state,
    progress: joined(stepWord(step.state), hasBegun ? lasted(step, now) : '', exitOf(step)),
  };
}

function exitOf({ state, exitCode, reason }: BuildStep): string {
  if (state === 'waiting') return reason === 'PodInitializing' ? '' : reason;
  if (exitCode === undefined || exitCode === 0 || state === 'skipped') return '';
  return l10n.t('exit code {0}', exitCode);
}

function lasted({ started, ended }: Pick<BuildStep, 'started' | 'ended'>, now: number): string {
  return durationOf(started, ended, now);
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

export function stateWord(state: BuildState | 'skipped'): string {
  switch (state) {
    case 'pending':
      return l10n.t('waiting');
    case 'running':
      return l10n.t('running');
    case 'succeeded':
      return l10n.t('succeeded');
    case 'failed':
      return l10n.t('failed');
    case 'cancelled':
      return l10n.t('cancelled');
    case 'skipped':
      return l10n.t('skipped');
  }
}

function stepWord(state: StepState): string {
  return stateWord(state === 'waiting' ? 'pending' : state);
}
