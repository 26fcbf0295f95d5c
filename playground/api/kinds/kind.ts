/** What the API server has to know of a kind: its names, its scope, its subresources, and how it is printed. */
import type { ObjectShape } from '#knative/resources/shape.ts';
import type { Column } from './column.ts';

export interface ApiKind {
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly subresources: readonly Subresource[];
  /** What can be done with it; reviews can only be created. */
  readonly verbs: readonly Verb[];
  readonly columns: readonly Column[];
  /** Whether a CustomResourceDefinition serves it, which decides on patches, pruning and generations. */
  readonly custom: boolean;
  /** Whether `metadata.generation` counts the changes of what is not status. */
  readonly generations: boolean;
  /** Its fields; undefined where nobody checks them. */
  readonly table: ObjectShape | undefined;
  /** Whether fields that the table does not have are refused or dropped. */
  readonly prunes: boolean;
}

export type Subresource = 'status' | 'scale' | 'log' | 'proxy';

export const allVerbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
] as const;
export type Verb = (typeof allVerbs)[number];

/** `serving.knative.dev/v1`, `v1`. */
export function apiVersionOf({ group, version }: Pick<ApiKind, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/** Identifies a kind among those of one cluster. */
export function kindKey(apiVersion: string, kind: string): string {
  return `${apiVersion} ${kind}`;
}

type Given = Pick<ApiKind, 'kind' | 'plural'> & Partial<ApiKind>;

/** Kinds of one group and version; what is not said is as with most. */
export function kindsOf(apiVersion: string, given: readonly Given[]): readonly ApiKind[] {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  return given.map((one) => ({
    group,
    version: apiVersion.slice(slash + 1),
    singular: one.kind.toLowerCase(),
    shortNames: [],
    categories: [],
    namespaced: true,
    subresources: [],
    verbs: allVerbs,
    columns: [],
    custom: false,
    generations: false,
    table: undefined,
    prunes: one.table !== undefined,
    ...one,
  }));
}

/** Kinds that come with CustomResourceDefinitions. */
export function customKinds(apiVersion: string, given: readonly Given[]): readonly ApiKind[] {
  return kindsOf(
    apiVersion,
    given.map((one) => ({ custom: true, generations: true, subresources: ['status'] as const, ...one })),
  );
}
