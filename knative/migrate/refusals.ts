/** What a cluster of today would refuse of a migrated manifest, said where it stands now. */
import { admit } from '../admission/admission.ts';
import { applyChanges } from '../applyChanges.ts';
import type { Change } from '../change.ts';
import { defaultProfile } from '../clusterProfile.ts';
import { isObject, member } from '../json.ts';
import type { ClusterProblem } from '../problem.ts';
import type { Resource } from '../resource.ts';
import { text } from '../text.ts';
import { todo, type MigrationNote } from './migration.ts';
import { originOf } from './origin.ts';

export function refusals(resource: Resource, changes: readonly Change[]): readonly MigrationNote[] {
  const migrated = changed(resource, changes);
  return admit(migrated, { profile: defaultProfile })
    .filter(({ severity }) => severity === 'error')
    .map((problem) =>
      todo(originOf(problem.path, changes), text('A cluster of today refuses this: {0}', wordsOf(problem))),
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

/** The cluster's words on one line, the field where they do not name it. */
export function wordsOf({ message, clusterPath }: ClusterProblem): string {
  const [words = '', ...details] = message.split(/\s*\n\s*/);
  const named = clusterPath === '' || words.includes(clusterPath) ? words : `${words}: ${clusterPath}`;
  return [named, ...details].join(' — ');
}
