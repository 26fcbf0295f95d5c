/**
 * The tree of one YAML document: values as kubectl reads them, with the offsets where they stand. Offsets count UTF-16
 * units from the start of the document's segment; an end lies behind the last character.
 */
import type { Json } from '#knative/json.ts';

export type Node = ScalarNode | MappingNode | SequenceNode | AliasNode;

interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ScalarNode extends Span {
  readonly kind: 'scalar';
  /** As kubectl reads it. */
  readonly value: Json;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
}

export interface MappingNode extends Span {
  readonly kind: 'mapping';
  readonly flow: boolean;
  readonly entries: readonly EntryNode[];
}

export interface EntryNode {
  /** The key as it becomes a JSON key. */
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  /** `<<`: the value's entries count as entries of this mapping. */
  readonly merge: boolean;
  /** Where no value is written, a null of no length behind the colon. */
  readonly value: Node;
}

export interface SequenceNode extends Span {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly ItemNode[];
}

export interface ItemNode {
  /** Where the item begins, its dash included in block style. */
  readonly start: number;
  readonly value: Node;
}

export interface AliasNode extends Span {
  readonly kind: 'alias';
  readonly target: Node;
}

/** What keeps a document from being read; offsets like those of the nodes. */
export interface SyntaxProblem extends Span {
  readonly message: string;
}

/** The parse of one segment. */
export interface Tree {
  /** Undefined where nothing is written (blank lines and comments only). */
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/** The node an alias stands for; any other node itself. */
export function resolved(node: Node): Exclude<Node, AliasNode> {
  let target = node;
  while (target.kind === 'alias') target = target.target;
  return target;
}
