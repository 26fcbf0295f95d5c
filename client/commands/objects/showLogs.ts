/** Follows the log of a Service, a revision or a pod in a terminal, through all its pods as they come and go. */
import { l10n } from 'vscode';
import { lineMerger } from '../../cluster/logs/lineMerger.ts';
import { followLogs, type LogNote } from '../../cluster/logs/logs.ts';
import type { KubeObject } from '../../cluster/object.ts';
import { configurationLabel, revisionLabel, serviceLabel } from '../../cluster/services.ts';
import type { Session } from '../../cluster/session.ts';
import { errorInWords } from '../../localized.ts';
import { subjectsOf, type Subject } from '../../subject.ts';
import type { LogTerminals, LogWriter } from '../../views/logTerminal.ts';
import { chooseService } from '../cluster/chooseService.ts';
import type { Command } from '../command.ts';

/** Lines of each pod from before. */
const tailLines = 500;

export function showLogs(terminals: LogTerminals): Command {
  return {
    id: 'knative.showLogs',
    run: async ({ cluster }, ...args) => {
      const [wanted] = subjectsOf(args);
      await cluster.withServices(async (known) => {
        const { session } = known;
        const chosen = await chooseService(known, wanted);
        if (chosen === undefined) return;
        const { subject } = chosen;
        const name = nameOf(subject);
        const context = session.context.name;
        const key = JSON.stringify([context, subject.namespace, subject.kind, name]);
        terminals.show(key, l10n.t('{0} – logs', name), subject.kind !== 'pod', async (writer, signal) =>
          follow(session, subject, writer, signal),
        );
      });
    },
  };
}

async function follow(
  session: Session,
  subject: Subject,
  writer: LogWriter,
  signal: AbortSignal,
): Promise<void> {
  const { api, served, watches, context, ended } = session;
  const pod = served.find('v1', 'Pod');
  if (pod === undefined) return;
  writer.note(
    l10n.t(
      'Logs of {0} in {1}, {2}. Ctrl+C stops following.',
      nameOf(subject),
      subject.namespace,
      context.name,
    ),
  );
  const lease = watches.lease(pod, subject.namespace);
  const merger = lineMerger((line) => writer.line(line));
  try {
    await followLogs(
      {
        api,
        pod,
        pods: lease.collection,
        matches: matcherOf(subject),
        tailLines,
        onLine: (line) => merger.add(line),
        onNote: (note) => {
          merger.flush();
          writer.note(noteInWords(note));
        },
      },
      AbortSignal.any([signal, ended]),
    );
    merger.flush();
    writer.note(
      signal.aborted
        ? l10n.t('Not followed any more.')
        : l10n.t(
            'Not followed any more: {0} is not connected to now. Show the logs again to go on.',
            context.name,
          ),
    );
  } finally {
    lease.release();
  }
}

function matcherOf(subject: Subject): (pod: KubeObject) => boolean {
  switch (subject.kind) {
    case 'service':
    case 'traffic':
      // 0.3 labels pods with the configuration, which has the name of its service.
      return ({ metadata: { labels } }) =>
        labels?.[serviceLabel] === subject.service || labels?.[configurationLabel] === subject.service;
    case 'revision':
    case 'target':
      return ({ metadata: { labels } }) => labels?.[revisionLabel] === subject.revision;
    case 'pod':
      return ({ metadata: { name } }) => name === subject.pod;
  }
}

function noteInWords(note: LogNote): string {
  switch (note.kind) {
    case 'joined':
      return l10n.t('{0} writes', note.pod);
    case 'ended':
      return l10n.t('{0} has ended', note.pod);
    case 'failed':
      return l10n.t('{0} cannot be read: {1}', note.pod, errorInWords(note.error));
    case 'idle':
      return l10n.t('No pod runs now. It is waited for the next.');
  }
}

function nameOf(subject: Subject): string {
  switch (subject.kind) {
    case 'service':
    case 'traffic':
      return subject.service;
    case 'revision':
    case 'target':
      return subject.revision;
    case 'pod':
      return subject.pod;
  }
}
