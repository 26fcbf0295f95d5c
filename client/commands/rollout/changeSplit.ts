/**
 * How every command changes the split of a Service: it is asked what is wanted, checked whether it is allowed, written if
 * nobody changed the Service meanwhile, and can be undone.
 */
import { commands, l10n, window } from 'vscode';
import { jsonEquals } from '#knative/json.ts';
import type { Intention } from '#knative/rollout/intention.ts';
import { readRollout, shortSplit } from '#knative/rollout/rollout.ts';
import { text, type Text } from '#knative/text.ts';
import { changeTraffic, type TrafficChange } from '../../cluster/actions/changeTraffic.ts';
import { requestJson } from '../../cluster/api.ts';
import { ClusterError } from '../../cluster/errors.ts';
import { jsonOf, pathOf, type KubeObject } from '../../cluster/object.ts';
import type { LiveService } from '../../cluster/services.ts';
import type { Session } from '../../cluster/session.ts';
import { undoKey, type ClusterAccess, type KnownServices } from '../../clusterAccess.ts';
import { subjectsOf, type Subject } from '../../subject.ts';
import { cancellable } from '../cancellable.ts';
import { chooseService } from '../cluster/chooseService.ts';
import type { CommandContext } from '../command.ts';
import { confirmContext } from '../confirmContext.ts';
import { permitted } from '../permitted.ts';

/** What its user wants of a Service; undefined where they want nothing after all. */
export type Asking = (service: LiveService, subject: Subject) => Promise<Wish> | Wish;

export type Wish = Intention | { readonly refusal: Text } | undefined;

export async function changeSplit(
  { cluster }: CommandContext,
  args: readonly unknown[],
  ask: Asking,
): Promise<void> {
  const subjects = servicesOf(subjectsOf(args));
  await cluster.withServices(async (known) => {
    for (const subject of subjects) await changeOne(cluster, known, subject, ask);
  });
}

/** One subject for each Service of a selection; undefined where its user is to be asked. */
export function servicesOf(subjects: readonly Subject[]): readonly (Subject | undefined)[] {
  const byName = new Map(subjects.map((one) => [JSON.stringify([one.namespace, one.service]), one]));
  return byName.size === 0 ? [undefined] : [...byName.values()];
}

async function changeOne(
  cluster: ClusterAccess,
  known: KnownServices,
  subject: Subject | undefined,
  ask: Asking,
): Promise<void> {
  const { session } = known;
  const chosen = await chooseService(known, subject);
  if (chosen === undefined) return;
  const { service } = chosen;
  if (!(await mayChange(session, service))) return;
  const wish = await ask(service, chosen.subject);
  if (wish === undefined) return;
  if ('refusal' in wish) {
    refuse(wish.refusal);
    return;
  }
  const what = l10n.t('Change the traffic of {0}', service.name);
  if (!(await confirmContext(cluster, session.context.name, what))) return;
  await write(cluster, session, service.object, wish);
}

async function mayChange(session: Session, { namespace }: LiveService): Promise<boolean> {
  const resource = session.serving?.service;
  return resource !== undefined && permitted(session, 'patch', resource, namespace);
}

/** Until it is written, or its user gives up: each time somebody else was faster, the new state is shown. */
async function write(
  cluster: ClusterAccess,
  session: Session,
  service: KubeObject,
  intention: Intention,
): Promise<void> {
  let base = service;
  let silent = 0;
  for (;;) {
    const change = await attempt(session, base, intention);
    if (change === undefined) return;
    if (change !== 'conflict') {
      finish(cluster, session, change);
      return;
    }
    const now = await reread(session, base);
    // Controllers write the status all the time; that is nobody's decision about the split.
    const isUntouched = jsonEquals(jsonOf(base)['spec'], jsonOf(now)['spec']);
    if (!(isUntouched && silent++ < mostSilent) && !(await goesOn(base, now))) return;
    base = now;
  }
}

/** How often in a row a write is tried again because of a new status. */
const mostSilent = 5;

async function attempt(
  session: Session,
  service: KubeObject,
  intention: Intention,
): Promise<TrafficChange | 'conflict' | undefined> {
  const title = l10n.t('Changing the traffic of {0}', service.metadata.name);
  return cancellable(title, async (signal) => {
    try {
      return await changeTraffic(session, service, intention, signal);
    } catch (error) {
      if (error instanceof ClusterError && error.reason === 'conflict') return 'conflict';
      throw error;
    }
  });
}

export async function reread(session: Session, { metadata }: KubeObject): Promise<KubeObject> {
  const resource = session.serving?.service;
  if (resource === undefined)
    throw new ClusterError('notFound', text('Knative Serving is not installed in this cluster.'));
  return requestJson<KubeObject>(session.api, { path: pathOf(resource, metadata.namespace, metadata.name) });
}

/** Shows what it is now; the user decides whether it is still to be changed. */
async function goesOn(before: KubeObject, now: KubeObject): Promise<boolean> {
  const { name } = now.metadata;
  const [was, is] = [before, now].map((one) => shortSplit(readRollout(jsonOf(one))));
  const message =
    was === is
      ? l10n.t('{0} was changed by somebody else meanwhile; its traffic is still {1}.', name, is ?? '')
      : l10n.t(
          '{0} was changed by somebody else meanwhile: its traffic went from {1} to {2}.',
          name,
          was ?? '',
          is ?? '',
        );
  const again = l10n.t('Change It Now');
  return (await window.showWarningMessage(message, { modal: true }, again)) === again;
}

function finish(cluster: ClusterAccess, session: Session, change: TrafficChange): void {
  if ('refusal' in change) {
    refuse(change.refusal);
    return;
  }
  const { name, namespace = '' } = change.done.metadata;
  cluster.undos.set(undoKey(session.context.name, namespace, name), change.undo);
  void tellDone(change.done);
}

/** The watch brings the change to the views; here it is only said, and can be taken back. */
async function tellDone({ metadata: { name, namespace = '' }, ...rest }: KubeObject): Promise<void> {
  const split = shortSplit(readRollout(jsonOf({ metadata: { name, namespace }, ...rest })));
  const undo = l10n.t('Undo');
  const chosen = await window.showInformationMessage(
    l10n.t('The traffic of {0} is now {1}.', name, split),
    undo,
  );
  const subject: Subject = { kind: 'service', namespace, service: name };
  if (chosen === undo) await commands.executeCommand('knative.undoTraffic', subject);
}

function refuse({ message, args }: Text): void {
  void window.showWarningMessage(l10n.t(message, ...args));
}
