/** Deploys manifests: tries them, shows what would change, asks, writes, and follows what becomes of them. */
import { l10n, window } from 'vscode';
import { changesAnything } from '../../cluster/actions/prepareDeploy.ts';
import { perform, rehearse, type Performance } from '../../cluster/actions/deploySet.ts';
import type { Session } from '../../cluster/session.ts';
import type { ClusterDocuments } from '../../views/clusterDocuments.ts';
import type { Rejections } from '../../views/rejections.ts';
import { cancellable } from '../cancellable.ts';
import type { Command, CommandContext } from '../command.ts';
import { askToDeploy } from './askToDeploy.ts';
import { fileManifests, wantedBy, type FileManifest, type Rehearsed } from './fileManifests.ts';
import { followDeployed } from './followDeployed.ts';
import { settleConflicts } from './settleConflicts.ts';
import { tellRefused, tellWarnings } from './tellRefused.ts';

export interface DeployViews {
  readonly documents: ClusterDocuments;
  readonly rejections: Rejections;
}

export function deploy(views: DeployViews): Command {
  return {
    id: 'knative.deploy',
    run: async (context, ...args) => {
      const wanted = wantedBy(args);
      if (wanted === undefined) {
        void window.showInformationMessage(l10n.t('Open the manifest that is to be deployed first.'));
        return;
      }
      const manifests = await fileManifests(context.server, wanted);
      if (manifests === undefined) return;
      const session = await context.cluster.session();
      const prepared = await tried(context, views, session, manifests);
      if (prepared === undefined) return;
      const settled = await settleConflicts(session, prepared, namespaceOf(context, session));
      if (settled === undefined) return;
      const changed = settled.prepared.filter(changesAnything);
      if (changed.length === 0) {
        void window.showInformationMessage(nothingToDo(settled.prepared, session));
        return;
      }
      if (!(await askToDeploy(context.cluster, views.documents, session, changed))) return;
      const done = await written(session, changed, settled.takeOver);
      if (done === undefined) return;
      await followDeployed(context, views.documents, session, done);
    },
  };
}

/** Undefined where the cluster refuses something, which is shown, and where its user has stopped it. */
async function tried(
  context: CommandContext,
  views: DeployViews,
  session: Session,
  manifests: readonly FileManifest[],
): Promise<readonly Rehearsed[] | undefined> {
  const { name } = session.context;
  for (const { uri } of manifests) views.rejections.clear(uri);
  const rehearsal = await cancellable(l10n.t('Trying it in {0}', name), async (signal, tell) =>
    rehearse(session, manifests, {
      namespace: namespaceOf(context, session),
      signal,
      onNext: ({ kind, name: own }) => tell.report({ message: `${kind} ${own}` }),
    }),
  );
  if (rehearsal === undefined) return undefined;
  const { prepared, refused } = rehearsal;
  if (refused.length > 0) {
    await tellRefused(context, views.rejections, name, refused);
    return undefined;
  }
  await tellWarnings(context, views.rejections, name, prepared);
  return prepared;
}

async function written(
  session: Session,
  changed: readonly Rehearsed[],
  takeOver: boolean,
): Promise<Performance | undefined> {
  const { name } = session.context;
  return cancellable(l10n.t('Deploying to {0}', name), async (signal, tell) =>
    perform(session, changed, {
      takeOver,
      signal,
      onNext: ({ manifest }) => tell.report({ message: `${manifest.kind} ${manifest.name}` }),
    }),
  );
}

/** Where manifests go that name no namespace: the chosen one; while all are looked at, the context's own. */
export function namespaceOf({ cluster }: CommandContext, { context }: Session): string {
  return cluster.connection.namespace ?? context.namespace;
}

function nothingToDo(prepared: readonly Rehearsed[], { context }: Session): string {
  const [first, second] = prepared;
  if (first === undefined || second !== undefined) {
    return l10n.t(
      'Nothing to change: all {0} resources are in {1} as the files say.',
      prepared.length,
      context.name,
    );
  }
  const { kind, name } = first.manifest;
  return l10n.t('Nothing to change: {0} {1} is in {2} as the file says.', kind, name, context.name);
}
