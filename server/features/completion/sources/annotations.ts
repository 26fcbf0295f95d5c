/** Annotations and labels of Knative: the keys that do something at the cursor's level, and their values. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { annotationOf, annotationsFor, placeOf } from '#knative/annotations.ts';
import type { KnownAnnotation } from '#knative/annotations/known.ts';
import { isObject } from '#knative/json.ts';
import { valueAt, type Path } from '#knative/path.ts';
import { text } from '#knative/text.ts';
import { renderScalar } from '../../../yaml/render.ts';
import type { Context } from '../context.ts';
import { withPage } from '../page.ts';
import { ranks, type KeyProposal } from '../proposal.ts';
import type { ValueSource } from '../source.ts';

export function annotationKeys(context: Context): readonly KeyProposal[] {
  const of = kindOfMap(context.path);
  if (of === undefined) return [];
  const place = placeOf(context.resource, context.path.slice(0, -1));
  if (place === undefined) return [];
  const held = valueAt(context.resource.value, context.path);
  const present = new Set(isObject(held) ? Object.keys(held) : []);
  return annotationsFor(place, of)
    .filter(({ key, aliases }) => ![key, ...aliases].some((one) => present.has(one)))
    .map((known, index) => keyOf(context, known, index));
}

export const annotationValues: ValueSource = {
  knows: (_, path) =>
    kindOfMap(path.slice(0, -1)) !== undefined && annotationOf(String(path.at(-1))) !== undefined,
  values: (context, path) => {
    const known = annotationOf(String(path.at(-1)));
    return offered(known).map((value, index) => ({
      type: 'value',
      value,
      rank: ranks.likely + index,
      kind: CompletionItemKind.Value,
      detail: value === known?.default ? context.snapshot.translate(text('default')) : undefined,
      documentation: known && documentationOf(context, known),
    }));
  },
};

function kindOfMap(path: Path): KnownAnnotation['of'] | undefined {
  if (path.at(-2) !== 'metadata') return undefined;
  if (path.at(-1) === 'annotations') return 'annotation';
  return path.at(-1) === 'labels' ? 'label' : undefined;
}

function offered(known: KnownAnnotation | undefined): readonly string[] {
  if (known === undefined) return [];
  return [
    ...new Set([
      ...(known.allowed ?? known.examples),
      ...(known.default === undefined ? [] : [known.default]),
    ]),
  ];
}

/** What would be read as a number or a boolean is written in quotes: every value is a text. */
function keyOf(context: Context, known: KnownAnnotation, index: number): KeyProposal {
  const values = offered(known);
  const quotes =
    known.type === 'integer' || known.type === 'number' || values.some((one) => renderScalar(one) !== one);
  return {
    type: 'key',
    key: known.key,
    body: quotes ? ': "$1"' : ': $1',
    asks: values.length > 0,
    rank: (known.deprecated === true ? ranks.old : ranks.likely) + index,
    kind: CompletionItemKind.Property,
    documentation: documentationOf(context, known),
    deprecated: known.deprecated,
  };
}

function documentationOf(context: Context, { doc, docs }: KnownAnnotation): string {
  return withPage(context, context.snapshot.translate({ message: doc, args: [] }), docs);
}
