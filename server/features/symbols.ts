/** The outline of a document: its resources with their parts. Names of the whole workspace: `symbols/workspace.ts`. */
import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver-types';
import { member } from '#knative/json.ts';
import { outlineOf, type Part } from '#knative/outline.ts';
import type { Text } from '#knative/text.ts';
import { ourViews } from '../model/ours.ts';
import { shifted } from '../model/model.ts';
import type { DocumentParams, Snapshot } from '../model/snapshot.ts';
import type { ResourceView } from '../yaml/decode.ts';
import { placesOf } from '../yaml/document.ts';
import { rangeOf } from '../yaml/locate.ts';
import { parse } from '../yaml/parse.ts';
import { rangeBetween, type Range, type Segment } from '../yaml/segment.ts';

/** A file of more resources than this is shown without their parts: nobody could look through them. */
const mostWithParts = 500;

export function documentSymbols(
  snapshot: Snapshot,
  { textDocument }: DocumentParams,
): readonly DocumentSymbol[] {
  const document = snapshot.document(textDocument.uri);
  if (document === undefined) return [];
  const withParts = document.segments.length <= mostWithParts;
  const symbols: DocumentSymbol[] = [];
  for (const { segment, line } of placesOf(document)) {
    for (const symbol of segmentSymbols(segment, withParts, snapshot.translate)) {
      symbols.push(moved(symbol, line));
    }
  }
  return symbols;
}

const made = new WeakMap<
  Segment,
  { readonly withParts: boolean; readonly symbols: readonly DocumentSymbol[] }
>();

/** With lines from the segment's first; made once. */
function segmentSymbols(
  segment: Segment,
  withParts: boolean,
  translate: (text: Text) => string,
): readonly DocumentSymbol[] {
  const known = made.get(segment);
  if (known?.withParts === withParts) return known.symbols;
  const symbols = ourViews(segment).map((view) => resourceSymbol(segment, view, withParts, translate));
  made.set(segment, { withParts, symbols });
  return symbols;
}

function resourceSymbol(
  segment: Segment,
  view: ResourceView,
  withParts: boolean,
  translate: (text: Text) => string,
): DocumentSymbol {
  const { kind, name, namespace, value } = view.resource;
  const generated = member(value['metadata'], 'generateName');
  const shown = name === '' && typeof generated === 'string' ? `${generated}…` : name;
  return {
    name: `${kind} ${shown}`.trimEnd(),
    detail: namespace,
    kind: SymbolKind.Class,
    range: wholeRange(segment, view),
    selectionRange: partRange(segment, view, name === '' ? ['kind'] : ['metadata', 'name']),
    ...(withParts && {
      children: outlineOf(view.resource).map((part) => partSymbol(segment, view, part, translate)),
    }),
  };
}

function partSymbol(
  segment: Segment,
  view: ResourceView,
  part: Part,
  translate: (text: Text) => string,
): DocumentSymbol {
  const range = partRange(segment, view, part.path);
  return {
    name: (typeof part.name === 'string' ? part.name : translate(part.name)) || part.type,
    detail: part.detail,
    kind: symbolKinds[part.type],
    range,
    selectionRange: { start: range.start, end: range.start },
    children: part.parts.map((child) => partSymbol(segment, view, child, translate)),
  };
}

const symbolKinds: Readonly<Record<Part['type'], SymbolKind>> = {
  template: SymbolKind.Struct,
  container: SymbolKind.Package,
  traffic: SymbolKind.Array,
  target: SymbolKind.Event,
  parameter: SymbolKind.Variable,
  step: SymbolKind.Method,
  task: SymbolKind.Function,
  link: SymbolKind.Property,
};

function partRange(segment: Segment, view: ResourceView, path: Part['path']): Range {
  const { start, end } = rangeOf(segment, [...view.path, ...path], 'value');
  return rangeBetween(segment, start, end);
}

function wholeRange(segment: Segment, view: ResourceView): Range {
  if (view.path.length > 0) return partRange(segment, view, []);
  const { root } = parse(segment);
  return rangeBetween(segment, root?.start ?? 0, root?.end ?? segment.text.length);
}

function moved(symbol: DocumentSymbol, lines: number): DocumentSymbol {
  if (lines === 0) return symbol;
  return {
    ...symbol,
    range: shifted(symbol.range, lines),
    selectionRange: shifted(symbol.selectionRange, lines),
    ...(symbol.children !== undefined && { children: symbol.children.map((child) => moved(child, lines)) }),
  };
}
