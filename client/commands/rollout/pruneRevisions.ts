/** Deletes the revisions of a Service that nothing leads to, after they were listed and chosen. */
import { l10n, window } from 'vscode';
import { deleteObject } from '../../cluster/actions/deleteObject.ts';
import { ClusterError } from '../../cluster/errors.ts';
import type { LiveRevision, LiveService } from '../../cluster/services.ts';
import type { Session } from '../../cluster/session.ts';
import type { ClusterAccess, KnownServices } from '../../clusterAccess.ts';
import { subjectsOf, type Subject } from '../../subject.ts';
import { ageOf } from '../../views/age.ts';
import { shortImage } from '../../views/shortImage.ts';
import { cancellable } from '../cancellable.ts';
import { chooseService } from '../cluster/chooseService.ts';
import type { Command } from '../command.ts';
import { confirmContext } from '../confirmContext.ts';
import { permitted } from '../permitted.ts';
import { servicesOf } from './changeSplit.ts';

export const pruneRevisions: Command = {
  id: 'knative.pruneRevisions',
  run: async ({ cluster }, ...args) => {
    const subjects = servicesOf(subjectsOf(args));
    await cluster.withServices(async (known) => {
      for (const subject of subjects) await pruneService(cluster, known, subject);
    });
  },
};

async function pruneService(
  cluster: ClusterAccess,
  known: KnownServices,
  subject: Subject | undefined,
): Promise<void> {
  const { session } = known;
  const { serving, context } = session;
  const chosen = await chooseService(known, subject);
  if (chosen === undefined || serving === undefined) return;
  const { service } = chosen;
  if (!(await permitted(session, 'delete', serving.revision, service.namespace))) return;
  const revisions = await pick(service, context.name);
  if (revisions === undefined) return;
  const what = l10n.t('Delete {0} revisions of {1}', revisions.length, service.name);
  if (!(await confirmContext(cluster, context.name, what))) return;
  await prune(session, service, revisions);
}

/** Undefined where there is nothing to delete, which is said, or nothing is chosen. */
async function pick(
  { name, revisions }: LiveService,
  context: string,
): Promise<readonly LiveRevision[] | undefined> {
  const unused = revisions.filter(({ unreferenced }) => unreferenced);
  if (unused.length === 0) {
    void window.showInformationMessage(l10n.t('Every revision of {0} is in use.', name));
    return undefined;
  }
  const items = unused.map((revision) => ({
    label: revision.name,
    description: [shortImage(revision.image), ageOf(revision.created, Date.now())].join(' · '),
    picked: true,
    revision,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Delete Revisions of {0} in {1}', name, context),
    placeHolder: l10n.t('No route leads to these. Deleting cannot be undone.'),
    canPickMany: true,
  });
  return picked === undefined || picked.length === 0 ? undefined : picked.map(({ revision }) => revision);
}

async function prune(
  session: Session,
  { name }: LiveService,
  revisions: readonly LiveRevision[],
): Promise<void> {
  const kept: string[] = [];
  let deleted = 0;
  await cancellable(l10n.t('Deleting revisions of {0}', name), async (signal, tell) => {
    for (const revision of revisions) {
      tell.report({ message: revision.name });
      if (await pruneOne(session, revision, signal)) deleted++;
      else kept.push(revision.name);
    }
  });
  const words = l10n.t('{0} revisions of {1} were deleted.', deleted, name);
  if (kept.length === 0) void window.showInformationMessage(words);
  else {
    const more = l10n.t('Changed meanwhile and kept: {0}.', kept.join(', '));
    void window.showWarningMessage(`${words} ${more}`);
  }
}

/** False where it was changed since it was listed: it may be in use again. */
async function pruneOne(session: Session, { object }: LiveRevision, signal: AbortSignal): Promise<boolean> {
  const resource = session.serving?.revision;
  if (resource === undefined) return false;
  try {
    await deleteObject(session, resource, object, { signal, onlyUnchanged: true });
    return true;
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    if (error.reason === 'conflict') return false;
    if (error.reason === 'notFound') return true;
    throw error;
  }
}
