/** The builds that the user has started here: told when they end out of sight. */
import { commands, l10n, window, type Disposable } from 'vscode';
import { isUnderWay, type BuildReading } from '#knative/builds/build.ts';
import type { Text } from '#knative/text.ts';
import { reasonsOf } from './cluster/actions/runBuild.ts';
import { watchBuild, type BuildName } from './cluster/watchBuild.ts';
import type { Session } from './cluster/session.ts';
import type { BuildSubject } from './buildSubject.ts';

export class StartedBuilds implements Disposable {
  readonly #isSeen: (build: BuildName) => boolean;
  readonly #stops = new Set<() => void>();

  /** @param isSeen whether the user has a build before his eyes */
  constructor(isSeen: (build: BuildName) => boolean) {
    this.#isSeen = isSeen;
  }

  /** Waits for its end. */
  follow(session: Session, name: BuildName): void {
    const watched = watchBuild(session, name);
    if (watched === undefined) return;
    const look = (): void => {
      const { reading } = watched;
      if (reading === undefined || isUnderWay(reading)) return;
      stop();
      if (!this.#isSeen(name)) void tell(session, reading);
    };
    const stopListening = watched.onChange(look);
    const stop = (): void => {
      stopListening();
      watched.release();
      this.#stops.delete(stop);
    };
    this.#stops.add(stop);
    look();
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
  }
}

async function tell(session: Session, reading: BuildReading): Promise<void> {
  const { kind, namespace, name, state, results } = reading;
  const show = l10n.t('Show Log');
  if (state === 'cancelled') return;
  let chosen: string | undefined;
  if (state === 'failed') {
    const reasons = await reasonsOf(session, reading);
    const words = reasons.map(inWords).join(' ');
    chosen = await window.showErrorMessage(l10n.t('{0} {1} failed. {2}', kind, name, words), show);
  } else {
    const digest = results.find((one) => /digest/i.test(one.name))?.value;
    chosen = await window.showInformationMessage(
      digest === undefined
        ? l10n.t('{0} {1} succeeded.', kind, name)
        : l10n.t('{0} {1} succeeded: {2}', kind, name, digest),
      show,
    );
  }
  if (chosen !== show) return;
  const subject: BuildSubject = { kind, namespace, name, task: '', container: '' };
  await commands.executeCommand('knative.buildLogs', subject);
}

/** Sentences of the domain in the user's language. */
export function inWords(told: Text): string {
  return l10n.t(told.message, ...told.args);
}
