/** Removes old revisions that nothing leads to, as config-gc has it (serving pkg/reconciler/gc). */
import { parseDuration } from '#knative/goNumbers.ts';
import {
  annotationsOf,
  type ApiObject,
  labelsOf,
  nameOf,
  namespaceOf,
  textAt,
  uidOf,
} from '../../api/object.ts';
import { type Controller, keyOf } from '../controller.ts';
import { type Environment, settingsIn } from '../environment.ts';
import { ownerKeys } from '../owners.ts';
import { annotation, configurationKind, label, revisionKind } from './names.ts';

/** `undefined`: never for this reason. */
interface Limits {
  /** Milliseconds. */
  readonly sinceCreate: number | undefined;
  readonly sinceActive: number | undefined;
  readonly least: number;
  readonly most: number | undefined;
}

export function revisionGarbageController(environment: Environment): Controller {
  const { client } = environment;
  return {
    delay: 100,
    keysOf: (kind, change) => {
      if (kind === configurationKind) return [keyOf(change)];
      return kind === revisionKind ? ownerKeys(change.object, 'Configuration') : [];
    },
    reconcile: ({ namespace, name }) => {
      const configuration = client.find(configurationKind, namespace, name);
      if (configuration === undefined) return;
      const revisions = client.list(revisionKind, { namespace, owner: uidOf(configuration) });
      const limits = limitsIn(settingsIn(environment, 'config-gc'));
      for (const revision of stale(revisions, configuration, limits, environment.cluster.clock.now())) {
        client.delete(revisionKind, namespaceOf(revision), nameOf(revision));
      }
    },
  };
}

function limitsIn(settings: Readonly<Record<string, string>>): Limits {
  const time = (key: string, otherwise: string): number | undefined => {
    const text = settings[key] ?? otherwise;
    return text === 'disabled' ? undefined : Number(parseDuration(text) ?? 0n) / 1e6;
  };
  const most = settings['max-non-active-revisions'] ?? '1000';
  return {
    sinceCreate: time('retain-since-create-time', '48h'),
    sinceActive: time('retain-since-last-active-time', '15h'),
    least: Number(settings['min-non-active-revisions'] ?? '20'),
    most: most === 'disabled' ? undefined : Number(most),
  };
}

/** The oldest first; what routes lead to, or what is kept by hand, never is. */
export function stale(
  revisions: readonly ApiObject[],
  configuration: ApiObject,
  limits: Limits,
  now: number,
): readonly ApiObject[] {
  const kept = ['latestReadyRevisionName', 'latestCreatedRevisionName'].map((key) =>
    textAt(configuration['status'], key),
  );
  const idle = revisions
    .filter(
      (one) =>
        labelsOf(one)[label.routingState] !== 'active' && annotationsOf(one)[annotation.noGc] !== 'true',
    )
    .filter((one) => !kept.includes(nameOf(one)))
    .toSorted((a, b) => lastActive(a) - lastActive(b));
  const tooMany = limits.most === undefined ? 0 : Math.max(0, idle.length - limits.most);
  const removable = Math.max(0, idle.length - limits.least);
  return idle.filter((one, index) => index < tooMany || (index < removable && isOld(one, limits, now)));
}

function isOld(revision: ApiObject, { sinceCreate, sinceActive }: Limits, now: number): boolean {
  if (sinceCreate === undefined && sinceActive === undefined) return false;
  const passed = (since: number, limit: number | undefined): boolean =>
    limit === undefined || now - since > limit;
  return passed(created(revision), sinceCreate) && passed(lastActive(revision), sinceActive);
}

function created({ metadata }: ApiObject): number {
  return Date.parse(textAt(metadata, 'creationTimestamp'));
}

function lastActive(revision: ApiObject): number {
  const modified = annotationsOf(revision)[annotation.routingStateModified];
  return modified === undefined ? created(revision) : Date.parse(modified);
}
