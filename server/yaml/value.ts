/** The JSON that kubectl makes of a tree: aliases replaced, merges carried out, the last of duplicate keys kept. */
import type { Json } from '#knative/json.ts';
import type { Path } from '#knative/path.ts';
import type { EntryNode, MappingNode, Node } from './node.ts';
import { resolved } from './node.ts';

export interface Reading {
  readonly value: Json;
  /** Keys that stand more than once in their mapping. */
  readonly duplicateKeys: readonly Path[];
  /** What kubectl would refuse about the document as a whole. */
  readonly refusal?: string;
}

export function readValue(root: Node): Reading {
  const reader = new Reader();
  try {
    return { value: reader.read(root), duplicateKeys: reader.duplicateKeys };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { value: null, duplicateKeys: [], refusal: error.message };
  }
}

class Refusal extends Error {}

/** What go-yaml allows is of this order; it keeps an alias bomb from filling the memory. */
const mostExpanded = 400_000;

class Reader {
  readonly duplicateKeys: Path[] = [];
  readonly #path: (string | number)[] = [];
  #aliasDepth = 0;
  #expanded = 0;

  read(node: Node): Json {
    if (node.kind === 'scalar') return node.value;
    if (this.#aliasDepth > 0 && ++this.#expanded > mostExpanded)
      throw new Refusal('document contains excessive aliasing');
    switch (node.kind) {
      case 'alias':
        return this.#inAlias(() => this.read(node.target));
      case 'sequence':
        return node.items.map(({ value }, index) => this.#below(index, value));
      case 'mapping':
        return this.#mapping(node);
    }
  }

  #inAlias<T>(read: () => T): T {
    this.#aliasDepth++;
    const value = read();
    this.#aliasDepth--;
    return value;
  }

  #below(part: string | number, node: Node): Json {
    if (node.kind === 'scalar') {
      if (this.#aliasDepth > 0) this.#expanded++;
      return node.value;
    }
    this.#path.push(part);
    const value = this.read(node);
    this.#path.pop();
    return value;
  }

  #mapping(node: MappingNode): Json {
    const object: Record<string, Json> = {};
    this.#fill(object, node, this.#aliasDepth === 0 ? new Set() : undefined);
    return object;
  }

  /** In the order of the text: what comes later wins, merges included. */
  #fill(object: Record<string, Json>, node: MappingNode, seen: Set<string> | undefined): void {
    for (const entry of node.entries) {
      if (entry.merge) this.#merge(object, entry);
      else this.#set(object, entry, seen);
    }
  }

  #set(object: Record<string, Json>, { key, value }: EntryNode, seen: Set<string> | undefined): void {
    if (seen?.has(key) === true) this.duplicateKeys.push([...this.#path, key]);
    seen?.add(key);
    const json = this.#below(key, value);
    if (key === '__proto__') {
      Object.defineProperty(object, key, {
        value: json,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    } else object[key] = json;
  }

  #merge(object: Record<string, Json>, { value }: EntryNode): void {
    const target = resolved(value);
    const sources =
      target.kind === 'sequence' ? target.items.map((item) => item.value).toReversed() : [target];
    for (const source of sources) {
      const mapping = resolved(source);
      if (mapping.kind !== 'mapping')
        throw new Refusal('map merge requires map or sequence of maps as the value');
      if (++this.#expanded > mostExpanded) throw new Refusal('document contains excessive aliasing');
      this.#inAlias(() => this.#fill(object, mapping, undefined));
    }
  }
}
