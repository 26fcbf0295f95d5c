/** Who set which field: reading and writing `metadata.managedFields`. */
import type { Json } from '#knative/json.ts';
import { type ApiObject, listAt, textAt, withMetadata } from '../object.ts';
import { type FieldSet, fieldSet, fieldsV1, isEmpty, readFieldsV1 } from './fieldSet.ts';
import { member } from '#knative/json.ts';

export interface Manager {
  readonly name: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  /** '' for the object itself. */
  readonly subresource: string;
}

export interface Managed extends Manager {
  readonly time: string;
  readonly fields: FieldSet;
}

export function managersOf(object: ApiObject | undefined): readonly Managed[] {
  return listAt(object?.metadata, 'managedFields').map((entry) => ({
    name: textAt(entry, 'manager'),
    operation: textAt(entry, 'operation') === 'Apply' ? 'Apply' : 'Update',
    apiVersion: textAt(entry, 'apiVersion'),
    subresource: textAt(entry, 'subresource'),
    time: textAt(entry, 'time'),
    fields: readFieldsV1(member(entry, 'fieldsV1')),
  }));
}

/** Entries stand in the order of operation, time, name. */
export function withManagers(object: ApiObject, managers: readonly Managed[]): ApiObject {
  const entries = managers
    .filter(({ fields }) => !isEmpty(fields))
    .toSorted((a, b) => compareText(order(a), order(b)))
    .map(entryOf);
  return withMetadata(object, { managedFields: entries.length === 0 ? undefined : entries });
}

function entryOf({ name, operation, apiVersion, subresource, time, fields }: Managed): Json {
  const entry = {
    manager: name,
    operation,
    apiVersion,
    // Not there of who has changed nothing, or where a client that writes the entries leaves it out.
    ...(time !== '' && { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: fieldsV1(fields),
  };
  return subresource === '' ? entry : { ...entry, subresource };
}

function order({ operation, time, name, apiVersion, subresource }: Managed): string {
  return [operation, time, name, apiVersion, subresource].join('\0');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Those who apply are the same whatever version they use. */
export function isSameManager(a: Manager, b: Manager): boolean {
  return (
    a.name === b.name &&
    a.operation === b.operation &&
    a.subresource === b.subresource &&
    (a.operation === 'Apply' || a.apiVersion === b.apiVersion)
  );
}

const ownedByServer = new Set(
  [
    'creationTimestamp',
    'deletionGracePeriodSeconds',
    'deletionTimestamp',
    'generation',
    'managedFields',
    'name',
    'namespace',
    'resourceVersion',
    'selfLink',
    'uid',
  ].map((name) => `f:${name}`),
);

/** The fields a request can own: not what the server writes, and of the status only the subresource. */
export function ownable(set: FieldSet, subresource: string, hasStatus: boolean): FieldSet {
  const members = [...set.children].flatMap(([step, child]): [string, FieldSet][] => {
    if (step === 'f:apiVersion' || step === 'f:kind') return [];
    if (subresource === 'status') return step === 'f:status' ? [[step, child]] : [];
    if (step === 'f:status' && hasStatus) return [];
    if (step !== 'f:metadata') return [[step, child]];
    const rest = [...child.children].filter(([inner]) => !ownedByServer.has(inner));
    return [[step, fieldSet(false, rest)]];
  });
  return fieldSet(false, members);
}
