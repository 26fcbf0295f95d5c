/** What a cluster of today would refuse of a migrated manifest, said where it stands now. */
import { admit } from '../admission/admission.ts';
import { applyChanges } from '../applyChanges.ts';
import type { Change } from '../change.ts';
import { defaultProfile } from '../clusterProfile.ts';
import { isObject, member } from '../json.ts';
import type { Resource } from '../resource.ts';
import { text } from '../text.ts';
import { todo, type MigrationNote } from './migration.ts';
import { originOf } from './origin.ts';

export function refusals(resource: Resource, changes: readonly Change[]): readonly MigrationNote[] {
  const migrated = changed(resource, changes);
  return admit(migrated, { profile: defaultProfile })
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message }) =>
      todo(originOf(path, changes), text('A cluster of today refuses this: {0}', onOneLine(message))),
    );
}

/** The resource after the changes. */
export function changed(resource: Resource, changes: readonly Change[]): Resource {
  const value = applyChanges(resource.value, changes);
  if (!isObject(value)) return resource;
  const apiVersion = member(value, 'apiVersion');
  return {
    ...resource,
    apiVersion: typeof apiVersion === 'string' ? apiVersion : '',
    value,
  };
}

/** The cluster's words without line breaks. */
export function onOneLine(message: string): string {
  return message.replaceAll(/\s*\n\s*/g, ' — ');
}
