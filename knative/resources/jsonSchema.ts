/**
 * JSON schemas (draft-07) of the kinds, made from the field tables: what completion is offered from. They say what may
 * be written, not what is refused: problems are admission's to find.
 */
import type { Json } from '../json.ts';
import type { Kind } from '../kinds.ts';
import type { Field, ObjectShape, ScalarShape, Shape } from './shape.ts';

export interface JsonSchema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema;
  readonly items?: JsonSchema;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly deprecationMessage?: string;
}

/** The schema of a kind; `translate` puts the fields' explanations into the user's language. */
export function jsonSchema(kind: Kind, translate: (doc: string) => string = same): JsonSchema {
  const definitions = new Definitions(translate);
  const root = definitions.objectSchema(kind.table());
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: kind.kind,
    ...root,
    properties: {
      ...root.properties,
      apiVersion: { ...root.properties?.['apiVersion'], const: kind.apiVersion, default: kind.apiVersion },
      kind: { ...root.properties?.['kind'], const: kind.kind, default: kind.kind },
    },
    required: [
      'apiVersion',
      'kind',
      'metadata',
      ...(root.properties?.['spec'] === undefined ? [] : ['spec']),
    ],
    definitions: definitions.all(),
  };
}

function same(doc: string): string {
  return doc;
}

/** One definition for each struct, so that what many fields hold (probes, containers) is written once. */
class Definitions {
  readonly #names = new Map<ObjectShape, string>();
  readonly #taken = new Map<string, number>();
  readonly #schemas: Record<string, JsonSchema> = {};
  readonly #translate: (doc: string) => string;

  constructor(translate: (doc: string) => string) {
    this.#translate = translate;
  }

  all(): Readonly<Record<string, JsonSchema>> {
    return this.#schemas;
  }

  objectSchema(shape: ObjectShape): JsonSchema {
    const properties: Record<string, JsonSchema> = {};
    const required: string[] = [];
    for (const [name, field] of Object.entries(shape.fields)) {
      if (field.pruned === true || field.readOnly === true) continue;
      properties[name] = this.#fieldSchema(field);
      if (field.required === true) required.push(name);
    }
    return { type: 'object', properties, ...(required.length > 0 && { required }) };
  }

  #fieldSchema(field: Field): JsonSchema {
    const { range, examples } = field;
    return {
      ...this.#shapeSchema(field.shape),
      description: this.#translate(field.doc),
      ...(field.default !== undefined && { default: field.default }),
      ...(examples !== undefined && { examples }),
      ...(range !== undefined && { minimum: range[0], maximum: range[1] }),
      ...(field.deprecated === true && { deprecationMessage: this.#translate(field.doc) }),
    };
  }

  #shapeSchema(shape: Shape): JsonSchema {
    switch (shape.type) {
      case 'object':
        return { $ref: `#/definitions/${this.#define(shape)}` };
      case 'list':
        return { type: 'array', items: this.#shapeSchema(shape.items) };
      case 'map':
        return { type: 'object', additionalProperties: this.#shapeSchema(shape.values) };
      case 'any':
        return shape.like === undefined ? {} : this.#shapeSchema(shape.like);
      default:
        return scalarSchema(shape);
    }
  }

  #define(shape: ObjectShape): string {
    const known = this.#names.get(shape);
    if (known !== undefined) return known;
    const name = this.#freeName(shape.go);
    this.#names.set(shape, name);
    this.#schemas[name] = this.objectSchema(shape);
    return name;
  }

  /** Two tables may describe the same Go type differently (with and without what the CRD prunes). */
  #freeName(go: string): string {
    const count = (this.#taken.get(go) ?? 0) + 1;
    this.#taken.set(go, count);
    return count === 1 ? go : `${go}.${count}`;
  }
}

function scalarSchema(shape: ScalarShape): JsonSchema {
  const allowed = shape.allowed === undefined ? {} : { enum: shape.allowed };
  switch (shape.type) {
    case 'bool':
      return { type: 'boolean' };
    case 'int':
    case 'int32':
    case 'int64':
      return { type: 'integer' };
    case 'float':
      return { type: 'number' };
    case 'quantity':
    case 'intOrString':
      return { type: ['integer', 'string'], ...allowed };
    default:
      return { type: 'string', ...allowed };
  }
}
