/** A Route: names of targets are tags today. */
import type { Change } from '../change.ts';
import { isArray, member } from '../json.ts';
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

function notesOn({ name }: Resource, targets: readonly unknown[]): readonly MigrationNote[] {
  const places = targets.map((target, index) => ({
    // Targets are JSON; what is no object has no members.
    target: target as Parameters<typeof member>[0],
    path: ['spec', 'traffic', index],
  }));
  const names = places.map(({ target, path }) => ({
    revision: member(target, 'revisionName'),
    path: [...path, 'revisionName'],
  }));
  const tagged = places.find(({ target }) => isText(member(target, 'name')));
  const tag = member(tagged?.target, 'name');
  return [
    ...nameNote(undefined, names),
    ...(tagged === undefined || typeof tag !== 'string'
      ? []
      : [addressNote([...tagged.path, 'name'], tag, name)]),
  ];
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
