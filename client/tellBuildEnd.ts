/** What is said of a build that has ended; loaded when the first one has. */
import { commands, l10n, window } from 'vscode';
import type { BuildReading } from '#knative/builds/build.ts';
import { imagesOf } from './cluster/actions/imagesOf.ts';
import { reasonsOf } from './cluster/actions/runBuild.ts';
import type { Session } from './cluster/session.ts';
import type { BuildSubject } from './buildSubject.ts';
import { localized } from './localized.ts';
import { shortDigest } from './shortDigest.ts';

/** Says how a build has ended, why it failed, and what can be done now. */
export async function tellBuildEnd(session: Session, reading: BuildReading): Promise<void> {
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
