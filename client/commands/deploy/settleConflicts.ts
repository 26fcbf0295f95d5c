/** Fields that somebody else has set in the cluster: taken or left, as the user decides. */
import { l10n, window } from 'vscode';
import { fieldManager } from '../../cluster/actions/fieldManager.ts';
import { prepareDeploy } from '../../cluster/actions/prepareDeploy.ts';
import { withoutFields } from '../../cluster/managedField.ts';
import type { Session } from '../../cluster/session.ts';
import type { Rehearsed } from './fileManifests.ts';

export interface Settled {
  readonly prepared: readonly Rehearsed[];
  readonly takeOver: boolean;
}

/** Undefined where its user would rather do neither. */
export async function settleConflicts(
  session: Session,
  prepared: readonly Rehearsed[],
  namespace: string,
): Promise<Settled | undefined> {
  const disputed = prepared.filter(({ conflicts }) => conflicts.length > 0);
  if (disputed.length === 0) return { prepared, takeOver: false };
  const [take, leave] = [l10n.t('Take Over'), l10n.t('Leave as They Are')];
  const chosen = await window.showWarningMessage(
    l10n.t('Some of these fields have other owners in {0}.', session.context.name),
    { modal: true, detail: listed(disputed) },
    take,
    leave,
  );
  if (chosen === take) return { prepared, takeOver: true };
  if (chosen !== leave) return undefined;
  return {
    prepared: await Promise.all(prepared.map(async (one) => left(session, one, namespace))),
    takeOver: false,
  };
}

function listed(disputed: readonly Rehearsed[]): string {
  const lines = disputed.flatMap(({ manifest, conflicts }) =>
    conflicts.map(({ owner, field }) => {
      const { kind, name } = manifest;
      const path = field.replace(/^\./, '');
      // What views change is remembered under our name too, yet apart from what was deployed.
      return owner === fieldManager
        ? l10n.t('{0} {1}: {2} was changed here, not in the file', kind, name, path)
        : l10n.t('{0} {1}: {2} belongs to {3}', kind, name, path, owner);
    }),
  );
  const most = 12;
  const more = lines.length > most ? [l10n.t('and {0} more', lines.length - most)] : [];
  const explained = l10n.t(
    'Taking over writes the values of the file and makes them ours. Leaving keeps the values of the cluster.',
  );
  return [...lines.slice(0, most), ...more, '', explained].join('\n');
}

/** Applied without them, the fields stay as they are. */
async function left(session: Session, one: Rehearsed, namespace: string): Promise<Rehearsed> {
  const { manifest, conflicts } = one;
  if (conflicts.length === 0) return one;
  const value = withoutFields(
    manifest.value,
    conflicts.map(({ field }) => field),
  );
  const modest = { ...manifest, value };
  return { ...(await prepareDeploy(session, modest, namespace)), manifest: modest };
}
