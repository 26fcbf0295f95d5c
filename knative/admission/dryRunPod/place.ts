/**
 * A place in the pod of the dry run: a value, where it stands in the manifest, and the ways the API server refuses it
 * (k8s.io/apimachinery pkg/util/validation/field). A place need not exist; its text is then '' and its items none.
 */
import { isArray, isObject, type Json, member } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import { formatPath, type Path } from '../../path.ts';
import type { ClusterProblem, Fix } from '../../problem.ts';
import { text } from '../../text.ts';
import { type Code, docsOf } from './codes.ts';

export interface Remark {
  /** The value to print where it is not the place's own. */
  readonly value?: Json;
  /** The field as Kubernetes names it where it is not the true one. */
  readonly field?: string;
  readonly fixes?: readonly Fix[];
}

export class Place {
  readonly value: Json | undefined;
  /** In the manifest, from its root. */
  readonly path: Path;
  /** In the pod, as the API server prints it. */
  readonly field: string;
  readonly #found: ClusterProblem[];

  constructor(value: Json | undefined, path: Path, field: string, found: ClusterProblem[]) {
    this.value = value;
    this.path = path;
    this.field = field;
    this.#found = found;
  }

  /** A field of a struct. */
  get(name: string): Place {
    return this.at(name, member(this.value, name));
  }

  /** The field `name` with another value than the manifest's: one that Knative or Kubernetes filled in. */
  at(name: string, value: Json | undefined): Place {
    return new Place(value, [...this.path, name], `${this.field}.${name}`, this.#found);
  }

  items(): readonly Place[] {
    if (!isArray(this.value)) return [];
    return this.value.map(
      (item, index) => new Place(item, [...this.path, index], `${this.field}[${index}]`, this.#found),
    );
  }

  /** The entries of a map. */
  entries(): readonly (readonly [key: string, place: Place])[] {
    if (!isObject(this.value)) return [];
    return Object.entries(this.value).map(([key, value]) => [
      key,
      new Place(value, [...this.path, key], `${this.field}[${key}]`, this.#found),
    ]);
  }

  get present(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get text(): string {
    return typeof this.value === 'string' ? this.value : '';
  }

  /** The number; `absent` where there is none. */
  number(absent: number): number {
    if (typeof this.value === 'bigint') return Number(this.value);
    return typeof this.value === 'number' ? this.value : absent;
  }

  /** How many items the list has. */
  get length(): number {
    return isArray(this.value) ? this.value.length : 0;
  }

  invalid(code: Code, detail: string, remark: Remark = {}): void {
    this.#report(code, `Invalid value: ${goText(remark.value ?? this.value ?? '')}: ${detail}`, remark);
  }

  /** One error for each text. */
  invalidAll(code: Code, details: readonly string[], remark: Remark = {}): void {
    for (const detail of details) this.invalid(code, detail, remark);
  }

  required(code: Code, detail = '', remark: Remark = {}): void {
    this.#report(code, detail === '' ? 'Required value' : `Required value: ${detail}`, remark);
  }

  forbidden(code: Code, detail: string, remark: Remark = {}): void {
    this.#report(code, `Forbidden: ${detail}`, remark);
  }

  unsupported(code: Code, supported: readonly string[], remark: Remark = {}): void {
    const values = supported.map((value) => JSON.stringify(value)).join(', ');
    this.#report(code, `Unsupported value: ${goText(this.value ?? '')}: supported values: ${values}`, {
      fixes: this.#nearestOf(supported),
      ...remark,
    });
  }

  #nearestOf(supported: readonly string[]): readonly Fix[] {
    const lower = this.text.toLowerCase();
    const meant = supported.find((value) => value.toLowerCase() === lower) ?? nearest(this.text, supported);
    return meant === undefined ? [] : [this.change(meant)];
  }

  /** The fix that writes another value here. */
  change(value: string | number, preferred = false): Fix {
    return {
      title: text('Change to {0}', value),
      changes: [{ op: 'set', path: this.path, value }],
      ...(preferred && { preferred }),
    };
  }

  duplicate(code: Code, remark: Remark = {}): void {
    this.#report(code, `Duplicate value: ${goText(remark.value ?? this.value ?? '')}`, remark);
  }

  notFound(code: Code, remark: Remark = {}): void {
    this.#report(code, `Not found: ${goText(this.value ?? '')}`, remark);
  }

  #report(code: Code, words: string, { field = this.field, fixes = [] }: Remark): void {
    this.#found.push({
      source: 'cluster',
      severity: 'error',
      stage: 'dryRun',
      code,
      path: this.path,
      at: 'value',
      message: `dry run failed with Pod "dry-run-validation" is invalid: ${field}: ${words}`,
      clusterPath: 'spec.template',
      docs: docsOf(code),
      fixes,
    });
  }
}

/** The pod's spec as a place; `path` leads to it in the manifest. */
export function podPlace(spec: Json, path: Path, found: ClusterProblem[]): Place {
  return new Place(spec, path, formatPath(['spec']), found);
}

function goText(value: Json): string {
  if (typeof value === 'bigint') return String(value);
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
}
