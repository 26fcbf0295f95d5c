/** The cluster as its controllers use it: the same steps as a request takes, without the wire; synchronous. */
import type { Json, JsonObject } from '#knative/json.ts';
import type { User } from './auth/users.ts';
import type { ApiKind, Subresource } from './kinds/kind.ts';
import { type ApiObject, labelsOf, ownersOf, textAt } from './object.ts';
import { parseLabelSelector } from './selectors/labels.ts';
import { notFound } from './status.ts';
import { change } from './writes/change.ts';
import { create } from './writes/create.ts';
import { apply, patch, type PatchType } from './writes/patch.ts';
import { plainRemoval, remove, type RemoveOptions } from './writes/remove.ts';
import type { Place, Target, WriteRequest } from './writes/request.ts';

export interface ListOptions {
  /** '' or absent: all. */
  readonly namespace?: string;
  /** A label selector as kubectl takes it. */
  readonly labels?: string;
  /** The uid of an owner. */
  readonly owner?: string;
}

/** Kinds are named `'serving.knative.dev/v1 Revision'`. Everything but `find` throws `ApiError`. */
export interface Client {
  get(kind: string, namespace: string, name: string): ApiObject;
  find(kind: string, namespace: string, name: string): ApiObject | undefined;
  list(kind: string, options?: ListOptions): readonly ApiObject[];
  /** Kind and namespace are read from the object. */
  create(object: JsonObject): ApiObject;
  /** Replaces all but the status; a stale resourceVersion is refused. */
  update(object: ApiObject): ApiObject;
  /** Replaces the status alone. */
  updateStatus(object: ApiObject): ApiObject;
  patch(
    kind: string,
    namespace: string,
    name: string,
    type: PatchType,
    body: Json,
    subresource?: Subresource,
  ): ApiObject;
  /** Server-side apply, with force. */
  apply(object: JsonObject): ApiObject;
  delete(kind: string, namespace: string, name: string, options?: Partial<RemoveOptions>): void;
  deleteAll(kind: string, options: ListOptions): void;
}

export function clientOf(
  target: Target,
  kindNamed: (name: string) => ApiKind,
  user: User,
  manager: string,
): Client {
  const request: WriteRequest = {
    user,
    manager,
    dryRun: false,
    validation: 'Ignore',
    duplicates: [],
    warn: () => undefined,
  };
  const placeOf = (object: JsonObject, subresource: Place['subresource'] = ''): Place => {
    const { apiVersion, kind, metadata } = object as ApiObject;
    const found = kindNamed(`${apiVersion} ${kind}`);
    const namespace = found.namespaced ? textAt(metadata, 'namespace') || 'default' : '';
    return { kind: found, namespace, name: textAt(metadata, 'name'), subresource };
  };
  const find: Client['find'] = (kind, namespace, name) => target.store.get(kindNamed(kind), namespace, name);
  const list: Client['list'] = (kind, options = {}) => listed(target, kindNamed(kind), options);
  const replace = (object: ApiObject, subresource: Place['subresource']): ApiObject =>
    change(target, placeOf(object, subresource), request, () => ({ body: object, whole: true }));
  return {
    find,
    list,
    get: (kind, namespace, name) => {
      const object = find(kind, namespace, name);
      if (object === undefined) throw notFound(kindNamed(kind), name);
      return object;
    },
    create: (object) => {
      const { kind, namespace } = placeOf(object);
      return create(target, kind, namespace, object, request);
    },
    update: (object) => replace(object, ''),
    updateStatus: (object) => replace(object, 'status'),
    patch: (kind, namespace, name, type, body, subresource) =>
      patch(
        target,
        { kind: kindNamed(kind), namespace, name, subresource: subresource ?? '' },
        body,
        type,
        request,
      ),
    apply: (object) => apply(target, placeOf(object), object, { ...request, force: true }).object,
    delete: (kind, namespace, name, options = {}) => {
      const place: Place = { kind: kindNamed(kind), namespace, name, subresource: '' };
      remove(target, place, { ...plainRemoval, ...options });
    },
    deleteAll: (kind, options) => {
      for (const { metadata } of list(kind, options)) {
        const namespace = textAt(metadata, 'namespace');
        remove(
          target,
          { kind: kindNamed(kind), namespace, name: metadata.name, subresource: '' },
          plainRemoval,
        );
      }
    },
  };
}

function listed(
  target: Target,
  kind: ApiKind,
  { namespace = '', labels = '', owner = '' }: ListOptions,
): readonly ApiObject[] {
  const selects = parseLabelSelector(labels);
  return target.store
    .list(kind, namespace)
    .filter((object) => selects(labelsOf(object)))
    .filter((object) => owner === '' || ownersOf(object).some(({ uid }) => uid === owner));
}
