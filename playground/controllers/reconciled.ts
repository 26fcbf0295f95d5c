/** What Knative's reconcilers share: conditions are prepared, the generation is noted, only what changed is written. */
import { type Json, jsonEquals, type JsonObject } from '#knative/json.ts';
import type { Client } from '../api/client.ts';
import { type ApiObject, namespaceOf, numberAt, objectAt, withMembers } from '../api/object.ts';
import { Conditions, type ConditionSet } from './conditions.ts';
import type { Environment } from './environment.ts';

/** The status as it is put together; undefined takes a member away. */
export type Draft = Record<string, Json | undefined>;

/** Lets `look` fill in the status of an object and stores what came of it. */
export function reconciled(
  { cluster, client }: Environment,
  object: ApiObject,
  set: ConditionSet,
  look: (conditions: Conditions, status: Draft) => void,
): void {
  const before = objectAt(object, 'status');
  const generation = generationOf(object);
  const isNew = numberAt(before, 'observedGeneration') !== generation;
  const conditions = new Conditions(set, object, cluster.clock, isNew);
  const status: Draft = { ...before };
  look(conditions, status);
  status['conditions'] = conditions.list();
  status['observedGeneration'] = generation;
  writeStatus(client, object, withMembers({}, status));
}

/** Stores a status where it is another one than before; the object may be an old version of what is stored. */
export function writeStatus(client: Client, object: ApiObject, status: JsonObject): void {
  const { apiVersion, kind, metadata } = object;
  const live = client.find(`${apiVersion} ${kind}`, namespaceOf(object), metadata.name);
  if (live === undefined || live.metadata['uid'] !== metadata['uid']) return;
  if (jsonEquals(live['status'], status)) return;
  client.updateStatus({ ...live, status });
}

/** The stored object made like the wanted one in these members of spec and metadata; as it is where it is so already. */
export function updatedLike(client: Client, live: ApiObject, wanted: JsonObject): ApiObject {
  const metadata = objectAt(wanted, 'metadata');
  const next: ApiObject = {
    ...live,
    ...wanted,
    apiVersion: live.apiVersion,
    kind: live.kind,
    metadata: { ...live.metadata, ...metadata, name: live.metadata.name },
    ...(live['status'] !== undefined && { status: live['status'] }),
  };
  return jsonEquals(next, live) ? live : client.update(next);
}

export function generationOf({ metadata }: ApiObject): number {
  return numberAt(metadata, 'generation') ?? 0;
}

/** Whether its status speaks of its present spec. */
export function isObserved(object: ApiObject): boolean {
  return numberAt(object['status'], 'observedGeneration') === generationOf(object);
}
