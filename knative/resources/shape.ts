/**
 * The language of the field tables. One table per kind is the single source of its TypeScript type (`Infer`), its
 * decoder (`decode.ts`), its JSON schema (`jsonSchema.ts`), its hover and its completion.
 */
import type { Json } from '../json.ts';

export type Shape = ObjectShape | ListShape | MapShape | ScalarShape | AnyShape;
export type Fields = Readonly<Record<string, Field>>;

/** A Go struct. */
export interface ObjectShape<F extends Fields = Fields> {
  readonly type: 'object';
  /** The Go type as decode errors print it, e.g. `v1.Container`. */
  readonly go: string;
  readonly fields: F;
  /** The CRD keeps unknown fields here (`x-kubernetes-preserve-unknown-fields`). */
  readonly open?: boolean;
  /** Names of the fields the CRD still declares below an open object: their types are checked, the others' are not. */
  readonly declared?: readonly string[];
}

export interface ListShape<S extends Shape = Shape> {
  readonly type: 'list';
  readonly items: S;
  /** The Go type as decode errors print it where it is not `[]` and the item's, e.g. `v1.Conditions`. */
  readonly go?: string;
  /** The CRD's `x-kubernetes-list-map-keys`: two items with the same keys are refused. */
  readonly mapKeys?: readonly string[];
}

export interface MapShape<S extends Shape = Shape> {
  readonly type: 'map';
  readonly values: S;
  /** The Go type as decode errors print it where it is not `map[string]` and the value's, e.g. `v1.ResourceList`. */
  readonly go?: string;
}

export interface ScalarShape<T extends ScalarType = ScalarType> {
  readonly type: T;
  /** The only values the cluster accepts (refused otherwise). */
  readonly allowed?: readonly string[];
  /** The Go type as decode errors print it where it is not the obvious one, e.g. `v1.ConditionStatus`. */
  readonly go?: string;
}

export type ScalarType =
  | 'string'
  | 'int'
  | 'int32'
  | 'int64'
  | 'bool'
  | 'float'
  | 'quantity'
  | 'intOrString'
  | 'duration'
  | 'time'
  | 'url';

/** Free-form JSON. */
export interface AnyShape {
  readonly type: 'any';
  /** What it usually holds: offered and explained, never asked for. */
  readonly like?: ObjectShape;
}

export interface Field<S extends Shape = Shape> {
  readonly shape: S;
  /** What the field means, in one or two sentences of our own; English, translated by the adapters. */
  readonly doc: string;
  /** The CRD or the webhook requires it. */
  readonly required?: boolean;
  /** What the cluster fills in. */
  readonly default?: Json;
  /** Accepted range of a number, both ends included, under default configuration. */
  readonly range?: readonly [number, number];
  /** Values worth offering although others are accepted too. */
  readonly examples?: readonly string[];
  /** The key in ConfigMap config-features that must allow it. */
  readonly feature?: string;
  /** Known to the Go type but pruned by the CRD: strict decoding calls it unknown. */
  readonly pruned?: boolean;
  /** The embedded Go struct it comes through, as decode errors print it, e.g. `PodSpec`. */
  readonly embedded?: string;
  readonly deprecated?: boolean;
  /** Written by the cluster; never offered. */
  readonly readOnly?: boolean;
  /** A page about this field. */
  readonly docs?: string;
}

/** The TypeScript value of a shape after decoding: every field may be absent, as in Go's JSON. */
export type Infer<S extends Shape> =
  S extends ObjectShape<infer F>
    ? { readonly [K in keyof F]?: Infer<F[K]['shape']> }
    : S extends ListShape<infer I>
      ? readonly Infer<I>[]
      : S extends MapShape<infer V>
        ? { readonly [key: string]: Infer<V> }
        : S extends ScalarShape<infer T>
          ? ScalarValue<T>
          : Json;

type ScalarValue<T extends ScalarType> = T extends 'bool'
  ? boolean
  : T extends 'int' | 'int32' | 'int64' | 'float'
    ? number
    : T extends 'intOrString' | 'quantity'
      ? number | string
      : string;

export const object = <const F extends Fields>(
  go: string,
  fields: F,
  options: Pick<ObjectShape, 'open' | 'declared'> = {},
): ObjectShape<F> => ({ type: 'object', go, fields, ...options });
export const list = <S extends Shape>(
  items: S,
  mapKeys?: readonly string[],
  options: { readonly go?: string } = {},
): ListShape<S> =>
  mapKeys === undefined ? { type: 'list', items, ...options } : { type: 'list', items, mapKeys, ...options };
export const map = <S extends Shape>(values: S, options: { readonly go?: string } = {}): MapShape<S> => ({
  type: 'map',
  values,
  ...options,
});
export const scalar = <T extends ScalarType>(
  type: T,
  options: Omit<ScalarShape, 'type'> = {},
): ScalarShape<T> => ({ type, ...options });
export const field = <S extends Shape>(
  shape: S,
  doc: string,
  options: Omit<Field, 'shape' | 'doc'> = {},
): Field<S> => ({ shape, doc, ...options });

/** The fields of a Go struct that is embedded under this name, as its host's decode errors print it. */
export const embedded = <const F extends Fields>(name: string, fields: F): F =>
  // The mapped object has the keys and shapes of `fields`; only the name is added.
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, { ...value, embedded: name }])) as F;

export const string = scalar('string');
export const int32 = scalar('int32');
export const int64 = scalar('int64');
export const bool = scalar('bool');
export const time = scalar('time');
export const url = scalar('url');
export const quantity = scalar('quantity');
export const intOrString = scalar('intOrString');
export const any: AnyShape = { type: 'any' };
