/**
 * OpenAPI v3, a document for each group and version: what `kubectl explain` and `kubectl apply` look into. Knative's
 * kinds are described by the project's field tables, others by their outline.
 */
import type { Json, JsonObject } from '#knative/json.ts';
import type { Kind } from '#knative/kinds.ts';
import { jsonSchema, type JsonSchema } from '#knative/resources/jsonSchema.ts';
import { apiVersionOf, type ApiKind } from '../kinds/kind.ts';
import { answer, answerText, type Exchange } from './exchange.ts';

/** Answers an OpenAPI path; false where it is none. */
export function answerOpenApi(exchange: Exchange): boolean {
  const { path, cluster, response } = exchange;
  if (path === '/openapi/v2') {
    // Protobuf alone is asked for, and an empty document is a valid one: clients then know no schema and go on.
    response.writeHead(200, { 'Content-Type': 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf' });
    response.end();
    return true;
  }
  if (!path.startsWith('/openapi/v3')) return false;
  if (!cluster.release.apply) {
    answerText(exchange, 404, '404 page not found\n');
    return true;
  }
  const place = path.slice('/openapi/v3'.length).replace(/^\//, '');
  const kinds = cluster.registry.kinds.filter((kind) => placeOf(kind) === place);
  if (place === '') answer(exchange, 200, { paths: index(cluster.registry.kinds) });
  else if (kinds.length === 0) answerText(exchange, 404, '404 page not found\n');
  else answer(exchange, 200, documentOf(kinds));
  return true;
}

function placeOf(kind: ApiKind): string {
  return kind.group === '' ? 'api/v1' : `apis/${apiVersionOf(kind)}`;
}

function index(kinds: readonly ApiKind[]): JsonObject {
  const places = [...new Set(kinds.map(placeOf))];
  return Object.fromEntries(places.map((place) => [place, { serverRelativeURL: `/openapi/v3/${place}` }]));
}

function documentOf(kinds: readonly ApiKind[]): JsonObject {
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1' },
    paths: Object.fromEntries(kinds.map((kind) => [addressOf(kind), { patch: patchOperation(kind) }])),
    components: { schemas: Object.assign({}, ...kinds.map(schemasOf)) as JsonObject },
  };
}

function addressOf(kind: ApiKind): string {
  const namespace = kind.namespaced ? '/namespaces/{namespace}' : '';
  return `/${placeOf(kind)}${namespace}/${kind.plural}/{name}`;
}

/** What tells kubectl that field validation and dry run are left to the server. */
function patchOperation(kind: ApiKind): JsonObject {
  const parameters = ['dryRun', 'fieldManager', 'fieldValidation', 'force'].map((name) => ({
    name,
    in: 'query',
    schema: { type: name === 'force' ? 'boolean' : 'string', uniqueItems: true },
  }));
  const types = [
    'application/apply-patch+yaml',
    'application/json-patch+json',
    // Not the strategic merge of built-in kinds: kubectl would read its merge keys here, and knows them by itself.
    'application/merge-patch+json',
  ];
  return {
    parameters,
    requestBody: { content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'object' } }])) },
    responses: { 200: { description: 'OK' } },
    'x-kubernetes-action': 'patch',
    'x-kubernetes-group-version-kind': gvk(kind),
  };
}

function gvk({ group, version, kind }: ApiKind): JsonObject {
  return { group, version, kind };
}

/** `dev.knative.serving.v1.Service`. */
function schemaName(kind: ApiKind): string {
  const group = kind.group === '' ? ['io', 'k8s', 'api', 'core'] : kind.group.split('.').toReversed();
  return [...group, kind.version, kind.kind].join('.');
}

function schemasOf(kind: ApiKind): JsonObject {
  const name = schemaName(kind);
  const identity = { 'x-kubernetes-group-version-kind': [gvk(kind)] };
  const { table } = kind;
  if (table === undefined) return { [name]: { ...outline, ...identity } };
  const described: Kind = { ...kind, apiVersion: apiVersionOf(kind), table: () => table, verdict: 'none' };
  const { definitions = {}, $schema: _schema, title: _title, ...root } = jsonSchema(described);
  const inner = Object.entries(definitions).map(([key, schema]) => [`${name}.${key}`, openApi(schema, name)]);
  return { ...Object.fromEntries(inner), [name]: { ...openApi(root, name), ...identity } } as JsonObject;
}

const outline: JsonObject = {
  type: 'object',
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
    spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
};

/** The same schema in OpenAPI's words. */
function openApi(schema: JsonSchema, name: string): JsonObject {
  const {
    $ref,
    type,
    properties,
    items,
    additionalProperties,
    description,
    required,
    enum: allowed,
  } = schema;
  const text: JsonObject = description === undefined ? {} : { description };
  if ($ref !== undefined) {
    const target = `#/components/schemas/${name}.${$ref.slice('#/definitions/'.length)}`;
    return { ...text, allOf: [{ $ref: target }], default: {} };
  }
  return {
    ...text,
    ...(typeof type === 'string'
      ? { type }
      : type === undefined
        ? {}
        : { 'x-kubernetes-int-or-string': true }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, inner]) => [key, openApi(inner, name)]),
      ),
    }),
    ...(items !== undefined && { items: openApi(items, name) }),
    ...(additionalProperties !== undefined && { additionalProperties: openApi(additionalProperties, name) }),
    ...(required !== undefined && { required: [...required] as Json }),
    ...(allowed !== undefined && { enum: [...allowed] }),
  };
}
