/** What the word under the cursor means, takes and comes to. */
import { MarkupKind, type Hover } from 'vscode-languageserver-types';
import { text } from '#knative/text.ts';
import { cursorAt } from '../model/cursor.ts';
import type { PositionParams, Snapshot } from '../model/snapshot.ts';
import { rangeIn } from '../yaml/document.ts';
import { markdown } from './hover/about.ts';
import { aboutAnnotation } from './hover/annotation.ts';
import { computedFacts } from './hover/computed.ts';
import { aboutField } from './hover/field.ts';
import { aboutKind } from './hover/kind.ts';
import { aboutName } from './hover/name.ts';

export function hover(snapshot: Snapshot, params: PositionParams): Hover | undefined {
  const cursor = cursorAt(snapshot, params);
  if (cursor === undefined) return undefined;
  const { name, facts, isAll } = aboutName(snapshot, cursor);
  const about = isAll
    ? undefined
    : (aboutKind(snapshot, cursor) ?? aboutAnnotation(snapshot, cursor) ?? aboutField(snapshot, cursor));
  const value = markdown(
    about,
    [...computedFacts(snapshot, cursor), ...facts],
    snapshot.translate(text('Documentation')),
  );
  if (value === '') return undefined;
  const { start, end } = name?.span ?? cursor.span;
  return { contents: { kind: MarkupKind.Markdown, value }, range: rangeIn(cursor.place, start, end) };
}
