/** API versions and kinds: of the resource itself, and in references to others. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { kinds, type Kind } from '#knative/kinds.ts';
import { member } from '#knative/json.ts';
import { valueAt, type Path } from '#knative/path.ts';
import { text } from '#knative/text.ts';
import type { Context } from '../context.ts';
import { ranks, type ValueProposal } from '../proposal.ts';
import { endsWith, matches, type ValueSource } from '../source.ts';

export const apiVersions: ValueSource = {
  knows: (_, path) => matches(path, ['apiVersion']) || endsWith(path, ['ref', 'apiVersion']),
  values: (context, path) => {
    const kind = besideOf(context, path, 'kind');
    const fitting = kinds().filter((one) => (kind === '' || one.kind === kind) && isMeant(one, path));
    return proposals(context, fitting, ({ apiVersion }) => apiVersion);
  },
};

export const kindNames: ValueSource = {
  knows: (_, path) => matches(path, ['kind']) || endsWith(path, ['ref', 'kind']),
  values: (context, path) => {
    const apiVersion = besideOf(context, path, 'apiVersion');
    const fitting = kinds().filter(
      (one) => (apiVersion === '' || one.apiVersion === apiVersion) && isMeant(one, path),
    );
    return proposals(context, fitting, ({ kind }) => kind);
  },
};

/** What a Build can be made from. */
export const templateKinds: ValueSource = {
  knows: ({ resource }, path) =>
    endsWith(path, ['template', 'kind']) &&
    (resource.apiVersion.startsWith('build.knative.dev/') || path.includes('build')),
  values: () =>
    ['BuildTemplate', 'ClusterBuildTemplate'].map((value, index) => ({
      type: 'value',
      value,
      rank: ranks.likely + index,
      kind: CompletionItemKind.Class,
    })),
};

function besideOf({ resource }: Context, path: Path, key: string): string {
  const value = member(valueAt(resource.value, path.slice(0, -1)), key);
  return typeof value === 'string' ? value : '';
}

/** A reference of today means what is served today. */
function isMeant({ replacedBy }: Kind, path: Path): boolean {
  return path.length === 1 || replacedBy === undefined;
}

/** Each once, those that clusters serve first. */
function proposals(
  { snapshot }: Context,
  fitting: readonly Kind[],
  nameOf: (kind: Kind) => string,
): readonly ValueProposal[] {
  const served = new Set(fitting.filter(({ replacedBy }) => replacedBy === undefined).map(nameOf));
  const others = fitting.filter((kind) => !served.has(nameOf(kind)));
  const of = (names: Iterable<string>, rank: number, detail?: string): readonly ValueProposal[] =>
    Array.from(names, (value, index) => ({
      type: 'value',
      value,
      rank: rank + index,
      kind: CompletionItemKind.Class,
      detail,
      deprecated: detail !== undefined,
    }));
  const old = snapshot.translate(text('no longer served'));
  return [...of(served, ranks.likely), ...of(new Set(others.map(nameOf)), ranks.old, old)];
}
