/** What can be folded: documents, whatever is indented below a line, and blocks of comments. Needs no parse. */
import { FoldingRangeKind, type FoldingRange } from 'vscode-languageserver-types';
import type { DocumentParams, Snapshot } from '../model/snapshot.ts';
import { placesOf } from '../yaml/document.ts';
import { lineEnd, lineStartsOf, type Segment } from '../yaml/segment.ts';

export function folding(snapshot: Snapshot, { textDocument }: DocumentParams): readonly FoldingRange[] {
  const document = snapshot.document(textDocument.uri);
  if (document === undefined) return [];
  const ranges: FoldingRange[] = [];
  const several = document.segments.length > 1;
  for (const { segment, line } of placesOf(document)) {
    const { whole, inner } = segmentFolds(segment);
    for (const range of several && whole !== undefined ? [whole, ...inner] : inner) {
      ranges.push({ ...range, startLine: range.startLine + line, endLine: range.endLine + line });
    }
  }
  return ranges;
}

interface Folds {
  /** The document, its separator included. */
  readonly whole: FoldingRange | undefined;
  readonly inner: readonly FoldingRange[];
}

const made = new WeakMap<Segment, Folds>();

function segmentFolds(segment: Segment): Folds {
  let folds = made.get(segment);
  if (folds === undefined) {
    folds = foldsOf([...linesOf(segment)]);
    made.set(segment, folds);
  }
  return folds;
}

interface Line {
  /** Twice the indentation, one more for a dash: the items of a list may stand under their key. */
  readonly level: number;
  readonly kind: 'content' | 'comment' | 'blank' | 'separator';
}

function* linesOf(segment: Segment): Iterable<Line> {
  const starts = lineStartsOf(segment);
  for (let line = 0; line < starts.length; line++) {
    yield lineOf(segment.text.slice(starts[line], lineEnd(segment, line)));
  }
}

function lineOf(text: string): Line {
  const indent = text.search(/[^ \t\uFEFF]/);
  if (indent < 0) return { level: 0, kind: 'blank' };
  if (/^(?:---|\.\.\.)(?:\s|$)/.test(text)) return { level: 0, kind: 'separator' };
  if (text[indent] === '#') return { level: indent * 2, kind: 'comment' };
  const dash = /^[ \t]*-(?:\s|$)/.test(text);
  return { level: indent * 2 + (dash ? 1 : 0), kind: 'content' };
}

function foldsOf(lines: readonly Line[]): Folds {
  const first = lines.findIndex(({ kind }) => kind === 'content' || kind === 'separator');
  const last = lines.findLastIndex(({ kind }) => kind === 'content');
  return {
    whole: first >= 0 && last > first ? { startLine: first, endLine: last } : undefined,
    inner: [...commentFolds(lines), ...indentFolds(lines)],
  };
}

function* commentFolds(lines: readonly Line[]): Iterable<FoldingRange> {
  for (let line = 0; line < lines.length; line++) {
    const startLine = line;
    while (lines[line]?.kind === 'comment') line++;
    if (line - startLine > 1) yield { startLine, endLine: line - 1, kind: FoldingRangeKind.Comment };
  }
}

/** A line folds what follows as long as that is deeper; blanks and comments at its end stay outside. */
function* indentFolds(lines: readonly Line[]): Iterable<FoldingRange> {
  const open: number[] = [];
  let last = 0;
  for (let line = 0; line <= lines.length; line++) {
    const { level, kind } = lines[line] ?? end;
    if (kind !== 'content') continue;
    for (let top = open.at(-1); top !== undefined && (lines[top]?.level ?? 0) >= level; top = open.at(-1)) {
      open.pop();
      if (last > top) yield { startLine: top, endLine: last };
    }
    open.push(line);
    last = line;
  }
}

const end: Line = { level: -1, kind: 'content' };
