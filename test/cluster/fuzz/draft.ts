/** A manifest while it is being changed, and the places in it. */
import { isArray, isObject, type Json, type JsonObject, member } from '#knative/json.ts';
import { type Path, valueAt } from '#knative/path.ts';

export interface Node {
  readonly path: Path;
  readonly value: Json;
}

export class Draft {
  #root: JsonObject;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  get root(): JsonObject {
    return this.#root;
  }

  get kind(): string {
    const kind = this.#root['kind'];
    return typeof kind === 'string' ? kind : '';
  }

  at(path: Path): Json | undefined {
    return valueAt(this.#root, path);
  }

  /** Sets a value and makes the objects on the way to it; a list is never made longer than by one. */
  set(path: Path, value: Json): void {
    this.#root = changed(this.#root, path, () => value) as JsonObject;
  }

  remove(path: Path): void {
    this.#root = changed(this.#root, path, () => undefined) as JsonObject;
  }

  append(path: Path, item: Json): void {
    const list = this.at(path);
    this.set(path, [...(isArray(list) ? list : []), item]);
  }

  /** Every value below the root but `apiVersion` and `kind`, which decide who judges. */
  nodes(): readonly Node[] {
    const found: Node[] = [];
    collect(this.#root, [], found);
    return found.filter(({ path }) => path.length > 0 && path[0] !== 'apiVersion' && path[0] !== 'kind');
  }

  /** The spec of the pod; undefined for kinds that have none. */
  get pod(): Path | undefined {
    if (this.kind === 'Revision') return ['spec'];
    return this.hasTemplate ? ['spec', 'template', 'spec'] : undefined;
  }

  /** The metadata of the revision. */
  get revisionMetadata(): Path | undefined {
    if (this.kind === 'Revision') return ['metadata'];
    return this.hasTemplate ? ['spec', 'template', 'metadata'] : undefined;
  }

  get hasTemplate(): boolean {
    return this.kind === 'Service' || this.kind === 'Configuration';
  }

  get hasTraffic(): boolean {
    return this.kind === 'Service' || this.kind === 'Route';
  }

  get name(): string {
    const name = member(this.#root['metadata'], 'name');
    return typeof name === 'string' ? name : '';
  }
}

function collect(value: Json, path: Path, found: Node[]): void {
  found.push({ path, value });
  if (isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, [...path, index], found);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) collect(item, [...path, key], found);
  }
}

function changed(value: Json | undefined, path: Path, change: () => Json | undefined): Json | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return change();
  if (typeof head === 'number') return changedItem(isArray(value) ? value : [], head, rest, change);
  const members = isObject(value) ? value : {};
  const next = changed(members[head], rest, change);
  const { [head]: _, ...others } = members;
  if (next === undefined) return others;
  return Object.hasOwn(members, head) ? replaced(members, head, next) : { ...members, [head]: next };
}

/** Keeps the order of the keys, so that a manifest still reads as it was written. */
function replaced(members: JsonObject, key: string, value: Json): JsonObject {
  return Object.fromEntries(Object.entries(members).map(([name, old]) => [name, name === key ? value : old]));
}

function changedItem(
  items: readonly Json[],
  index: number,
  rest: Path,
  change: () => Json | undefined,
): readonly Json[] {
  const next = changed(items[index], rest, change);
  return next === undefined ? items.toSpliced(index, 1) : items.toSpliced(index, 1, next);
}
