/** Whether a body is what its address says it is. */
import { decode } from '#knative/admission/structure/decode.ts';
import { isObject, type Json } from '#knative/json.ts';
import { objectMeta } from '#knative/resources/meta.ts';
import { type Undecodable, undecodableObject } from '../admission/undecodable.ts';
import { apiVersionOf, type ApiKind } from '../kinds/kind.ts';
import { type ApiObject, objectAt, textAt, withMetadata } from '../object.ts';
import { badRequest } from '../status.ts';

/** The body as an object of this kind and namespace; throws where it is something else. */
export function identified(
  body: Json,
  kind: ApiKind,
  namespace: string,
  undecodable: Undecodable = undecodableObject(kind),
): ApiObject {
  if (!isObject(body)) {
    throw badRequest(
      'couldn\'t get version/kind; json parse error: json: cannot unmarshal value into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }',
    );
  }
  const apiVersion = textAt(body, 'apiVersion') || apiVersionOf(kind);
  const given = textAt(body, 'kind') || kind.kind;
  if (apiVersion !== apiVersionOf(kind)) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${apiVersionOf(kind)})`,
    );
  }
  if (given !== kind.kind) {
    throw undecodable(`the kind in the data (${given}) does not match`);
  }
  const { error } = decode(body['metadata'] ?? null, objectMeta, { exactKeys: true });
  if (error !== undefined) throw undecodable(error.message);
  const metadata = objectAt(body, 'metadata');
  const object: ApiObject = {
    ...body,
    apiVersion,
    kind: given,
    metadata: { ...metadata, name: textAt(metadata, 'name') },
  };
  return inNamespace(object, kind, namespace);
}

function inNamespace(object: ApiObject, kind: ApiKind, namespace: string): ApiObject {
  if (!kind.namespaced) return withMetadata(object, { namespace: undefined });
  const given = textAt(object.metadata, 'namespace');
  if (given !== '' && given !== namespace) {
    throw badRequest(`the namespace of the provided object does not match the namespace sent on the request`);
  }
  return withMetadata(object, { namespace });
}

/** The name in the body and the one in the address must be the same. */
export function checkName(object: ApiObject, name: string): void {
  const given = object.metadata.name;
  if (given !== '' && given !== name) {
    throw badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);
  }
}
