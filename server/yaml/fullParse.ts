/** Reads any YAML with the `yaml` package, and turns its tree into ours. */
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { EntryNode, ItemNode, Node, ScalarNode, SyntaxProblem, Tree } from './node.ts';
import { keyText, notJson, resolvePlain, resolveTagged } from './scalar.ts';

/** Deeper than any manifest; what lies deeper would exhaust the stack of those who walk the tree. */
const deepest = 250;

export function fullParse(text: string): Tree {
  if (nestsTooDeeply(text)) return tooDeep(text);
  try {
    const document = parseDocument(text, {
      schema: 'failsafe',
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      keepSourceTokens: true,
      logLevel: 'silent',
    });
    const problems: SyntaxProblem[] = document.errors
      .filter(({ code }) => !ignored.has(code))
      .map(({ message, pos }) => ({ message, start: pos[0], end: Math.max(pos[0], pos[1]) }));
    const contents = document.contents;
    if (contents === null || isNothing(contents)) return { root: undefined, problems };
    const converter = new Converter(text, problems);
    return { root: converter.node(contents, 0), problems };
  } catch (error) {
    if (error instanceof RangeError) return tooDeep(text);
    throw error;
  }
}

/** Tags are judged here; further documents behind `--- text` are not read by kubectl either. */
const ignored = new Set<string>(['TAG_RESOLVE_FAILED', 'MULTIPLE_DOCS']);

function isNothing(node: ParsedNode): boolean {
  return (
    isScalar(node) &&
    node.source === '' &&
    node.type === 'PLAIN' &&
    node.tag === undefined &&
    node.anchor === undefined
  );
}

function tooDeep(text: string): Tree {
  const end = Math.min(text.length, 1);
  return { root: undefined, problems: [{ message: `exceeded max depth of ${deepest}`, start: 0, end }] };
}

