/** A Route: names of targets are tags today. */
import type { Change } from '../change.ts';
import { isArray, member, type JsonArray } from '../json.ts';
import { valueAt } from '../path.ts';
import type { Resource } from '../resource.ts';
import { withoutAutoscaling } from './annotations.ts';
import { withoutGeneration } from './configuration.ts';
import { together, type Migration, type MigrationNote } from './migration.ts';
import { addressNote, nameNote } from './names.ts';

export function route(resource: Resource): Migration {
  const traffic = valueAt(resource.value, ['spec', 'traffic']);
  const targets = isArray(traffic) ? traffic : [];
  const changes = targets.flatMap((target, index): readonly Change[] => {
    if (member(target, 'name') === undefined || member(target, 'tag') !== undefined) return [];
    return [{ op: 'rename', path: ['spec', 'traffic', index, 'name'], key: 'tag' }];
  });
  return together([
    { changes, notes: notesOn(resource, targets) },
    withoutGeneration(resource),
    withoutAutoscaling(resource),
  ]);
}

function notesOn(resource: Resource, targets: JsonArray): readonly MigrationNote[] {
  const names = targets.map((target, index) => ({
    revision: member(target, 'revisionName'),
    path: ['spec', 'traffic', index, 'revisionName'],
  }));
  return [...nameNote(undefined, names), ...tagNote(resource, targets)];
}

function tagNote(resource: Resource, targets: JsonArray): readonly MigrationNote[] {
  for (const [index, target] of targets.entries()) {
    const tag = member(target, 'name');
    if (typeof tag !== 'string' || tag === '') continue;
    return [addressNote(['spec', 'traffic', index, 'name'], tag, resource)];
  }
  return [];
}
