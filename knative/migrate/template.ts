/** A revision template (or a revision): its fields of 2019 as those of v1. */
import type { Change } from '../change.ts';
import { isObject, member } from '../json.ts';
import { valueAt, type Path } from '../path.ts';
import type { Resource } from '../resource.ts';
import { text } from '../text.ts';
import { spellings } from './annotations.ts';
import { blocked, remark, todo, together, type Migration, type MigrationNote } from './migration.ts';

/** Where the template stands, now and after the changes before. */
export interface Moving {
  readonly from: Path;
  readonly to: Path;
}

/** The changes inside a template that already stands where it shall. */
export function template(resource: Resource, { from, to }: Moving): Migration {
  const spec = { from: [...from, 'spec'], to: [...to, 'spec'] };
  const builds = buildNotes(resource, spec.from);
  if (builds.length > 0) return blocked(...builds);
  const annotations = spellings(resource, { from: [...from, 'metadata'], to: [...to, 'metadata'] });
  return together([
    { changes: annotations, notes: nameNotes(resource, from) },
    withoutCounters(resource, spec),
    { changes: concurrency(resource, spec), notes: [] },
    { changes: container(resource, spec), notes: [] },
  ]);
}

/** A revision is a template with a name of its own. */
export function revision(resource: Resource): Migration {
  return template(resource, { from: [], to: [] });
}

/** An image that was built by the cluster: 0.6 said `buildRef cannot be migrated forward.` */
function buildNotes({ value }: Resource, spec: Path): readonly MigrationNote[] {
  return ['buildRef', 'buildName'].flatMap((key) => {
    const path = [...spec, key];
    if (isAbsent(value, path)) return [];
    const message = text(
      '{0} names a build, and clusters of today do not build. Build the image elsewhere, for example by a Tekton TaskRun, and remove this; then migrate.',
      key,
    );
    return [todo(path, message)];
  });
}

/** A template's name was ignored until 0.5. */
function nameNotes({ value }: Resource, from: Path): readonly MigrationNote[] {
  const path = [...from, 'metadata', 'name'];
  const name = valueAt(value, path);
  if (from.length === 0 || typeof name !== 'string' || name === '') return [];
  const message = text(
    'This name was ignored. Today the revision gets it, and it must change with every change of the template.',
  );
  return [remark(path, message)];
}

/** What the cluster counted or ignored. */
function withoutCounters({ value }: Resource, { from, to }: Moving): Migration {
  const parts = ['generation', 'servingState'].map((key): Migration => {
    if (member(valueAt(value, from), key) === undefined) return { changes: [], notes: [] };
    const message = text('{0} had no effect and has none today: it is left out.', key);
    return {
      changes: [{ op: 'remove', path: [...to, key] }],
      notes: [remark([...from, key], message)],
    };
  });
  return together(parts);
}

/** Single and Multi were defaulted to a number; a number that was given besides wins, 0 counting as not given. */
function concurrency({ value }: Resource, { from, to }: Moving): readonly Change[] {
  const spec = valueAt(value, from);
  const model = member(spec, 'concurrencyModel');
  const given = member(spec, 'containerConcurrency');
  const path = [...to, 'concurrencyModel'];
  const number = [...to, 'containerConcurrency'];
  if (model === '' || model === null) return [{ op: 'remove', path }];
  if (model !== 'Single' && model !== 'Multi') return [];
  const meant = model === 'Single' ? 1 : 0;
  if (given === undefined) {
    return [
      { op: 'rename', path, key: 'containerConcurrency' },
      { op: 'set', path: number, value: meant },
    ];
  }
  const counts = given !== 0 && given !== null;
  return [{ op: 'remove', path }, ...(counts ? [] : [{ op: 'set', path: number, value: meant } as const])];
}

function container({ value }: Resource, { from, to }: Moving): readonly Change[] {
  const spec = valueAt(value, from);
  if (!isObject(member(spec, 'container')) || member(spec, 'containers') !== undefined) return [];
  const containers = [...to, 'containers'];
  return [
    { op: 'rename', path: [...to, 'container'], key: 'containers' },
    { op: 'move', path: containers, to: [...containers, 0] },
  ];
}

function isAbsent(value: Resource['value'], path: Path): boolean {
  const found = valueAt(value, path);
  return found === undefined || found === null || found === '';
}
