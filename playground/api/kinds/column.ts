/** Columns of the tables that `kubectl get` asks for, and the cells they are made of. */
import { isObject, type Json, member } from '#knative/json.ts';
import { type ApiObject, textAt } from '../object.ts';

export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'date';
  /** `name` for names. */
  readonly format?: string;
  readonly description: string;
  /** 0 is always shown, 1 with `-o wide` only. */
  readonly priority: 0 | 1;
  /** `now` in milliseconds. */
  readonly cell: (object: ApiObject, now: number) => Json;
  /** Where a CustomResourceDefinition says the value stands. */
  readonly jsonPath?: string;
}

/** A column computed from the object. */
export function column(
  name: string,
  cell: Column['cell'],
  options: { readonly type?: Column['type']; readonly wide?: boolean } = {},
): Column {
  const { type = 'string', wide = false } = options;
  return { name, type, description: '', priority: wide ? 1 : 0, cell };
}

/** A column of a CustomResourceDefinition: the value at a path; what is absent stays empty. */
export function pathColumn(name: string, path: readonly string[], type: Column['type'] = 'string'): Column {
  return {
    ...column(name, (object, now) => printedCell(valueAlong(object, path), type, now), { type }),
    description: `Custom resource definition column (in JSONPath format): ${jsonPath(path)}`,
    jsonPath: jsonPath(path),
  };
}

/** A column with a part of the condition of this type. */
export function conditionColumn(name: string, type: string, part: 'status' | 'reason'): Column {
  const path = `.status.conditions[?(@.type=='${type}')].${part}`;
  return {
    ...column(name, (object) => {
      const found = conditions(object).find((one) => textAt(one, 'type') === type);
      return member(found, part) ?? null;
    }),
    description: `Custom resource definition column (in JSONPath format): ${path}`,
    jsonPath: path,
  };
}

export const nameColumn: Column = {
  ...column('Name', (object) => object.metadata.name),
  format: 'name',
  description: 'Name must be unique within a namespace.',
};

export const ageColumn: Column = column('Age', (object, now) =>
  age(textAt(object.metadata, 'creationTimestamp'), now),
);

/** The age as kinds print it whose CustomResourceDefinition names no columns. */
export const createdAtColumn: Column = {
  ...column('Age', (object, now) => age(textAt(object.metadata, 'creationTimestamp'), now), { type: 'date' }),
  description: 'CreationTimestamp is a timestamp representing the server time when this object was created.',
};

export function conditions(object: ApiObject): readonly Json[] {
  const list = member(object['status'], 'conditions');
  return Array.isArray(list) ? list : [];
}

/** The time since then in the short form of kubectl (k8s.io/apimachinery util/duration HumanDuration). */
export function age(since: string, now: number): string {
  const start = Date.parse(since);
  if (Number.isNaN(start)) return '<unknown>';
  const seconds = Math.floor((now - start) / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  if (hours < 192) return withRest(days, 'd', hours % 24, 'h');
  if (days < 730) return `${days}d`;
  if (days < 2920) return withRest(Math.floor(days / 365), 'y', days % 365, 'd');
  return `${Math.floor(days / 365)}y`;
}

function withRest(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${whole}${unit}` : `${whole}${unit}${rest}${restUnit}`;
}

/** Times are printed as ages. */
function printedCell(value: Json, type: Column['type'], now: number): Json {
  return type === 'date' && typeof value === 'string' ? age(value, now) : value;
}

function valueAlong(object: ApiObject, path: readonly string[]): Json {
  let value: Json | undefined = object;
  for (const key of path) value = isObject(value) ? member(value, key) : undefined;
  return value ?? null;
}

function jsonPath(path: readonly string[]): string {
  return path.map((key) => (/[./]/.test(key) ? `['${key.replaceAll('.', '\\.')}']` : `.${key}`)).join('');
}
