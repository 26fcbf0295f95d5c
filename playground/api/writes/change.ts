/** Changing an object that is there: by a whole new one, by patches, by its status or its scale. */
import { type Json, jsonEquals } from '#knative/json.ts';
import { timestamp } from '../../clock.ts';
import { checkFields } from '../admission/fields.ts';
import { type Undecodable, undecodableObject } from '../admission/undecodable.ts';
import { builtinDefaults } from '../builtin/defaults.ts';
import { isSameObject, updated } from '../fields/own.ts';
import type { ApiKind } from '../kinds/kind.ts';
import {
  type ApiObject,
  finalizersOf,
  isTerminating,
  numberAt,
  resourceVersionOf,
  textAt,
  uidOf,
  withMembers,
  withMetadata,
} from '../object.ts';
import { conflict, fieldCause, invalid, modifiedMeanwhile, notFound } from '../status.ts';
import { admitted } from './admission.ts';
import { checkName, identified } from './identity.ts';
import type { Place, Target, WriteRequest } from './request.ts';

/** What a change makes of the stored object, and whether it has settled who manages the fields. */
export interface Draft {
  readonly body: Json;
  readonly managed?: boolean;
  /** Set by a whole new object: custom kinds then must say which version they replace. */
  readonly whole?: boolean;
  /** How it is refused where it cannot be read; absent: as any object. */
  readonly undecodable?: Undecodable;
}

/** Stores what `edit` makes of the object. */
export function change(
  target: Target,
  place: Place,
  request: WriteRequest,
  edit: (live: ApiObject) => Draft,
): ApiObject {
  const { kind, namespace, name } = place;
  const live = target.store.get(kind, namespace, name);
  if (live === undefined) throw notFound(kind, name);
  const draft = edit(live);
  const { undecodable = undecodableObject(kind) } = draft;
  const sent = identified(draft.body, kind, namespace, undecodable);
  checkName(sent, name);
  checkVersion(sent, live, place, draft.whole === true);
  const { object, warnings } = checkFields(sent, kind, request.validation, request.duplicates, undecodable);
  warnings.forEach(request.warn);
  const next = withUnchangeable(builtinDefaults(kind, object), live, place);
  const owned = draft.managed === true ? next : withOwners(target, live, next, place, request);
  const checked = place.subresource === 'status' ? owned : admitted(target, kind, owned, live, request);
  return settle(target, kind, live, withGeneration(checked, live, kind), request);
}

/** Stores a changed object, removes it where nothing holds it any more, and leaves it where nothing changed. */
export function settle(
  target: Target,
  kind: ApiKind,
  live: ApiObject,
  next: ApiObject,
  request: Pick<WriteRequest, 'dryRun'>,
): ApiObject {
  if (isSameObject(live, next)) return live;
  if (request.dryRun) return next;
  const isHeld =
    finalizersOf(next).length > 0 || (numberAt(next.metadata, 'deletionGracePeriodSeconds') ?? 0) > 0;
  if (!isTerminating(next) || isHeld) return target.store.write(kind, live, next);
  target.store.write(kind, next, undefined);
  return next;
}

function checkVersion(sent: ApiObject, live: ApiObject, { kind, name }: Place, whole: boolean): void {
  const version = resourceVersionOf(sent);
  if (version === '' && whole && kind.custom) {
    const message = 'Invalid value: 0: must be specified for an update';
    throw invalid(kind, name, [fieldCause('metadata.resourceVersion', message)]);
  }
  const uid = uidOf(sent);
  if (uid !== '' && uid !== uidOf(live)) {
    throw conflict(
      kind,
      name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${uidOf(live)}`,
    );
  }
  if (version !== '' && version !== resourceVersionOf(live)) throw conflict(kind, name, modifiedMeanwhile);
}

/** What the server alone writes stays, and a subresource changes nothing but its own part. */
function withUnchangeable(next: ApiObject, live: ApiObject, { kind, name, subresource }: Place): ApiObject {
  if (subresource === 'status') {
    const { managedFields } = next.metadata;
    return withMembers(withMetadata(live, { managedFields }), { status: next['status'] });
  }
  const fixed = ['uid', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'generation'];
  const kept = Object.fromEntries(fixed.map((key) => [key, live.metadata[key]]));
  const resourceVersion = resourceVersionOf(live);
  const object = withMetadata(next, { ...kept, name, resourceVersion, selfLink: undefined });
  return kind.subresources.includes('status') ? withMembers(object, { status: live['status'] }) : object;
}

function withOwners(
  target: Target,
  live: ApiObject,
  next: ApiObject,
  { kind, subresource }: Place,
  { manager }: WriteRequest,
): ApiObject {
  if (!target.release.apply) return next;
  const writer = { manager, subresource, now: timestamp(target.clock.now()) };
  const managedFields = managedBefore(live, next, subresource);
  return updated(withMetadata(live, { managedFields }), next, kind, writer);
}

/** Clients may write who manages what, as kubectl does on its way to server-side apply; one empty entry resets it. */
function managedBefore(live: ApiObject, next: ApiObject, subresource: string): Json | undefined {
  const given = next.metadata['managedFields'];
  const entries = Array.isArray(given) ? (given as readonly Json[]) : [];
  if (subresource !== '' || entries.length === 0) return live.metadata['managedFields'];
  return entries.every((entry) => textAt(entry, 'manager') === '') ? undefined : given;
}

/** Counts the changes of what is not status. */
function withGeneration(next: ApiObject, live: ApiObject, kind: ApiKind): ApiObject {
  if (!kind.generations) return next;
  const generation = numberAt(live.metadata, 'generation') ?? 1;
  const bare = (object: ApiObject): ApiObject => withMembers(object, { metadata: {}, status: undefined });
  return withMetadata(next, { generation: jsonEquals(bare(next), bare(live)) ? generation : generation + 1 });
}
