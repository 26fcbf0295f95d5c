/** The forms an object or a list can be answered in: itself, a table, its metadata alone. */
import type { Json, JsonObject } from '#knative/json.ts';
import { type Column, createdAtColumn, nameColumn } from '../kinds/column.ts';
import { apiVersionOf, type ApiKind } from '../kinds/kind.ts';
import type { ApiObject } from '../object.ts';
import { acceptedForm, type Exchange } from './exchange.ts';

/** Turns objects and lists into the form that was asked for. */
export interface Form {
  object(object: ApiObject): JsonObject;
  list(kind: ApiKind, objects: readonly ApiObject[], metadata: JsonObject): JsonObject;
  /** In a watch, only the first table names its columns. */
  event(object: ApiObject, isFirst: boolean): JsonObject;
}

export function formOf(exchange: Exchange, kind: ApiKind): Form {
  const { as, version } = acceptedForm(exchange);
  if (as === 'Table') return tableForm(exchange, kind, version);
  if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return metadataForm(version);
  return plainForm;
}

const plainForm: Form = {
  object: (object) => object,
  event: (object) => object,
  list: (kind, items, metadata) => ({
    kind: `${kind.kind}List`,
    apiVersion: apiVersionOf(kind),
    metadata,
    // Items of built-in kinds are written without their type, those of custom kinds with it.
    items: kind.custom ? [...items] : items.map(withoutType),
  }),
};

function withoutType({ kind: _kind, apiVersion: _apiVersion, ...rest }: ApiObject): Json {
  return rest;
}

function metadataForm(version: string): Form {
  const apiVersion = `meta.k8s.io/${version}`;
  const partial = ({ metadata }: ApiObject): JsonObject => ({
    kind: 'PartialObjectMetadata',
    apiVersion,
    metadata,
  });
  return {
    object: partial,
    event: partial,
    list: (_kind, items, metadata) => ({
      kind: 'PartialObjectMetadataList',
      apiVersion,
      metadata,
      items: items.map(partial),
    }),
  };
}

function tableForm({ query, cluster }: Exchange, kind: ApiKind, version: string): Form {
  const apiVersion = `meta.k8s.io/${version}`;
  const columns = kind.columns.length > 0 ? kind.columns : [nameColumn, createdAtColumn];
  const include = query.get('includeObject') ?? 'Metadata';
  const row = (object: ApiObject): JsonObject => ({
    cells: columns.map(({ cell }) => cell(object, cluster.clock.now())),
    object: rowObject(object, include, apiVersion),
  });
  const table = (objects: readonly ApiObject[], metadata: JsonObject, named = true): JsonObject => ({
    kind: 'Table',
    apiVersion,
    metadata,
    columnDefinitions: named ? columns.map(definition) : [],
    rows: objects.map(row),
  });
  const version1 = (object: ApiObject): JsonObject => ({
    resourceVersion: object.metadata['resourceVersion'] ?? '',
  });
  return {
    object: (object) => table([object], version1(object)),
    event: (object, isFirst) => table([object], version1(object), isFirst),
    list: (_kind, objects, metadata) => table(objects, metadata),
  };
}

function rowObject(object: ApiObject, include: string, apiVersion: string): Json {
  if (include === 'Object') return object;
  if (include === 'None') return null;
  return { kind: 'PartialObjectMetadata', apiVersion, metadata: object.metadata };
}

function definition({ name, type, format = '', description, priority }: Column): Json {
  return { name, type, format, description, priority };
}
