/** The tags and shares of a split of traffic. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { text } from '#knative/text.ts';
import { ranks } from '../proposal.ts';
import { matches, named, objectsAt, textsAt, type ValueSource } from '../source.ts';

const traffic = ['spec', 'traffic'];

/** Those that other services use as well; the usual ones come from the schema. */
export const tags: ValueSource = {
  knows: (_, path) => matches(path, [...traffic, '*', 'tag']),
  values: (context) => {
    const used = textsAt(context, traffic, 'tag');
    const known = context.snapshot.world.all('tag').map(({ name }) => [name] as const);
    return named([...known, ...usual.map((name) => [name] as const)], {
      without: used,
      kind: CompletionItemKind.Value,
    });
  },
};

const usual = ['current', 'candidate', 'latest'];

/** What the others leave. */
export const shares: ValueSource = {
  knows: (_, path) => matches(path, [...traffic, '*', 'percent']),
  values: (context) => {
    const others = objectsAt(context, traffic).reduce(
      (sum, { percent }) => sum + (typeof percent === 'number' ? percent : 0),
      0,
    );
    const rest = 100 - others;
    if (!Number.isInteger(rest) || rest < 0 || rest > 100) return [];
    const detail = context.snapshot.translate(text('what the other targets leave'));
    return [{ type: 'value', value: rest, rank: ranks.likely, kind: CompletionItemKind.Value, detail }];
  },
};
