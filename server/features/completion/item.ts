/** A proposal as an item of LSP: written the way it must be at the cursor, with the range it replaces. */
import {
  CompletionItemTag,
  InsertTextFormat,
  InsertTextMode,
  type CompletionItem,
} from 'vscode-languageserver-types';
import { rangeIn } from '../../yaml/document.ts';
import { renderScalar } from '../../yaml/render.ts';
import type { Context } from './context.ts';
import type { KeyProposal, Proposal, ValueProposal } from './proposal.ts';
import { escaped, expanded, inFlow, reindented } from './snippet.ts';

export function itemOf(context: Context, proposal: Proposal): CompletionItem {
  const { rank, kind, detail, documentation, deprecated } = proposal;
  const { snippets, commands } = context.snapshot.client;
  const { text, label, filter, snippet, start, end } = written(context, proposal);
  return {
    label,
    kind,
    sortText: String(rank).padStart(5, '0'),
    filterText: filter,
    insertTextFormat: snippet && snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    // Lines below the first are indented here already.
    insertTextMode: InsertTextMode.asIs,
    textEdit: {
      range: rangeIn(context.place, start, end),
      newText: snippet && !snippets ? expanded(text) : text,
    },
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined &&
      documentation !== '' && { documentation: { kind: 'markdown', value: documentation } }),
    ...(deprecated === true && { tags: [CompletionItemTag.Deprecated] }),
    ...(commands &&
      proposal.type === 'key' &&
      proposal.asks &&
      context.spot.at !== 'key' && { command: suggest }),
  };
}

/** VS Code's own: the values are shown at once. */
const suggest = { title: '', command: 'editor.action.triggerSuggest' };

interface Written {
  readonly text: string;
  readonly label: string;
  readonly filter: string;
  readonly snippet: boolean;
  readonly start: number;
  readonly end: number;
}

function written(context: Context, proposal: Proposal): Written {
  const { start, end } = context.spot;
  switch (proposal.type) {
    case 'key': {
      const { key } = proposal;
      return { ...writtenKey(context, proposal), label: key, filter: key, start: blockStart(context), end };
    }
    case 'value':
      return { ...writtenValue(context, proposal), start, end };
    case 'snippet': {
      const { label, filter = label, snippet } = proposal;
      return { text: block(context, snippet), label, filter, snippet: true, start: blockStart(context), end };
    }
    case 'piece':
      return { ...proposal, filter: proposal.label, snippet: false };
  }
}

function writtenKey(context: Context, { key, body }: KeyProposal): Pick<Written, 'text' | 'snippet'> {
  const { at, quote, behind, before, flow } = context.spot;
  const name = quote === '' ? renderScalar(key) : key;
  if (at === 'key') return { text: name, snippet: false };
  const closed = quote === '' ? name : name + behind;
  if (quote !== '' && behind === '') return { text: name, snippet: false };
  if (flow) return { text: before + escaped(closed) + inFlow(body), snippet: true };
  return { text: block(context, escaped(closed) + body), snippet: true };
}

function writtenValue(
  { spot: { before, behind, quote }, shape }: Context,
  { value }: ValueProposal,
): Pick<Written, 'text' | 'label' | 'filter' | 'snippet'> {
  const label = String(value);
  const dash = shape?.type === 'list' && quote === '' ? '- ' : '';
  return {
    text: before + dash + (quote === '' ? renderScalar(value) : inside(label, quote)) + behind,
    label,
    filter: label,
    snippet: false,
  };
}

/** A text as it stands between quotes. */
function inside(text: string, quote: '"' | "'"): string {
  return renderScalar(text, quote === '"' ? 'double' : 'single').slice(1, -1);
}

/** What goes on below leaves no blanks behind the colon. */
function blockStart({ spot: { at, flow, start }, place }: Context): number {
  if (at !== 'value' || flow) return start;
  return place.segment.text.slice(0, start).trimEnd().length;
}

/**
 * Lines in block style, from the cursor on: below a key that stands on the same line, beside a dash, or where the cursor
 * is; an item of a list gets its dash.
 */
function block({ spot, shape, habits }: Context, snippet: string): string {
  const { before, column, at } = spot;
  const isItem = shape?.type === 'list';
  const below = at === 'value';
  const own = column + (below ? (isItem ? habits.dashes : habits.step) : 0);
  const text = isItem ? `- ${snippet.replaceAll('\n', '\n  ')}` : snippet;
  const lines = reindented(text.split('\n'), habits, own);
  const head = below ? habits.lineBreak + ' '.repeat(own) : before;
  return head + lines.join(habits.lineBreak);
}
