/** Creating an object. */
import type { Json } from '#knative/json.ts';
import { timestamp } from '../../clock.ts';
import { checkFields } from '../admission/fields.ts';
import { undecodableObject } from '../admission/undecodable.ts';
import { builtinDefaults, firstStatus } from '../builtin/defaults.ts';
import { withClusterIp } from '../builtin/clusterIp.ts';
import { updated } from '../fields/own.ts';
import type { ApiKind } from '../kinds/kind.ts';
import { type ApiObject, nameOf, namespaceOf, textAt, withMembers, withMetadata } from '../object.ts';
import { alreadyExists, badRequest } from '../status.ts';
import { admitted, checkNamespace, checkServiceAccount } from './admission.ts';
import { identified } from './identity.ts';
import type { Target, WriteRequest } from './request.ts';

/** Creates an object from what was sent. */
export function create(
  target: Target,
  kind: ApiKind,
  namespace: string,
  body: Json,
  request: WriteRequest,
): ApiObject {
  const sent = identified(body, kind, namespace);
  if (textAt(sent.metadata, 'resourceVersion') !== '') {
    throw badRequest('resourceVersion should not be set on objects to be created');
  }
  const { object, warnings } = checkFields(
    sent,
    kind,
    request.validation,
    request.duplicates,
    undecodableObject(kind),
  );
  warnings.forEach(request.warn);
  const bare = withMetadata(builtinDefaults(kind, object), { managedFields: undefined });
  const writer = { manager: request.manager, subresource: '', now: timestamp(target.clock.now()) };
  const owned = target.release.apply ? updated(undefined, bare, kind, writer) : bare;
  return store(target, kind, owned, request);
}

/** Stores a new object whose managed fields are settled. */
export function store(target: Target, kind: ApiKind, object: ApiObject, request: WriteRequest): ApiObject {
  checkNamespace(target, kind, object);
  const named = withName(target, kind, object);
  checkServiceAccount(target, kind, named);
  const result = finished(target, kind, admitted(target, kind, named, undefined, request));
  if (target.store.get(kind, namespaceOf(result), nameOf(result)) !== undefined) {
    throw alreadyExists(kind, nameOf(result));
  }
  return request.dryRun ? result : target.store.write(kind, undefined, result);
}

/** A name made of a prefix and letters; the webhooks see it already. */
function withName(target: Target, kind: ApiKind, object: ApiObject): ApiObject {
  const prefix = textAt(object.metadata, 'generateName');
  if (nameOf(object) !== '' || prefix === '') return object;
  let name = '';
  do name = prefix.slice(0, 58) + target.random.suffix(5);
  while (target.store.get(kind, namespaceOf(object), name) !== undefined);
  return withMetadata(object, { name });
}

/** What only the server writes. */
function finished(target: Target, kind: ApiKind, object: ApiObject): ApiObject {
  const status = kind.subresources.includes('status') ? firstStatus(kind) : object['status'];
  const withAddress =
    kind.group === '' && kind.kind === 'Service' ? withClusterIp(object, target.random) : object;
  return withMetadata(withMembers(withAddress, { status }), {
    uid: target.random.uid(),
    creationTimestamp: timestamp(target.clock.now()),
    generation: kind.generations ? 1 : undefined,
    resourceVersion: undefined,
    deletionTimestamp: undefined,
    deletionGracePeriodSeconds: undefined,
    selfLink: undefined,
  });
}
