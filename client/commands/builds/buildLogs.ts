/** Follows the log of a build, of one of its tasks or of one step in a terminal, to its end. */
import { l10n } from 'vscode';
import type { BuildStep, BuildTask } from '#knative/builds/build.ts';
import { reasonsOf } from '../../cluster/actions/runBuild.ts';
import { followBuild, type BuildLogNote } from '../../cluster/buildLog.ts';
import type { Session } from '../../cluster/session.ts';
import { watchBuild } from '../../cluster/watchBuild.ts';
import { buildId, type BuildSubject } from '../../buildSubject.ts';
import { errorInWords } from '../../localized.ts';
import { inWords } from '../../startedBuilds.ts';
import type { LogTerminals, LogWriter } from '../../views/logTerminal.ts';
import type { Command } from '../command.ts';
import { chooseBuild } from './chooseBuild.ts';

export function buildLogs(terminals: LogTerminals): Command {
  return {
    id: 'knative.buildLogs',
    run: async ({ cluster }, ...args) => {
      const chosen = await chooseBuild(cluster, args);
      if (chosen === undefined) return;
      const { session, subject, reading } = chosen;
      const step = reading.tasks
        .flatMap(({ steps }) => steps)
        .find(({ container }) => container === subject.container);
      const name = [subject.name, subject.task, step?.name ?? ''].filter((one) => one !== '').join(' › ');
      const key = JSON.stringify([session.context.name, buildId(subject)]);
      terminals.show(key, l10n.t('{0} – build', name), false, async (writer, signal) =>
        follow(session, subject, writer, signal),
      );
    },
  };
}

async function follow(
  session: Session,
  subject: BuildSubject,
  writer: LogWriter,
  signal: AbortSignal,
): Promise<void> {
  const pods = session.served.find('v1', 'Pod');
  const build = watchBuild(session, subject);
  if (pods === undefined || build === undefined) return;
  const { kind, namespace, name } = subject;
  writer.note(l10n.t('Log of {0} {1} in {2}. Ctrl+C stops following.', kind, name, namespace));
  try {
    await followBuild(
      {
        api: session.api,
        pods,
        build,
        wants: (task, step) => isWanted(subject, task, step),
        onLine: (task, _step, line) => writer.line(prefixed(task, line)),
        onNote: (note) => {
          const words = noteInWords(note);
          if (words !== '') writer.note(words);
        },
      },
      signal,
    );
    const { reading } = build;
    if (signal.aborted) writer.note(l10n.t('Not followed any more.'));
    else if (reading?.state === 'failed') {
      for (const reason of await reasonsOf(session, reading, signal)) writer.note(inWords(reason));
    }
  } finally {
    build.release();
  }
}

function isWanted(subject: BuildSubject, task: BuildTask, step: BuildStep): boolean {
  if (subject.task !== '' && task.name !== subject.task) return false;
  return subject.container === '' || step.container === subject.container;
}

/** Lines of tasks that run beside each other say whose they are. */
function prefixed<T extends { readonly text: string }>({ name }: BuildTask, line: T): T {
  return name === '' ? line : { ...line, text: `[${name}] ${line.text}` };
}

function noteInWords(note: BuildLogNote): string {
  switch (note.kind) {
    case 'begun':
      return l10n.t('Step {0}', nameOf(note.task, note.step));
    case 'ended':
      return endInWords(nameOf(note.task, note.step), note.step);
    case 'lost':
      return l10n.t('The pod of {0} is gone, and with it the rest of the log.', nameOf(note.task, note.step));
    case 'failed':
      return l10n.t('{0} cannot be read: {1}', note.step.name, errorInWords(note.error));
    case 'waiting':
      return note.reading.why === undefined ? l10n.t('No step has begun yet.') : inWords(note.reading.why);
    case 'over':
      return overInWords(note.reading.state);
    case 'gone':
      return l10n.t('The build was deleted.');
  }
}

function nameOf(task: BuildTask, step: BuildStep): string {
  return task.name === '' ? step.name : `${task.name} › ${step.name}`;
}

/** That it ended well goes without saying. */
function endInWords(name: string, { state, exitCode }: BuildStep): string {
  if (state !== 'failed') return '';
  return exitCode === undefined
    ? l10n.t('Step {0} failed.', name)
    : l10n.t('Step {0} ended with exit code {1}.', name, exitCode);
}

function overInWords(state: string): string {
  switch (state) {
    case 'succeeded':
      return l10n.t('The build succeeded.');
    case 'cancelled':
      return l10n.t('The build was cancelled.');
    default:
      return l10n.t('The build failed.');
  }
}
