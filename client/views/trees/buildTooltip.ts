/** What is told of a build, a task or a step when its user stays on it. */
import { l10n, MarkdownString } from 'vscode';
import type { BuildReading, BuildStep, BuildTask } from '#knative/builds/build.ts';
import type { BuildSubject } from '../../buildSubject.ts';
import { durationOf } from '../duration.ts';
import { stateWord } from './buildBranch.ts';
import { words } from './nodeItem.ts';
import { heading, line } from './tooltip.ts';

export function buildTooltip(
  build: BuildReading,
  { task, container }: BuildSubject,
): MarkdownString | undefined {
  const markdown = new MarkdownString(undefined, true);
  const inTask = build.tasks.find(({ name }) => name === task);
  if (container !== '') {
    const step = inTask?.steps.find((one) => one.container === container);
    return step === undefined ? undefined : ofStep(markdown, step);
  }
  return task === '' || inTask === undefined ? ofBuild(markdown, build) : ofTask(markdown, inTask);
}

function ofBuild(markdown: MarkdownString, build: BuildReading): MarkdownString {
  const { kind, namespace, name, state, started, ended, why, message, results } = build;
  heading(markdown, `${kind} ${namespace}/${name}`);
  line(markdown, l10n.t('State'), words(stateWord(state)));
  if (why !== undefined) paragraph(markdown, words(why));
  line(markdown, l10n.t('Begun'), started);
  line(markdown, l10n.t('Took'), durationOf(started, ended, Date.now()));
  for (const result of results) line(markdown, result.name, result.value);
  // Pending builds say in many words what the steps below say better.
  if (state === 'failed' && message !== '') paragraph(markdown, message);
  return markdown;
}

function ofTask(markdown: MarkdownString, { name, pod, started, ended, why }: BuildTask): MarkdownString {
  heading(markdown, name);
  if (why !== undefined) paragraph(markdown, words(why));
  line(markdown, l10n.t('Took'), durationOf(started, ended, Date.now()));
  line(markdown, l10n.t('Pod'), pod);
  return markdown;
}

function ofStep(markdown: MarkdownString, step: BuildStep): MarkdownString {
  const { name, container, pod, image, exitCode, reason, message, started, ended } = step;
  heading(markdown, name);
  line(markdown, l10n.t('Image'), image);
  line(markdown, l10n.t('Container'), `${pod} ${container}`);
  line(markdown, l10n.t('Begun'), started);
  if (started !== '') line(markdown, l10n.t('Took'), durationOf(started, ended, Date.now()));
  if (exitCode !== undefined) line(markdown, l10n.t('Exit code'), String(exitCode));
  line(markdown, l10n.t('Reason'), reason === 'Completed' ? '' : reason);
  // Tekton writes results there, as JSON.
  if (message !== '' && !message.startsWith('[{')) paragraph(markdown, message);
  return markdown;
}

function paragraph(markdown: MarkdownString, told: string): void {
  markdown.appendMarkdown('\n\n');
  markdown.appendText(told);
  markdown.appendMarkdown('\n\n');
}
