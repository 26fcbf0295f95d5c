/** Inside brackets and braces: which entry of which collection a place belongs to, read from the opening bracket. */
import type { Path } from '#knative/path.ts';
import { quoteEnd } from './lines.ts';

export interface FlowSpot {
  /** From the collection that the text starts with: the mapping for a key, the value for a value. */
  readonly path: Path;
  readonly at: 'key' | 'value';
  /** Where the key or value begins that the place is in or behind; the place itself where nothing is written yet. */
  readonly start: number;
}

interface Frame {
  readonly type: '[' | '{';
  index: number;
  key: string | undefined;
}

/** Undefined behind the collection's end, and in a comment. */
export function flowSpot(text: string, start: number, offset: number): FlowSpot | undefined {
  const frames: Frame[] = [];
  let token: number | undefined;
  for (let at = start; at < offset; at++) {
    const char = text[at] ?? '';
    const top = frames.at(-1);
    if (token === undefined && (char === '"' || char === "'")) {
      const close = quoteEnd(text, at, text.length);
      if (close === undefined || close > offset) return found(frames, at);
      token = at;
      at = close - 1;
    } else if (token === undefined && (char === '[' || char === '{')) {
      frames.push({ type: char, index: 0, key: undefined });
    } else if (char === ']' || char === '}') {
      frames.pop();
      if (frames.length === 0) return undefined;
      token = at;
    } else if (char === ',') {
      token = undefined;
      if (top?.type === '[') top.index++;
      if (top !== undefined) top.key = undefined;
    } else if (char === ':' && top !== undefined && token !== undefined && endsKey(text, at)) {
      top.key = unquoted(text.slice(token, at).trim());
      token = undefined;
    } else if (char === '#' && /\s/.test(text[at - 1] ?? ' ')) {
      const end = text.indexOf('\n', at);
      if (end < 0 || end >= offset) return undefined;
      at = end;
    } else if (!/\s/.test(char)) token ??= at;
  }
  return found(frames, token ?? offset);
}

function found(frames: readonly Frame[], start: number): FlowSpot | undefined {
  const top = frames.at(-1);
  if (top === undefined) return undefined;
  const path = frames.slice(0, -1).map(partOf);
  if (top.type === '{' && top.key === undefined) return { path, at: 'key', start };
  return { path: [...path, partOf(top)], at: 'value', start };
}

function partOf({ type, index, key }: Frame): string | number {
  return type === '[' ? index : (key ?? '');
}

function endsKey(text: string, colon: number): boolean {
  return /^(?:[\s,[\]{}]|$)/.test(text.slice(colon + 1, colon + 2)) || /["']/.test(text[colon - 1] ?? '');
}

function unquoted(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}
