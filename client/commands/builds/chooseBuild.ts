/** The build a command is about: that of the item it was started on, else one that its user picks. */
import { l10n, window } from 'vscode';
import type { BuildReading } from '#knative/builds/build.ts';
import { buildSubjectOf, isElsewhere, type BuildSubject } from '../../buildSubject.ts';
import { ClusterError } from '../../cluster/errors.ts';
import { findBuild } from '../../cluster/findBuild.ts';
import type { BuildsState } from '../../cluster/buildsStore.ts';
import type { Session } from '../../cluster/session.ts';
import type { ClusterAccess } from '../../clusterAccess.ts';

export interface ChosenBuild {
  readonly session: Session;
  readonly reading: BuildReading;
  readonly subject: BuildSubject;
}

/**
 * Undefined where there is none, which is said, and where none is picked.
 * @param fits which builds are offered
 */
export async function chooseBuild(
  cluster: ClusterAccess,
  args: readonly unknown[],
  fits: (build: BuildReading) => boolean = () => true,
): Promise<ChosenBuild | undefined> {
  const wanted = buildSubjectOf(args);
  const leave = cluster.builds.view();
  try {
    if (!isHere(wanted, await cluster.session())) return undefined;
    const { session, builds } = await knownBuilds(cluster);
    if (wanted === undefined) return await picked(session, builds.filter(fits));
    // Another cluster may have been chosen since.
    if (!isHere(wanted, session)) return undefined;
    const known = builds.find(
      ({ kind, namespace, name }) =>
        kind === wanted.kind && namespace === wanted.namespace && name === wanted.name,
    );
    // One that was just started, or is in another namespace than the one that is looked at.
    const reading = known ?? (await findBuild(session, wanted));
    if (reading !== undefined) return { session, reading, subject: wanted };
    void window.showWarningMessage(l10n.t('{0} {1} is not there any more.', wanted.kind, wanted.name));
    return undefined;
  } finally {
    leave();
  }
}

/** Where it is not, that is said. */
function isHere(wanted: BuildSubject | undefined, { context: { name } }: Session): boolean {
  if (wanted === undefined || !isElsewhere(wanted, name)) return true;
  void window.showWarningMessage(
    l10n.t('This build is in {0}; {1} is looked at now.', wanted.context ?? '', name),
  );
  return false;
}

type Known = Extract<BuildsState, { phase: 'known' }>;

async function knownBuilds({ builds }: ClusterAccess): Promise<Known> {
  const { promise, resolve, reject } = Promise.withResolvers<Known>();
  const look = (state: BuildsState): void => {
    if (state.phase === 'known') resolve(state);
    if (state.phase === 'failed') reject(state.error);
    if (state.phase === 'absent') {
      reject(new ClusterError('notFound', l10n.t('{0} serves neither Build nor Tekton.', state.context)));
    }
  };
  const stop = builds.onChange(look);
  look(builds.state);
  return promise.finally(stop);
}

async function picked(session: Session, builds: readonly BuildReading[]): Promise<ChosenBuild | undefined> {
  if (builds.length === 0) {
    void window.showInformationMessage(l10n.t('There is no such build here: {0}', session.context.name));
    return undefined;
  }
  const items = builds.map((reading) => ({
    label: reading.name,
    description: `${reading.kind} · ${reading.namespace}`,
    detail: reading.why === undefined ? reading.started : l10n.t(reading.why.message, ...reading.why.args),
    reading,
  }));
  const title = l10n.t('Choose a build');
  const chosen = await window.showQuickPick(items, { title, placeHolder: session.context.name });
  if (chosen === undefined) return undefined;
  const { kind, namespace, name } = chosen.reading;
  const context = session.context.name;
  const subject = { context, kind, namespace, name, task: '', container: '' };
  return { session, reading: chosen.reading, subject };
}
