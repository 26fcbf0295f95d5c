/** The traffic of the modes `release` and `pinned`, as Knative 0.2 to 0.5 wrote it into the Route of a Service. */
import type { Change } from '../change.ts';
import { isArray, member, type Json } from '../json.ts';
import { valueAt } from '../path.ts';
import type { Resource } from '../resource.ts';
import { text } from '../text.ts';
import { blocked, todo, type Migration } from './migration.ts';
import { addressNote, nameNote } from './names.ts';

const traffic = ['spec', 'traffic'];

/** One revision has it all; of two, the second has `rolloutPercent`. The newest has an address and no traffic. */
export function release(resource: Resource): Migration {
  const { name, value } = resource;
  const path = ['spec', 'release', 'revisions'];
  const revisions = valueAt(value, path);
  const names = isArray(revisions) ? revisions : [];
  const percent = member(valueAt(value, ['spec', 'release']), 'rolloutPercent');
  if (names.length < 1 || names.length > 2 || !names.every(isName))
    return blocked(todo(path, text('Name one or two revisions first.')));
  if (!isShare(percent))
    return blocked(todo(['spec', 'release', 'rolloutPercent'], text('Say a share from 0 to 99 first.')));
  const latest = { latestRevision: true, percent: 0, tag: 'latest' };
  return {
    changes: [
      { op: 'move', path, to: traffic },
      ...names.flatMap((revision, index) => target(index, revision === '@latest')),
      ...shares(names.length, percent ?? undefined),
      ...names.map((_, index) => tagged(index, index === 0 ? 'current' : 'candidate')),
      { op: 'insert', path: [...traffic, names.length], value: latest },
    ],
    notes: [
      ...nameNote(
        name,
        names.map((revision, index) => ({ revision, path: [...path, index] })),
      ),
      addressNote(path, 'current', resource),
    ],
  };
}

/** All traffic to one revision. */
export function pinned({ name, value }: Resource): Migration {
  const path = ['spec', 'pinned', 'revisionName'];
  const revision = valueAt(value, path);
  if (!isName(revision)) return blocked(todo(path, text('Name a revision first.')));
  return {
    changes: [
      { op: 'move', path, to: [...traffic, 0, 'revisionName'] },
      { op: 'set', path: [...traffic, 0, 'percent'], value: 100 },
    ],
    notes: nameNote(name, [{ revision, path }]),
  };
}

/** The name at this place of the list becomes a target; `@latest` stood for the newest revision. */
function target(index: number, latest: boolean): readonly Change[] {
  const path = [...traffic, index];
  const key = [...path, latest ? 'latestRevision' : 'revisionName'];
  const named: Change = { op: 'move', path, to: key };
  return latest ? [named, { op: 'set', path: key, value: true }] : [named];
}

function shares(revisions: number, percent: number | undefined): readonly Change[] {
  const written = ['spec', 'release', 'rolloutPercent'];
  const candidate = [...traffic, 1, 'percent'];
  const current: Change = { op: 'set', path: [...traffic, 0, 'percent'], value: 100 - (percent ?? 0) };
  if (revisions === 1) return [current, { op: 'remove', path: written }];
  return [
    current,
    percent === undefined
      ? { op: 'set', path: candidate, value: 0 }
      : { op: 'move', path: written, to: candidate },
  ];
}

function tagged(index: number, tag: string): Change {
  return { op: 'set', path: [...traffic, index, 'tag'], value: tag };
}

function isName(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

function isShare(value: Json | undefined): value is number | null | undefined {
  if (value === undefined || value === null) return true;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 99;
}
