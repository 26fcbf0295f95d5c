/**
 * Reads what nearly all manifests are made of: block mappings and lists, scalars on one line, literal blocks, flow
 * collections on one line; and a key that is being typed. Gives up (undefined) at anything else, which `fullParse.ts` then reads; where it answers,
 * both answer the same, and this costs a tenth.
 */
import type { EntryNode, ItemNode, Node, ScalarNode, SyntaxProblem, Tree } from './node.ts';
import { notJson, keyText, resolvePlain } from './scalar.ts';

/** Tabs, control characters, lone surrogates and such: left to the full parser. */
const unusual = /[^\n\u0020-\u007e\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

const space = 32;
const hash = 35;
const dash = 45;
const colon = 58;
const lineFeed = 10;
const deepest = 60;

export function quickParse(text: string): Tree | undefined {
  if (unusual.test(text)) return undefined;
  const reader = new Reader(text);
  try {
    return { root: reader.document(), problems: reader.problems };
  } catch (error) {
    if (error === givenUp) return undefined;
    throw error;
  }
}

const givenUp = new Error('not plain enough for the quick parser');

function giveUp(): never {
  throw givenUp;
}

/** Where the next line with content stands: its first character and its indentation; `at` is -1 behind the last line. */
class Reader {
  readonly problems: SyntaxProblem[] = [];
  readonly #text: string;
  /** The first character of the next token. */
  #at = 0;
  /** Its column. */
  #indent = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Node | undefined {
    const text = this.#text;
    let start = 0;
    // The separator of this segment, directives aside.
    this.#nextLine(0);
    if (this.#at >= 0 && this.#indent === 0 && text.startsWith('---', this.#at)) {
      start = this.#lineEnd(this.#at);
      const after = text.slice(this.#at + 3, start).trim();
      if (after !== '' && (!after.startsWith('#') || text.charCodeAt(this.#at + 3) !== space)) giveUp();
      this.#nextLine(start);
    }
    if (this.#at < 0) return undefined;
    if (text.startsWith('...', this.#at)) giveUp();
    const root = this.#block(this.#indent, 0);
    if (this.#at >= 0) {
      if (this.#indent !== 0 || !text.startsWith('...', this.#at) || text.slice(this.#at + 3).trim() !== '')
        giveUp();
    }
    return root;
  }

  /** Moves to the next line with content, from a place at the end of a line. */
  #nextLine(from: number): void {
    const text = this.#text;
    let line = from;
    if (line > 0 && text.charCodeAt(line - 1) !== lineFeed) line = this.#lineEnd(line) + 1;
    for (;;) {
      let at = line;
      while (text.charCodeAt(at) === space) at++;
      if (at >= text.length) {
        this.#at = -1;
        this.#indent = -1;
        return;
      }
      const code = text.charCodeAt(at);
      if (code !== lineFeed && code !== hash) {
        this.#at = at;
        this.#indent = at - line;
        return;
      }
      line = this.#lineEnd(at) + 1;
      if (line > text.length) line = text.length;
    }
  }

  #lineEnd(from: number): number {
    const end = this.#text.indexOf('\n', from);
    return end < 0 ? this.#text.length : end;
  }

  /** A block node whose first character is at #at, in column `indent`. */
  #block(indent: number, depth: number): Node {
    if (depth > deepest) giveUp();
    if (this.#isDash()) return this.#sequence(indent, depth);
    const end = this.#keyEnd(this.#at);
    if (end !== undefined) return this.#mapping(indent, depth);
    // A document of one scalar, or a list item that is one.
    const node = this.#inline(this.#at, indent - 1);
    return node;
  }

  #isDash(): boolean {
    if (this.#text.charCodeAt(this.#at) !== dash) return false;
    const next = this.#text.charCodeAt(this.#at + 1);
    return next === space || next === lineFeed || this.#at + 1 === this.#text.length;
  }

  /** `--- text` or `... text`: another document, or no YAML. */
  #isMark(): boolean {
    if (this.#indent !== 0) return false;
    return this.#text.startsWith('---', this.#at) || this.#text.startsWith('...', this.#at);
  }

  #sequence(indent: number, depth: number): Node {
    const start = this.#at;
    const items: ItemNode[] = [];
    let end = start;
    while (this.#at >= 0 && this.#indent === indent && this.#isDash()) {
      const dashAt = this.#at;
      let at = dashAt + 1;
      while (this.#text.charCodeAt(at) === space) at++;
      const code = this.#text.charCodeAt(at);
      let value: Node;
      if (at >= this.#text.length || code === lineFeed || (code === hash && at > dashAt + 1)) {
        this.#nextLine(at);
        value =
          this.#at >= 0 && this.#indent > indent ? this.#block(this.#indent, depth + 1) : nothing(dashAt + 1);
      } else {
        this.#at = at;
        this.#indent = indent + (at - dashAt);
        value = this.#block(this.#indent, depth + 1);
      }
      items.push({ start: dashAt, value });
      end = Math.max(dashAt + 1, value.end);
    }
    if (this.#at >= 0 && this.#indent > indent) giveUp();
    return { kind: 'sequence', start, end, flow: false, items };
  }

  #mapping(indent: number, depth: number): Node {
    const start = this.#at;
    const entries: EntryNode[] = [];
    let end = start;
    while (this.#at >= 0 && this.#indent === indent) {
      const keyStart = this.#at;
      const keyEnd = this.#keyEnd(keyStart);
      if (this.#isDash() || this.#isMark()) giveUp();
      if (keyEnd === undefined) {
        if (entries.length === 0) giveUp();
        const entry = this.#halfTyped(keyStart, indent, depth);
        entries.push(entry);
        end = Math.max(entry.keyEnd, entry.value.end);
        continue;
      }
      const key = this.#key(keyStart, keyEnd);
      let colonAt = keyEnd;
      while (this.#text.charCodeAt(colonAt) === space) colonAt++;
      const value = this.#entryValue(colonAt + 1, indent, depth);
      entries.push({ key, keyStart, keyEnd, merge: false, value });
      end = Math.max(colonAt + 1, value.end);
    }
    if (this.#at >= 0 && this.#indent > indent) giveUp();
    return { kind: 'mapping', start, end, flow: false, entries };
  }

  /**
   * A word below other entries that has no colon yet: the mistake made with every key that is typed. The full parser
   * reads on in the next line, unless the word is a single letter or the mapping ends here.
   */
  #halfTyped(start: number, indent: number, depth: number): EntryNode {
    const line = this.#lineEnd(start);
    const word = this.#text.slice(start, line).trimEnd();
    if (!typedWord.test(word) || typeof resolvePlain(word) !== 'string') giveUp();
    this.#nextLine(line);
    const goesOn = this.#at >= 0 && this.#indent >= indent;
    if (goesOn && (this.#indent > indent || this.#isDash())) giveUp();
    if (goesOn && word.length > 1) return this.#entryOfTwoLines(word, start, line, indent, depth);
    const end = start + word.length;
    this.problems.push({ message: 'Implicit map keys need to be followed by map values', start, end });
    return { key: word, keyStart: start, keyEnd: end, merge: false, value: nothing(end) };
  }

  #entryOfTwoLines(word: string, start: number, line: number, indent: number, depth: number): EntryNode {
    const isNext = this.#at === line + 1 + indent;
    const end = (isNext ? this.#keyEnd(this.#at) : undefined) ?? giveUp();
    const rest = this.#text.slice(this.#at, end);
    if (!typedWord.test(rest) || this.#text.charCodeAt(end) !== colon) giveUp();
    this.problems.push({ message: 'Implicit keys need to be on a single line', start, end });
    const value = this.#entryValue(end + 1, indent, depth);
    return { key: `${word} ${rest}`, keyStart: start, keyEnd: end, merge: false, value };
  }

  /** What stands behind the colon of a key in column `indent`. */
  #entryValue(from: number, indent: number, depth: number): Node {
    const text = this.#text;
    let at = from;
    while (text.charCodeAt(at) === space) at++;
    const code = text.charCodeAt(at);
    if (at < text.length && code !== lineFeed && !(code === hash && at > from))
      return this.#inline(at, indent);
    this.#nextLine(at);
    if (this.#at < 0) return nothing(from);
    if (this.#indent > indent) return this.#block(this.#indent, depth + 1);
    if (this.#indent === indent && this.#isDash()) return this.#sequence(indent, depth + 1);
    return nothing(from);
  }

  /** The end of the key that starts at `at`; undefined where the line is no entry. */
  #keyEnd(at: number): number | undefined {
    const text = this.#text;
    const first = text.charCodeAt(at);
    if (first === 34 || first === 39) {
      const close = this.#quoteEnd(at);
      let after = close;
      while (text.charCodeAt(after) === space) after++;
      return text.charCodeAt(after) === colon && this.#endsToken(after + 1) ? close : undefined;
    }
    for (let i = at; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === lineFeed) return undefined;
      if (code === colon && this.#endsToken(i + 1)) {
        let end = i;
        while (end > at && text.charCodeAt(end - 1) === space) end--;
        return end;
      }
      if (code === hash && text.charCodeAt(i - 1) === space) return undefined;
    }
    return undefined;
  }

  #endsToken(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return at >= this.#text.length || code === space || code === lineFeed;
  }

  #key(start: number, end: number): string {
    const text = this.#text;
    const first = text.charCodeAt(start);
    if (first === 34 || first === 39) return this.#unquoted(start, end);
    if (end === start || end - start > 1000 || isIndicator(text, start)) giveUp();
    const source = text.slice(start, end);
    if (source === '<<') giveUp();
    const value = resolvePlain(source);
    if (typeof value === 'string') return value;
    return value === notJson ? giveUp() : (keyText(value, source) ?? giveUp());
  }

  /** A value that starts at `at` in the middle of a line, below a parent in column `parent`. */
  #inline(at: number, parent: number): Node {
    const code = this.#text.charCodeAt(at);
    if (code === 34 || code === 39) return this.#quoted(at, parent);
    if (code === 124) return this.#literal(at, parent);
    if (code === 91 || code === 123) {
      const { node, end } = this.#flow(at, 0);
      this.#endOfLine(end, parent);
      return node;
    }
    return this.#plain(at, parent);
  }

  #plain(start: number, parent: number): ScalarNode {
    const text = this.#text;
    if (isIndicator(text, start)) giveUp();
    let end = start;
    const line = this.#lineEnd(start);
    for (let i = start; i < line; i++) {
      const code = text.charCodeAt(i);
      if (code === colon && this.#endsToken(i + 1)) giveUp();
      if (code === hash && text.charCodeAt(i - 1) === space) break;
      if (code !== space) end = i + 1;
    }
    const value = resolvePlain(text.slice(start, end));
    if (value === notJson) giveUp();
    const commented = text.slice(end, line).trimStart() !== '';
    this.#nextLine(line);
    // A plain scalar goes on below unless a comment ended it; then more indented text is an error.
    if (this.#at >= 0 && this.#indent > parent) giveUp();
    if (commented && this.#at >= 0 && this.#indent > parent) giveUp();
    return { kind: 'scalar', start, end, value, style: 'plain' };
  }

  #quoted(start: number, parent: number): ScalarNode {
    const end = this.#quoteEnd(start);
    const style = this.#text.charCodeAt(start) === 34 ? 'double' : 'single';
    const node: ScalarNode = { kind: 'scalar', start, end, value: this.#unquoted(start, end), style };
    this.#endOfLine(end, parent);
    return node;
  }

  /** Behind the closing quote, which must stand on the same line. */
  #quoteEnd(start: number): number {
    const text = this.#text;
    const quote = text.charCodeAt(start);
    for (let i = start + 1; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === lineFeed) giveUp();
      if (code === 92 && quote === 34) i++;
      else if (code === quote) {
        if (quote === 39 && text.charCodeAt(i + 1) === 39) i++;
        else return i + 1;
      }
    }
    return giveUp();
  }

  #unquoted(start: number, end: number): string {
    const inner = this.#text.slice(start + 1, end - 1);
    if (this.#text.charCodeAt(start) === 39) return inner.replaceAll("''", "'");
    if (!inner.includes('\\')) return inner;
    if (!/^(?:[^\\]|\\["\\/nt])*$/.test(inner)) giveUp();
    return inner.replaceAll(/\\(.)/g, (_, escaped: string) =>
      escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped,
    );
  }

  /** Nothing but a comment may follow on the line. */
  #endOfLine(end: number, parent: number): void {
    const text = this.#text;
    let at = end;
    while (text.charCodeAt(at) === space) at++;
    const code = text.charCodeAt(at);
    if (at < text.length && code !== lineFeed && !(code === hash && at > end)) giveUp();
    this.#nextLine(this.#lineEnd(at));
    if (this.#at >= 0 && this.#indent > parent) giveUp();
  }

  /** A literal block without an indentation indicator. */
  #literal(start: number, parent: number): ScalarNode {
    const text = this.#text;
    const head = /^\|([-+]?) *$/.exec(text.slice(start, this.#lineEnd(start)));
    if (head === null) giveUp();
    const lines: string[] = [];
    let line = Math.min(this.#lineEnd(start) + 1, text.length);
    let indent = 0;
    let end = line;
    let last = line;
    while (line < text.length) {
      const lineEnd = this.#lineEnd(line);
      let at = line;
      while (text.charCodeAt(at) === space) at++;
      const blank = at >= lineEnd;
      if (!blank && indent === 0) {
        if (at - line <= Math.max(parent, 0)) break;
        // Blank lines before the first with content must not be deeper than it.
        if (lines.some((before) => before.length > at - line)) giveUp();
        indent = at - line;
      }
      if (!blank && at - line < indent) break;
      lines.push(
        indent === 0 ? text.slice(line, lineEnd) : text.slice(Math.min(line + indent, lineEnd), lineEnd),
      );
      if (!blank || (indent > 0 && lineEnd - line > indent)) last = lines.length;
      line = Math.min(lineEnd + 1, text.length);
      if (!blank) end = behindText(text, lineEnd);
      if (lineEnd === text.length) break;
    }
    // What comes behind, blank lines and lines without an end: the full parser knows.
    if (indent === 0 || head[1] === '+' || end >= text.length || parent < 0) giveUp();
    if (lines.length > 0 && last > lines.length) giveUp();
    const kept = lines.slice(0, last);
    const first = kept.findIndex((one) => one.trim() !== '');
    for (let i = 0; i < first; i++) kept[i] = '';
    if (kept.some((one, i) => i > first && one !== '' && one.trim() === '' && i === kept.length - 1))
      giveUp();
    this.#nextLine(this.#lineEnd(end));
    if (this.#at >= 0 && this.#indent > parent) giveUp();
    const body = kept.join('\n');
    return {
      kind: 'scalar',
      start,
      end: Math.min(end, text.length),
      value: head[1] === '-' ? body : `${body}\n`,
      style: 'literal',
    };
  }

  /** A flow collection on one line. */
  #flow(start: number, depth: number): { readonly node: Node; readonly end: number } {
    if (depth > 20) giveUp();
    return this.#text.charCodeAt(start) === 91
      ? this.#flowSequence(start, depth)
      : this.#flowMapping(start, depth);
  }

  #flowSequence(start: number, depth: number): { readonly node: Node; readonly end: number } {
    const items: ItemNode[] = [];
    let at = this.#skip(start + 1);
    while (this.#text.charCodeAt(at) !== 93) {
      const { node, end } = this.#flowValue(at, depth);
      items.push({ start: at, value: node });
      at = this.#comma(end, 93);
    }
    return { node: { kind: 'sequence', start, end: at + 1, flow: true, items }, end: at + 1 };
  }

  #flowMapping(start: number, depth: number): { readonly node: Node; readonly end: number } {
    const entries: EntryNode[] = [];
    let at = this.#skip(start + 1);
    while (this.#text.charCodeAt(at) !== 125) {
      const keyStart = at;
      const { node, end: keyEnd } = this.#flowValue(at, depth);
      if (node.kind !== 'scalar' || keyEnd === keyStart) giveUp();
      const colonAt = this.#skip(keyEnd);
      if (this.#text.charCodeAt(colonAt) !== colon || this.#text.charCodeAt(colonAt + 1) !== space) giveUp();
      const key = keyText(node.value, this.#text.slice(keyStart, keyEnd));
      if (key === undefined || (key === '<<' && node.style === 'plain')) giveUp();
      const { node: value, end } = this.#flowValue(this.#skip(colonAt + 1), depth);
      entries.push({ key, keyStart, keyEnd, merge: false, value });
      at = this.#comma(end, 125);
    }
    return { node: { kind: 'mapping', start, end: at + 1, flow: true, entries }, end: at + 1 };
  }

  #flowValue(at: number, depth: number): { readonly node: Node; readonly end: number } {
    const text = this.#text;
    const code = text.charCodeAt(at);
    if (code === 91 || code === 123) return this.#flow(at, depth + 1);
    if (code === 34 || code === 39) {
      const end = this.#quoteEnd(at);
      const style = code === 34 ? 'double' : 'single';
      return { node: { kind: 'scalar', start: at, end, value: this.#unquoted(at, end), style }, end };
    }
    if (isIndicator(text, at) || code === dash) giveUp();
    const match = plainInFlow.exec(text.slice(at, at + 1000))?.[0] ?? giveUp();
    const source = match.trimEnd();
    const value = resolvePlain(source);
    if (source === '' || value === notJson) giveUp();
    const end = at + source.length;
    return { node: { kind: 'scalar', start: at, end, value, style: 'plain' }, end };
  }

  #skip(at: number): number {
    let next = at;
    while (this.#text.charCodeAt(next) === space) next++;
    return next;
  }

  /** Behind the comma after a value, or at the closing bracket. */
  #comma(from: number, close: number): number {
    const at = this.#skip(from);
    const code = this.#text.charCodeAt(at);
    if (code === close) return at;
    if (code !== 44) giveUp();
    const next = this.#skip(at + 1);
    return next;
  }
}

/** Before the blanks at the end of a line. */
function behindText(text: string, lineEnd: number): number {
  let end = lineEnd;
  while (text.charCodeAt(end - 1) === space) end--;
  return end;
}

const typedWord = /^[A-Za-z][\w-]*$/;

/** Letters, digits and marks that mean nothing to YAML; anything else is left to the full parser. */
const plainInFlow = /^[\w./+*@$%&()=~^;<>|-](?:[\w./+*@$%&()=~^;<>| -]|:(?=[\w./]))*(?=[,\]}:])/;

/** Characters that cannot start a plain scalar, or not always. */
function isIndicator(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  switch (text[at]) {
    case '-':
    case '?':
    case ':': {
      const next = text.charCodeAt(at + 1);
      return code !== dash || next === space || next === lineFeed || Number.isNaN(next);
    }
    case undefined:
    case ',':
    case '[':
    case ']':
    case '{':
    case '}':
    case '#':
    case '&':
    case '*':
    case '!':
    case '|':
    case '>':
    case "'":
    case '"':
    case '%':
    case '@':
    case '`':
      return true;
    default:
      return false;
  }
}

function nothing(at: number): ScalarNode {
  return { kind: 'scalar', start: at, end: at, value: null, style: 'plain' };
}
