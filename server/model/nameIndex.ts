/**
 * Who defines which name and who mentions it, over all documents. Each question has a stamp that changes when its
 * answer does, so that whoever noted stamps knows whether to ask again.
 */
import type { Definition, Facts, Mention, NameKey } from '#knative/world.ts';
import type { ResourceView } from '../yaml/decode.ts';
import type { Segment } from '../yaml/segment.ts';

/** One mention and the segment it stands in. */
export interface IndexEntry {
  readonly mention: Mention;
  readonly view: ResourceView;
  readonly segment: Segment;
  readonly uri: string;
}

export interface SegmentFacts {
  readonly view: ResourceView;
  readonly facts: Facts;
}

export class NameIndex {
  readonly #defined = new Map<string, Set<IndexEntry>>();
  readonly #mentioned = new Map<string, Set<IndexEntry>>();
  readonly #entries = new Map<Segment, { readonly defines: IndexEntry[]; readonly refersTo: IndexEntry[] }>();
  readonly #stamps = new Map<string, number>();
  readonly #lists = new Map<string, readonly Definition[]>();
  #generation = 0;

  /** Changes whenever any answer does. */
  get generation(): number {
    return this.#generation;
  }

  /** What changes when the answer to a question about a name, or about all of a type, does. */
  stamp(question: string): number {
    return this.#stamps.get(question) ?? 0;
  }

  /** Takes out what `removed` segments say and puts in what `added` ones do. */
  replace(
    uri: string,
    removed: readonly Segment[],
    added: ReadonlyMap<Segment, readonly SegmentFacts[]>,
  ): void {
    const before = new Map<string, string[]>();
    const after = new Map<string, string[]>();
    for (const segment of removed) this.#remove(segment, before);
    for (const [segment, facts] of added) this.#add(uri, segment, facts, after);
    this.#stampChanges(before, after);
  }

  definitions(type: string, name: string): Iterable<IndexEntry> {
    return this.#defined.get(questionOf(type, name)) ?? [];
  }

  mentions(type: string, name: string): Iterable<IndexEntry> {
    return this.#mentioned.get(questionOf(type, name)) ?? [];
  }

  all(type: string): Iterable<IndexEntry> {
    return this.#defined.get(type) ?? [];
  }

  /** All definitions of a type as rules see them; the same array until one comes or goes. */
  definitionsOf(type: string): readonly Definition[] {
    let list = this.#lists.get(type);
    if (list === undefined) {
      list = Array.from(this.all(type), definitionOf);
      this.#lists.set(type, list);
    }
    return list;
  }

  #remove(segment: Segment, before: Map<string, string[]>): void {
    const entries = this.#entries.get(segment);
    if (entries === undefined) return;
    this.#entries.delete(segment);
    for (const entry of entries.defines) {
      note(before, entry.mention);
      this.#lists.delete(entry.mention.type);
      drop(this.#defined, entry.mention.type, entry);
      drop(this.#defined, questionOf(entry.mention.type, entry.mention.name), entry);
    }
    for (const entry of entries.refersTo) {
      drop(this.#mentioned, questionOf(entry.mention.type, entry.mention.name), entry);
    }
  }

  #add(uri: string, segment: Segment, all: readonly SegmentFacts[], after: Map<string, string[]>): void {
    if (all.length === 0) return;
    const defines: IndexEntry[] = [];
    const refersTo: IndexEntry[] = [];
    for (const { view, facts } of all) {
      for (const mention of facts.defines) {
        const entry = { mention, view, segment, uri };
        defines.push(entry);
        note(after, mention);
        this.#lists.delete(mention.type);
        put(this.#defined, mention.type, entry);
        put(this.#defined, questionOf(mention.type, mention.name), entry);
      }
      for (const mention of facts.refersTo) {
        const entry = { mention, view, segment, uri };
        refersTo.push(entry);
        put(this.#mentioned, questionOf(mention.type, mention.name), entry);
      }
    }
    if (defines.length > 0 || refersTo.length > 0) this.#entries.set(segment, { defines, refersTo });
  }

  #stampChanges(before: ReadonlyMap<string, string[]>, after: ReadonlyMap<string, string[]>): void {
    for (const question of new Set([...before.keys(), ...after.keys()])) {
      const was = before.get(question)?.toSorted().join('\n');
      const is = after.get(question)?.toSorted().join('\n');
      if (was === is) continue;
      this.#generation++;
      this.#stamps.set(question, this.#generation);
      const type = question.slice(0, question.indexOf(' '));
      this.#stamps.set(type, this.#generation);
    }
  }
}

/** An entry as rules see it. */
export function definitionOf({ mention, uri }: IndexEntry): Definition {
  return { ...mention, uri };
}

/** The question who defines this name. A question about all of a type is the type itself. */
export function questionOf(type: string, name: string): string {
  return `${type} ${name}`;
}

function note(answers: Map<string, string[]>, { type, name, namespace, data }: Mention): void {
  const answer = data === undefined ? namespace : `${namespace} ${JSON.stringify(data, bigintAsText)}`;
  const question = questionOf(type, name);
  const list = answers.get(question);
  if (list === undefined) answers.set(question, [answer]);
  else list.push(answer);
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

function put(map: Map<string, Set<IndexEntry>>, key: string, entry: IndexEntry): void {
  const entries = map.get(key);
  if (entries === undefined) map.set(key, new Set([entry]));
  else entries.add(entry);
}

function drop(map: Map<string, Set<IndexEntry>>, key: string, entry: IndexEntry): void {
  const entries = map.get(key);
  if (entries?.delete(entry) === true && entries.size === 0) map.delete(key);
}

/** Whether a name with one namespace can mean that with another: where one does not say, it can. */
export function sameNamespace(a: Pick<NameKey, 'namespace'>, b: Pick<NameKey, 'namespace'>): boolean {
  return a.namespace === '' || b.namespace === '' || a.namespace === b.namespace;
}
