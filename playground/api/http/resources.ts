/** Requests for resources: reads, writes, and what subresources add. */
import type { JsonObject } from '#knative/json.ts';
import { accessDenied } from '../auth/refusal.ts';
import { isAllowed } from '../auth/users.ts';
import { apiVersionOf, kindKey } from '../kinds/kind.ts';
import { type ApiObject, nameOf, namespaceOf, uidOf } from '../object.ts';
import { badRequest, methodNotAllowed, notFound } from '../status.ts';
import { change } from '../writes/change.ts';
import { create } from '../writes/create.ts';
import { plainRemoval, remove, removeOptions } from '../writes/remove.ts';
import type { Place } from '../writes/request.ts';
import type { ResourceAddress } from './address.ts';
import { mediaTypeOf, objectBody, readBody } from './body.ts';
import { answer, type Exchange } from './exchange.ts';
import { formOf } from './forms.ts';
import { answerList, selectorOf } from './list.ts';
import { answerLog } from './logs.ts';
import { answerPatch } from './patch.ts';
import { answerProxy } from './proxy.ts';
import { reviewed, reviewKinds } from './reviews.ts';
import { scaledTo, scaleOf } from './scale.ts';
import { answerWatch } from './watch.ts';
import { writeRequest } from './writeRequest.ts';

/** Answers; returns how to cut a stream that goes on, and nothing for an answer that is complete. */
export async function answerResource(
  exchange: Exchange,
  address: ResourceAddress,
): Promise<(() => void) | undefined> {
  const { kind, subresource } = address;
  const verb = verbOf(exchange, address);
  authorize(exchange, address, verb);
  if (subresource === 'proxy') return answerProxy(exchange, address);
  if (subresource === '' && !kind.verbs.some((one) => one === verb)) throw methodNotAllowed();
  switch (verb) {
    case 'list':
      answerList(exchange, address);
      return undefined;
    case 'watch':
      return answerWatch(exchange, address);
    case 'get':
      return subresource === 'log' ? answerLog(exchange, address) : answerGet(exchange, address);
    case 'create':
      return answerCreate(exchange, address);
    case 'update':
      return answerUpdate(exchange, address);
    case 'patch':
      return answerPatch(exchange, placeOf(address));
    case 'delete':
      return answerDelete(exchange, address);
    case 'deletecollection':
      return answerDeleteCollection(exchange, address);
    default:
      throw methodNotAllowed();
  }
}

function verbOf({ request, query }: Exchange, { name }: ResourceAddress): string {
  const isWatch = ['true', '1'].includes(query.get('watch') ?? '');
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      if (isWatch) return 'watch';
      return name === '' ? 'list' : 'get';
    case 'POST':
      return name === '' ? 'create' : '';
    case 'PUT':
      return name === '' ? '' : 'update';
    case 'PATCH':
      return name === '' ? '' : 'patch';
    case 'DELETE':
      return name === '' ? 'deletecollection' : 'delete';
    default:
      return '';
  }
}

function authorize({ user, request }: Exchange, address: ResourceAddress, verb: string): void {
  const { kind, namespace, name, subresource } = address;
  // A namespace itself is looked at within itself.
  const within = kind.kind === 'Namespace' && kind.group === '' ? name : namespace;
  const proxied = subresource === 'proxy' ? (request.method === 'GET' ? 'get' : 'create') : verb;
  const access = {
    verb: proxied,
    group: kind.group,
    resource: kind.plural,
    subresource,
    namespace: within,
    name,
  };
  if (!isAllowed(user, access)) throw accessDenied(user, access);
}

function placeOf({ kind, namespace, name, subresource }: ResourceAddress): Place {
  return { kind, namespace, name, subresource };
}

function answerGet(exchange: Exchange, { kind, namespace, name, subresource }: ResourceAddress): undefined {
  const { computed, store } = exchange.cluster;
  const object =
    computed
      .get(kindKey(apiVersionOf(kind), kind.kind))?.()
      .find((one) => nameOf(one) === name && namespaceOf(one) === namespace) ??
    store.get(kind, namespace, name);
  if (object === undefined) throw notFound(kind, name);
  answer(exchange, 200, formOf(exchange, kind).object(subresource === 'scale' ? scaleOf(object) : object));
}

async function answerCreate(exchange: Exchange, { kind, namespace }: ResourceAddress): Promise<undefined> {
  const { cluster, request, user } = exchange;
  const { value, duplicates } = objectBody(await readBody(request), mediaTypeOf(request));
  if (reviewKinds.has(kind.kind)) {
    answer(exchange, 201, reviewed(kind.kind, apiVersionOf(kind), value, user));
    return;
  }
  if (kind.namespaced && namespace === '')
    throw badRequest('an empty namespace may not be set during creation');
  const object = create(cluster, kind, namespace, value, writeRequest(exchange, 'CreateOptions', duplicates));
  answer(exchange, 201, formOf(exchange, kind).object(object));
}

async function answerUpdate(exchange: Exchange, address: ResourceAddress): Promise<undefined> {
  const { cluster, request } = exchange;
  const { kind, subresource } = address;
  const { value, duplicates } = objectBody(await readBody(request), mediaTypeOf(request));
  const write = writeRequest(exchange, 'UpdateOptions', duplicates);
  const object = change(cluster, placeOf(address), write, (live) =>
    subresource === 'scale' ? { body: scaledTo(live, value, kind) } : { body: value, whole: true },
  );
  answer(exchange, 200, formOf(exchange, kind).object(subresource === 'scale' ? scaleOf(object) : object));
}

async function answerDelete(exchange: Exchange, address: ResourceAddress): Promise<undefined> {
  const { cluster, request, query } = exchange;
  const bytes = await readBody(request);
  const body = bytes.length === 0 ? undefined : objectBody(bytes, mediaTypeOf(request)).value;
  const { object, gone } = remove(cluster, placeOf(address), removeOptions(body, query));
  const isPod = address.kind.kind === 'Pod' && address.kind.group === '';
  answer(exchange, 200, gone && !isPod ? deletedStatus(object, address) : object);
}

function deletedStatus(object: ApiObject, { kind }: ResourceAddress): JsonObject {
  const group: JsonObject = kind.group === '' ? {} : { group: kind.group };
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name: nameOf(object), ...group, kind: kind.plural, uid: uidOf(object) },
  };
}

async function answerDeleteCollection(exchange: Exchange, address: ResourceAddress): Promise<undefined> {
  const { cluster, request, query } = exchange;
  const { kind, namespace } = address;
  const bytes = await readBody(request);
  const body = bytes.length === 0 ? undefined : objectBody(bytes, mediaTypeOf(request)).value;
  const options = { ...plainRemoval, ...removeOptions(body, query) };
  const chosen = cluster.store.list(kind, namespace).filter(selectorOf(exchange, address));
  const removed = chosen.map((object) => {
    const place: Place = { kind, namespace: namespaceOf(object), name: nameOf(object), subresource: '' };
    return remove(cluster, place, options).object;
  });
  const metadata = { resourceVersion: String(cluster.store.version) };
  answer(exchange, 200, formOf(exchange, kind).list(kind, removed, metadata));
}
