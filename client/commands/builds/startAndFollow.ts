/** Starts a build, shows its log, and remembers that its user wants to know how it ends. */
import { commands, l10n } from 'vscode';
import type { BuildKind } from '#knative/builds/build.ts';
import type { JsonObject } from '#knative/json.ts';
import { startBuild } from '../../cluster/actions/runBuild.ts';
import { buildKinds, resourceOf } from '../../cluster/buildKinds.ts';
import { ClusterError } from '../../cluster/errors.ts';
import type { Session } from '../../cluster/session.ts';
import type { BuildSubject } from '../../buildSubject.ts';
import type { ClusterAccess } from '../../clusterAccess.ts';
import type { StartedBuilds } from '../../startedBuilds.ts';
import { cancellable } from '../cancellable.ts';
import { confirmContext } from '../confirmContext.ts';
import { permitted } from '../permitted.ts';

export interface Start {
  readonly cluster: ClusterAccess;
  readonly started: StartedBuilds;
  readonly session: Session;
  readonly kind: BuildKind;
  readonly namespace: string;
  /** As it is written; what it is called in sentences. */
  readonly name: string;
  readonly manifest: JsonObject;
}

export async function startAndFollow(start: Start): Promise<void> {
  const { cluster, started, session, kind, namespace, name, manifest } = start;
  const kinds = buildKinds(session.served);
  const resource = kinds && resourceOf(kinds, kind);
  if (resource === undefined) {
    throw new ClusterError('notFound', l10n.t('{0} does not serve {1}.', session.context.name, kind));
  }
  if (!(await permitted(session, 'create', resource, namespace))) return;
  const title = l10n.t('Starting {0} {1}', kind, name);
  if (!(await confirmContext(cluster, session.context.name, title))) return;
  const created = await cancellable(title, async (signal) =>
    startBuild(session, resource, namespace, manifest, signal),
  );
  if (created === undefined) return;
  const subject: BuildSubject = {
    context: session.context.name,
    kind,
    namespace,
    name: created.metadata.name,
    task: '',
    container: '',
  };
  started.follow(session, subject);
  await commands.executeCommand('knative.buildLogs', subject);
}
