/** Follows what was deployed until it is ready or fails, with the real steps, and says how it ended. */
import { l10n, window } from 'vscode';
import type { Performance } from '../../cluster/actions/deploySet.ts';
import { followRollout, isFollowed, type Followed } from '../../cluster/actions/followRollout.ts';
import { ClusterError } from '../../cluster/errors.ts';
import type { KubeObject } from '../../cluster/object.ts';
import type { RolloutProgress, StepName } from '../../cluster/rolloutSteps.ts';
import type { Session } from '../../cluster/session.ts';
import { errorInWords } from '../../localized.ts';
import type { ClusterDocuments } from '../../views/clusterDocuments.ts';
import { cancellable, type Tell } from '../cancellable.ts';
import type { CommandContext } from '../command.ts';
import { offerAddress } from '../offerAddress.ts';
import type { FileManifest } from './fileManifests.ts';
import { tellFailure } from './tellFailure.ts';

type Deployed = Performance['done'][number];

export async function followDeployed(
  context: CommandContext,
  documents: ClusterDocuments,
  session: Session,
  { done, failed, left }: Performance,
): Promise<void> {
  if (failed !== undefined) {
    tellHalf({ done, failed, left }, session);
    return;
  }
  const followed = done.filter(({ prepared }) => isFollowed(prepared.resource));
  if (followed.length === 0) {
    void window.showInformationMessage(l10n.t('{0} is in {1}.', listOf(done), session.context.name));
    return;
  }
  const title = l10n.t('Deploying {0} to {1}', listOf(followed), session.context.name);
  const ends = await cancellable(title, async (signal, tell) => {
    const found = await followAll(session, followed, tell, signal);
    if (signal.aborted) throw new ClusterError('aborted', 'Stopped.');
    return found;
  });
  if (ends === undefined) {
    const words = l10n.t(
      '{0} goes on in {1}; it is only not looked at any more.',
      listOf(followed),
      session.context.name,
    );
    void window.showInformationMessage(words);
    return;
  }
  const bad = ends.find(({ end }) => end.progress.phase === 'failed' || end.progress.phase === 'stuck');
  if (bad !== undefined) {
    const { prepared, object } = bad.deployed;
    // Only files are deployed by this command.
    const manifest = prepared.manifest as FileManifest;
    await tellFailure(context, documents, session, { object, end: bad.end, manifest });
    return;
  }
  await tellReady(session, ends);
}

interface Ended {
  readonly deployed: Deployed;
  readonly end: Followed;
}

async function followAll(
  session: Session,
  followed: readonly Deployed[],
  tell: Tell,
  signal: AbortSignal,
): Promise<readonly Ended[]> {
  const states = new Map<Deployed, RolloutProgress>();
  const report = (): void => {
    const first = [...states].find(([, { phase }]) => phase !== 'ready');
    if (first === undefined) return;
    const [{ object }, progress] = first;
    const words = stepInWords(progress);
    const name = followed.length > 1 ? `${object.metadata.name}: ` : '';
    tell.report({ message: `${name}${words}` });
  };
  return Promise.all(
    followed.map(async (deployed) => {
      const { prepared, object } = deployed;
      const end = await followRollout(session, prepared.resource, object, {
        signal,
        onProgress: (progress) => {
          states.set(deployed, progress);
          report();
        },
      });
      return { deployed, end };
    }),
  );
}

/** Which of how many, and what is waited for. */
function stepInWords({ steps, revision, pods }: RolloutProgress): string {
  const at = steps.findIndex(({ state }) => state !== 'done');
  const step = steps[at];
  if (step === undefined) return '';
  const words = inWords(step.name, revision, pods);
  return steps.length > 1 ? l10n.t('{0} ({1} of {2})', words, at + 1, steps.length) : words;
}

function inWords(step: StepName, revision: string, pods: RolloutProgress['pods']): string {
  switch (step) {
    case 'configuration':
      return l10n.t('waiting for the configuration');
    case 'revision':
      return l10n.t('waiting for the revision');
    case 'image':
      return l10n.t('{0}: looking up the image', revision);
    case 'pods':
      return l10n.t('{0}: {1} of {2} pods ready', revision, pods.ready, pods.all);
    case 'route':
      return l10n.t('leading the requests there');
    case 'ready':
      return l10n.t('waiting until it is ready');
  }
}

async function tellReady({ context }: Session, ends: readonly Ended[]): Promise<void> {
  const gone = ends.filter(({ end }) => end.progress.phase === 'gone').map(({ deployed }) => deployed);
  if (gone.length > 0) {
    void window.showWarningMessage(l10n.t('{0} was deleted meanwhile in {1}.', listOf(gone), context.name));
    return;
  }
  const [first, ...others] = ends;
  if (first === undefined) return;
  const urls = ends.map(({ end }) => end.progress.url).filter((url) => url !== '');
  if (others.length > 0) {
    const words = l10n.t('{0} resources are ready in {1}.', ends.length, context.name);
    await offerAddress(words, urls, undefined);
    return;
  }
  const { metadata, kind } = first.deployed.object;
  const { namespace = '', name } = metadata;
  const words = l10n.t(
    '{0} is ready in {1}: {2}',
    name,
    context.name,
    urls[0] ?? first.end.progress.revision,
  );
  const subject = kind === 'Service' ? ({ kind: 'service', namespace, service: name } as const) : undefined;
  await offerAddress(words, urls, subject);
}

/** Some of it is there, some is not: which is which must be said. */
function tellHalf({ done, failed, left }: Performance, { context }: Session): void {
  if (failed === undefined) return;
  const { manifest } = failed.prepared;
  const parts = [
    failed.error.reason === 'conflict' && failed.error.causes.length === 0
      ? l10n.t(
          '{0} {1} was changed by somebody else since it was looked at, so it was not written to {2}. Deploy again to see what is there now.',
          manifest.kind,
          manifest.name,
          context.name,
        )
      : l10n.t(
          '{0} {1} was not deployed to {2}: {3}',
          manifest.kind,
          manifest.name,
          context.name,
          errorInWords(failed.error),
        ),
    ...(done.length > 0 ? [l10n.t('Deployed before: {0}.', listOf(done))] : []),
    ...(left.length > 0
      ? [l10n.t('Not tried: {0}.', left.map(({ manifest: { kind, name } }) => `${kind} ${name}`).join(', '))]
      : []),
  ];
  void window.showErrorMessage(parts.join(' '));
}

function listOf(deployed: readonly Deployed[]): string {
  const names = deployed.map(({ object, prepared }) => nameOf(object, prepared.manifest.kind));
  const [first = '', second, third] = names;
  if (second === undefined) return first;
  return third === undefined
    ? l10n.t('{0} and {1}', first, second)
    : l10n.t('{0} and {1} more', first, names.length - 1);
}

function nameOf({ metadata }: KubeObject, kind: string): string {
  return `${kind} ${metadata.name}`;
}