/** A cheap look before the package recurses: brackets in a row, or dashes. */
function nestsTooDeeply(text: string): boolean {
  return /(?:[[{]\s*){250}/.test(text) || /(?:[-?:] ){250}/.test(text);
}

class Converter {
  readonly #text: string;
  readonly #problems: SyntaxProblem[];
  /** By anchor; undefined while its node is being read. */
  readonly #anchors = new Map<string, Node | undefined>();

  constructor(text: string, problems: SyntaxProblem[]) {
    this.#text = text;
    this.#problems = problems;
  }

  node(node: ParsedNode, depth: number): Node {
    if (isAlias(node)) return this.#alias(node.source, node.range[0], node.range[1]);
    if (depth > deepest) throw new RangeError('too deep');
    const anchor = node.anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const converted = this.#plainNode(node, depth);
    if (anchor !== undefined) this.#anchors.set(anchor, converted);
    return converted;
  }

  #plainNode(node: Exclude<ParsedNode, Alias.Parsed>, depth: number): Node {
    if (isMap(node)) return this.#mapping(node, depth);
    if (isSeq(node)) return this.#sequence(node, depth);
    return this.#scalar(node);
  }

  #alias(source: string, start: number, end: number): Node {
    const target = this.#anchors.get(source);
    if (target !== undefined) return { kind: 'alias', start, end, target };
    const known = this.#anchors.has(source);
    this.#problem(
      known ? `anchor '${source}' value contains itself` : `unknown anchor '${source}' referenced`,
      start,
      end,
    );
    return { kind: 'scalar', start, end, value: null, style: 'plain' };
  }

  #mapping(node: YAMLMap.Parsed, depth: number): Node {
    const [start, valueEnd] = node.range;
    const flow = node.flow === true;
    const entries: EntryNode[] = [];
    let end = start;
    for (const pair of node.items) {
      const entry = this.#entry(pair.key, pair.value, colonOf(pair.srcToken), depth);
      if (entry === undefined) continue;
      entries.push(entry);
      end = Math.max(end, entry.keyEnd, entry.value.end);
    }
    return { kind: 'mapping', start, end: flow ? valueEnd : end, flow, entries };
  }

  #entry(
    key: ParsedNode | null,
    value: ParsedNode | null,
    colon: number | undefined,
    depth: number,
  ): EntryNode | undefined {
    if (key === null) return undefined;
    const [keyStart, keyEnd] = key.range;
    const keyNode = this.node(key, depth + 1);
    const behind = colon === undefined ? keyEnd : colon + 1;
    const empty =
      value === null || (isNothing(value) && this.#text.slice(value.range[0], value.range[1]).trim() === '');
    const converted = empty ? nothing(behind) : this.node(value, depth + 1);
    const target = keyNode.kind === 'alias' ? keyNode.target : keyNode;
    if (target.kind !== 'scalar') {
      this.#problem('invalid map key: it is a mapping or a list', keyStart, keyEnd);
      return undefined;
    }
    const text = keyText(target.value, this.#text.slice(keyStart, keyEnd));
    if (text === undefined) {
      this.#problem('unsupported map key of type: %!s(<nil>)', keyStart, Math.max(keyEnd, behind));
      return undefined;
    }
    const merge = text === '<<' && target.style === 'plain' && keyNode.kind === 'scalar';
    return { key: text, keyStart, keyEnd, merge, value: converted };
  }

  #sequence(node: YAMLSeq.Parsed, depth: number): Node {
    const [start, valueEnd] = node.range;
    const flow = node.flow === true;
    const dashes = flow ? [] : dashesOf(node.srcToken);
    let end = start;
    const items = node.items.map((item, index): ItemNode => {
      const dashAt = dashes[index];
      const itemStart = dashAt ?? ('range' in item ? item.range[0] : start);
      const value =
        'range' in item
          ? dashAt !== undefined && isNothing(item)
            ? nothing(dashAt + 1)
            : this.node(item, depth + 1)
          : this.#singlePair(item, itemStart, depth + 1);
      end = Math.max(end, value.end, dashAt === undefined ? 0 : dashAt + 1);
      return { start: itemStart, value };
    });
    return { kind: 'sequence', start, end: flow ? valueEnd : end, flow, items };
  }

  /** `[a: b]`: a mapping of one entry without brackets. */
  #singlePair(item: unknown, start: number, depth: number): Node {
    const pair = item as { key: ParsedNode | null; value: ParsedNode | null };
    const entry = this.#entry(pair.key, pair.value, undefined, depth);
    const end = entry === undefined ? start : Math.max(entry.keyEnd, entry.value.end);
    return {
      kind: 'mapping',
      start: entry?.keyStart ?? start,
      end,
      flow: true,
      entries: entry === undefined ? [] : [entry],
    };
  }

  #scalar(node: Scalar.Parsed): ScalarNode {
    const [start, valueEnd] = node.range;
    const style = styleOf(node);
    const end = style === 'literal' || style === 'folded' ? this.#blockEnd(start, valueEnd) : valueEnd;
    const source = typeof node.value === 'string' ? node.value : node.source;
    const value = this.#valueOf(source, style, node.tag, start, end);
    return { kind: 'scalar', start, end, value, style };
  }

  #valueOf(
    source: string,
    style: ScalarNode['style'],
    tag: string | undefined,
    start: number,
    end: number,
  ): ScalarNode['value'] {
    const quoted = style !== 'plain';
    const value =
      tag === undefined ? (quoted ? source : resolvePlain(source)) : resolveTagged(source, tag, quoted);
    if (value === notJson) {
      const name = /nan$/i.test(source) ? 'NaN' : source.startsWith('-') ? '-Inf' : '+Inf';
      this.#problem(`json: unsupported value: ${name}`, start, end);
      return null;
    }
    if (value === undefined) {
      this.#problem(
        `cannot decode \`${source}\` as a ${(tag ?? '').replace('tag:yaml.org,2002:', '!!')}`,
        start,
        end,
      );
      return null;
    }
    return value;
  }

  /** Without the line breaks that a block scalar's range takes in. */
  #blockEnd(start: number, valueEnd: number): number {
    let end = valueEnd;
    while (end > start && /\s/.test(this.#text[end - 1] ?? '')) end--;
    return end;
  }

  #problem(message: string, start: number, end: number): void {
    this.#problems.push({ message, start, end });
  }
}

function styleOf(node: Scalar.Parsed): ScalarNode['style'] {
  switch (node.type) {
    case 'QUOTE_SINGLE':
      return 'single';
    case 'QUOTE_DOUBLE':
      return 'double';
    case 'BLOCK_LITERAL':
      return 'literal';
    case 'BLOCK_FOLDED':
      return 'folded';
    default:
      return 'plain';
  }
}

function nothing(at: number): ScalarNode {
  return { kind: 'scalar', start: at, end: at, value: null, style: 'plain' };
}

interface TokenLike {
  readonly type: string;
  readonly offset: number;
}

interface ItemTokenLike {
  readonly start?: readonly TokenLike[];
  readonly sep?: readonly TokenLike[];
}

function colonOf(token: ItemTokenLike | undefined): number | undefined {
  return token?.sep?.find(({ type }) => type === 'map-value-ind')?.offset;
}

function dashesOf(token: unknown): readonly (number | undefined)[] {
  const items = (token as { readonly items?: readonly ItemTokenLike[] } | undefined)?.items ?? [];
  return items
    .filter(({ start }) => start?.some(({ type }) => type === 'seq-item-ind'))
    .map(({ start }) => start?.find(({ type }) => type === 'seq-item-ind')?.offset);
}
