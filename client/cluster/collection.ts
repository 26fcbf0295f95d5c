/** The objects of one kind in one scope as far as they are known here, and how fresh that is. */
import type { ClusterError } from './errors.ts';
import type { KubeObject } from './object.ts';

export type Freshness =
  /** Nothing is known yet. */
  | { readonly phase: 'loading' }
  /** Follows the cluster. */
  | { readonly phase: 'live' }
  /** What is known may be out of date, or could never be read; it is being tried again. */
  | { readonly phase: 'stale'; readonly error: ClusterError };

export interface Collection {
  readonly freshness: Freshness;
  /** Whether a list was ever read whole. */
  readonly complete: boolean;
  objects(): readonly KubeObject[];
  get(namespace: string, name: string): KubeObject | undefined;
  /** Calls back after changes, once for what came together; returns how to stop that. */
  onChange(listener: () => void): () => void;
}

/** The side that whoever follows the cluster writes to. */
export class WritableCollection implements Collection {
  #objects = new Map<string, KubeObject>();
  readonly #listeners = new Set<() => void>();
  #list: readonly KubeObject[] | undefined;
  #freshness: Freshness = { phase: 'loading' };
  #complete = false;
  #scheduled = false;

  get freshness(): Freshness {
    return this.#freshness;
  }

  get complete(): boolean {
    return this.#complete;
  }

  /** In the order of their keys; the same array until something changes. */
  objects(): readonly KubeObject[] {
    this.#list ??= [...this.#objects].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
    return this.#list;
  }

  get(namespace: string, name: string): KubeObject | undefined {
    return this.#objects.get(`${namespace}/${name}`);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Everything there is, as a list says it. */
  replace(objects: readonly KubeObject[]): void {
    this.#objects = new Map(objects.map((object) => [keyOf(object), object]));
    this.#complete = true;
    this.#changed();
  }

  /** One object as it is now. */
  apply(object: KubeObject): void {
    this.#objects.set(keyOf(object), object);
    this.#changed();
  }

  remove(object: KubeObject): void {
    if (this.#objects.delete(keyOf(object))) this.#changed();
  }

  setFreshness(freshness: Freshness): void {
    if (freshness.phase === this.#freshness.phase && freshness.phase !== 'stale') return;
    this.#freshness = freshness;
    this.#changed();
  }

  #changed(): void {
    this.#list = undefined;
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      for (const listener of this.#listeners) listener();
    }, together);
  }
}

/** Milliseconds in which changes count as one. */
const together = 30;

function keyOf({ metadata: { namespace = '', name } }: KubeObject): string {
  return `${namespace}/${name}`;
}
