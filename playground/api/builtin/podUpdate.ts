/** What of a pod may change once it is there (k8s.io/kubernetes pkg/apis/core/validation ValidatePodUpdate). */
import { isObject, type Json, jsonEquals, type JsonObject } from '#knative/json.ts';
import { type ApiObject, listAt, objectAt, textAt } from '../object.ts';
import { type Cause, fieldCause } from '../status.ts';

const mayChange = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
].join(',');

/** The complaints about a changed pod; the server adds what differs, as Go prints its structs. */
export function podUpdateComplaints(object: ApiObject, stored: ApiObject): readonly Cause[] {
  const before = objectAt(stored, 'spec');
  const now = objectAt(object, 'spec');
  const resized = ['containers', 'initContainers'].filter(
    (list) => listAt(before, list).length !== listAt(now, list).length,
  );
  if (resized.length > 0) {
    return resized.map((list) =>
      fieldCause(`spec.${list}`, 'Forbidden: pod updates may not add or remove containers'),
    );
  }
  if (jsonEquals(fixed(before, before), fixed(now, before))) return [];
  return [fieldCause('spec', `Forbidden: pod updates may not change fields other than ${mayChange}`)];
}

/** The spec without what may change; a pod that has no node yet may be bound to one. */
function fixed(spec: JsonObject, before: JsonObject): JsonObject {
  const changing = new Set(['activeDeadlineSeconds', 'tolerations', 'terminationGracePeriodSeconds']);
  if (textAt(before, 'nodeName') === '') changing.add('nodeName');
  const withoutImages = (key: string, value: Json): Json =>
    key === 'containers' || key === 'initContainers'
      ? listAt(spec, key).map((container) => withoutImage(container))
      : value;
  return Object.fromEntries(
    Object.entries(spec)
      .filter(([key]) => !changing.has(key))
      .map(([key, value]) => [key, withoutImages(key, value)]),
  );
}

function withoutImage(container: Json): Json {
  if (!isObject(container)) return container;
  const { image: _, ...rest } = container;
  return rest;
}
