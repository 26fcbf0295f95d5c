/** The builds that the user has started here: told when they end out of sight. */
import { commands, l10n, window, type Disposable } from 'vscode';
import { isUnderWay, type BuildReading } from '#knative/builds/build.ts';
import type { BuildLogSubject } from '#protocol/buildLogPanel.ts';
import { imagesOf } from './cluster/actions/imagesOf.ts';
import { reasonsOf } from './cluster/actions/runBuild.ts';
import { watchBuild, type BuildName } from './cluster/watchBuild.ts';
import type { Session } from './cluster/session.ts';
import { Watches } from './cluster/watches.ts';
import type { BuildSubject } from './buildSubject.ts';
import { localized } from './localized.ts';
import { shortDigest } from './shortDigest.ts';

export class StartedBuilds implements Disposable {
  readonly #isSeen: (build: BuildLogSubject) => boolean;
  readonly #stops = new Set<() => void>();

  /** @param isSeen whether the user has a build before his eyes */
  constructor(isSeen: (build: BuildLogSubject) => boolean) {
    this.#isSeen = isSeen;
  }

  /** Waits for its end, by watches of its own: it goes on when another cluster is looked at meanwhile. */
  follow(session: Session, { kind, namespace, name }: BuildName): void {
    const build: BuildLogSubject = { context: session.context.name, kind, namespace, name };
    const watches = new Watches(session.api);
    const watched = watchBuild({ ...session, watches }, build);
    if (watched === undefined) return;
    let wasThere = false;
    const look = (): void => {
      const { reading } = watched;
      const isGone = reading === undefined && wasThere;
      wasThere ||= reading !== undefined;
      if (!isGone && (reading === undefined || isUnderWay(reading))) return;
      stop();
      if (reading !== undefined && !this.#isSeen(build)) void tell(session, reading);
    };
    const stopListening = watched.onChange(look);
    const stop = (): void => {
      stopListening();
      watches.dispose();
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
  const { kind, namespace, name, state } = reading;
  if (state === 'cancelled') return;
  const [show, use] = [l10n.t('Show Log'), l10n.t('Use Image in a Service...')];
  const [image] = state === 'succeeded' ? await imagesOf(session, reading) : [];
  const chosen =
    state === 'failed'
      ? await window.showErrorMessage(await failureInWords(session, reading), show)
      : image === undefined
        ? await window.showInformationMessage(l10n.t('{0} {1} succeeded.', kind, name), show)
        : await window.showInformationMessage(
            l10n.t('{0} {1} succeeded: {2}', kind, name, shortDigest(image.reference)),
            use,
            show,
          );
  const context = session.context.name;
  const subject: BuildSubject = { context, kind, namespace, name, task: '', container: '' };
  if (chosen === show) await commands.executeCommand('knative.buildLogs', subject);
  if (chosen === use) await commands.executeCommand('knative.useImage', subject);
}

async function failureInWords(session: Session, reading: BuildReading): Promise<string> {
  const reasons = await reasonsOf(session, reading);
  return l10n.t('{0} {1} failed. {2}', reading.kind, reading.name, reasons.map(localized).join(' '));
}
