/**
 * Field ownership through a write (k8s.io/apimachinery util/managedfields, structured-merge-diff merge.Updater): what
 * an update takes over silently, what an apply must not take without force, and what it gives up.
 */
import { type Json, jsonEquals } from '#knative/json.ts';
import { apiVersionOf, type ApiKind } from '../kinds/kind.ts';
import { type ApiObject, withMetadata } from '../object.ts';
import { ApiError } from '../status.ts';
import {
  difference,
  type FieldSet,
  intersection,
  isEmpty,
  noFields,
  printedPaths,
  sameFields,
  union,
} from './fieldSet.ts';
import { takeable, withNote } from './clientSideApply.ts';
import { isSameManager, type Managed, type Manager, managersOf, ownable, withManagers } from './managers.ts';
import { merged, pruned } from './merge.ts';
import { structureOf } from './structure.ts';
import { changedFields, compare, type Comparison, fieldsOf } from './walk.ts';

export interface Writer {
  /** The field manager's name. */
  readonly manager: string;
  /** '' for the object itself. */
  readonly subresource: string;
  /** RFC 3339. */
  readonly now: string;
}

/** The object with its managed fields after an update or a patch of it by this writer. */
export function updated(
  live: ApiObject | undefined,
  object: ApiObject,
  kind: ApiKind,
  writer: Writer,
): ApiObject {
  const before = managersOf(live);
  // Of an object that nobody manages the server does not begin to keep managers (managedfields skipnonapplied.go).
  if (live !== undefined && before.length === 0) return withManagers(object, []);
  const me = managerOf('Update', kind, writer);
  const changes = comparison(live, object, kind, writer);
  const changed = changedFields(changes);
  const mine = before.find((one) => isSameManager(one, me));
  const others = before
    .filter((one) => one !== mine)
    .map((one) => withFields(one, difference(difference(one.fields, changed), changes.removed), one.time));
  const fields = union(difference(mine?.fields ?? noFields, changes.removed), changed);
  return withManagers(object, [
    ...others,
    { ...(mine ?? me), fields, time: timeOf(mine, !isEmpty(changed), writer) },
  ]);
}

/** The object after an apply; refuses where others own what it changes, unless forced. */
export function applied(
  live: ApiObject | undefined,
  config: ApiObject,
  kind: ApiKind,
  writer: Writer & { readonly force: boolean },
): ApiObject {
  const structure = structureOf(kind);
  const hasStatus = kind.subresources.includes('status');
  const me = managerOf('Apply', kind, writer);
  const before = managersOf(managedFirst(live, kind, writer));
  const mine = before.find((one) => isSameManager(one, me));
  const fields = ownable(fieldsOf(config, structure), writer.subresource, hasStatus);
  const others = before.filter((one) => one !== mine);
  const owned = others.reduce((all, one) => union(all, one.fields), fields);
  const whole = withoutManagers(merged(live, config, structure) as ApiObject);
  const object = mine === undefined ? whole : (pruned(whole, mine.fields, owned, structure) as ApiObject);
  const changes = comparison(live, object, kind, writer);
  const changed = changedFields(changes);
  const free = takeable(live, writer.manager, structure);
  const conflicts = others
    .map((one) => ({ manager: one, fields: difference(intersection(one.fields, changed), free) }))
    .filter((one) => !isEmpty(one.fields));
  if (conflicts.length > 0 && !writer.force) throw applyConflict(conflicts);
  const rest = others.map((one) =>
    withFields(one, difference(difference(one.fields, changed), changes.removed), one.time),
  );
  const isChanged = live === undefined || !jsonEquals(withoutManagers(live), object);
  const noted = withNote(object, config, live, writer.manager);
  return withManagers(noted, [...rest, { ...me, fields, time: timeOf(mine, isChanged, writer) }]);
}

/** What nobody manages is all somebody's before the first apply. */
function managedFirst(live: ApiObject | undefined, kind: ApiKind, writer: Writer): ApiObject | undefined {
  if (live === undefined || managersOf(live).length > 0) return live;
  return updated(undefined, live, kind, { ...writer, manager: 'before-first-apply' });
}

/** Whether two versions of an object differ in nothing but the times of their managers. */
export function isSameObject(a: ApiObject, b: ApiObject): boolean {
  if (!jsonEquals(withoutManagers(a), withoutManagers(b))) return false;
  const [of, to] = [managersOf(a), managersOf(b)];
  return (
    of.length === to.length &&
    of.every((one) => to.some((other) => isSameManager(one, other) && sameFields(one.fields, other.fields)))
  );
}

function managerOf(
  operation: Manager['operation'],
  kind: ApiKind,
  { manager, subresource }: Writer,
): Manager {
  return { name: manager, operation, apiVersion: apiVersionOf(kind), subresource };
}

function comparison(
  live: ApiObject | undefined,
  object: ApiObject,
  kind: ApiKind,
  writer: Writer,
): Comparison {
  const structure = structureOf(kind);
  const hasStatus = kind.subresources.includes('status');
  const found = compare(live ?? emptyObject(kind), object, structure);
  const own = (set: FieldSet): FieldSet => ownable(set, writer.subresource, hasStatus);
  return { added: own(found.added), modified: own(found.modified), removed: own(found.removed) };
}

/**
 * What a new object is compared with. Go writes the structs of built-in kinds even where they are empty, so nobody
 * counts as having added those.
 */
function emptyObject(kind: ApiKind): Json {
  if (kind.custom) return {};
  const podSpec = { containers: [] };
  switch (kind.kind) {
    case 'Pod':
      return { spec: podSpec };
    case 'Deployment':
    case 'ReplicaSet':
      return { spec: { strategy: {}, template: { metadata: {}, spec: podSpec } } };
    default:
      return { spec: {} };
  }
}

function withoutManagers(object: ApiObject): ApiObject {
  return withMetadata(object, { managedFields: undefined });
}

function withFields(one: Managed, fields: FieldSet, time: string): Managed {
  return { ...one, fields, time };
}

/**
 * A manager's time is that of the last change it made; who applied what was there already has none
 * (managedfieldsupdater.go, and merge.Updater, which gives nothing back where nothing changed).
 */
function timeOf(mine: Managed | undefined, isChanged: boolean, { now }: Writer): string {
  return isChanged ? now : (mine?.time ?? '');
}

interface Conflict {
  readonly manager: Manager;
  readonly fields: FieldSet;
}

function applyConflict(conflicts: readonly Conflict[]): ApiError {
  const single = conflicts.flatMap(({ manager, fields }) =>
    printedPaths(fields).map((path) => ({ who: printedManager(manager), path })),
  );
  const causes = single.map(({ who, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${who}`,
    field: path,
  }));
  return new ApiError(409, 'Conflict', conflictMessage(single), { causes });
}

function conflictMessage(conflicts: readonly { readonly who: string; readonly path: string }[]): string {
  const [first] = conflicts;
  if (first !== undefined && conflicts.length === 1) {
    return `Apply failed with 1 conflict: conflict with ${first.who}: ${first.path}`;
  }
  const managers = [...new Set(conflicts.map(({ who }) => who))].sort();
  const blocks = managers.map((who) => {
    const paths = conflicts.filter((one) => one.who === who).map(({ path }) => `- ${path}`);
    return [`conflicts with ${who}:`, ...paths].join('\n');
  });
  return `Apply failed with ${conflicts.length} conflicts: ${blocks.join('\n')}`;
}

function printedManager({ name, operation, apiVersion, subresource }: Manager): string {
  const who = `${JSON.stringify(name)}${subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`}`;
  return operation === 'Update' ? `${who} using ${apiVersion}` : who;
}
