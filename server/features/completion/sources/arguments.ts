/** What a build template, task or pipeline takes: names of its parameters where values are given to them. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { parametersOf, type Parameter } from '#knative/facts/parameters.ts';
import { isArray, isObject, member, type Json } from '#knative/json.ts';
import { valueAt, type Path } from '#knative/path.ts';
import { text } from '#knative/text.ts';
import { renderFlow } from '../../../yaml/render.ts';
import type { Context } from '../context.ts';
import { ranks, type Proposal } from '../proposal.ts';
import { escaped } from '../snippet.ts';
import { named, textsAt, type ValueSource } from '../source.ts';

/** Whole arguments, in a list of them. */
export function wholeArguments(context: Context, path: Path): readonly Proposal[] {
  const given = textsAt(context, path, 'name');
  return takenAt(context, path)
    .filter(({ name }) => !given.has(name))
    .map((parameter, index) => ({
      type: 'snippet',
      label: parameter.name,
      snippet: `name: ${escaped(renderFlow(parameter.name))}\nvalue: ${blank(parameter.default)}`,
      rank: rankOf(parameter, index),
      kind: CompletionItemKind.Variable,
      detail: detailOf(context, parameter),
      documentation: parameter.description,
    }));
}

function blank(value: Json | undefined): string {
  if (value === undefined || isObject(value) || isArray(value)) return '$1';
  return `\${1:${escaped(renderFlow(value))}}`;
}

export const argumentNames: ValueSource = {
  knows: (context, path) => path.at(-1) === 'name' && takenAt(context, path.slice(0, -2)).length > 0,
  values: (context, path) => {
    const given = textsAt(context, path.slice(0, -2), 'name');
    return takenAt(context, path.slice(0, -2))
      .filter(({ name }) => !given.has(name))
      .map((parameter, index) => ({
        type: 'value',
        value: parameter.name,
        rank: rankOf(parameter, index),
        kind: CompletionItemKind.Variable,
        detail: detailOf(context, parameter),
        documentation: parameter.description,
      }));
  },
};

/** The default, to start from. */
export const argumentValues: ValueSource = {
  knows: (context, path) => path.at(-1) === 'value' && takenAt(context, path.slice(0, -2)).length > 0,
  values: (context, path) => {
    const name = member(valueAt(context.resource.value, path.slice(0, -1)), 'name');
    const parameter = takenAt(context, path.slice(0, -2)).find((one) => one.name === name);
    const value = parameter?.default;
    if (parameter === undefined || typeof value !== 'string') return [];
    return named([[value, detailOf(context, parameter)]], { kind: CompletionItemKind.Value });
  },
};

/** What must be given first. */
function rankOf({ default: fallback }: Parameter, index: number): number {
  return (fallback === undefined ? ranks.first : ranks.likely) + index;
}

function detailOf({ snapshot }: Context, { default: fallback }: Parameter): string {
  if (fallback === undefined) return snapshot.translate(text('must be given'));
  return snapshot.translate(
    text('default {0}', typeof fallback === 'string' ? fallback : renderFlow(fallback)),
  );
}

/** The parameters that the list of arguments at a path gives values to; none where it is no such list. */
function takenAt({ resource, snapshot }: Context, list: Path): readonly Parameter[] {
  const holder = valueAt(resource.value, list.slice(0, -1));
  const of = (type: string, name: Json | undefined): readonly Parameter[] => {
    if (typeof name !== 'string' || name === '') return [];
    return snapshot.world.definitions({ type, name, namespace: resource.namespace }).flatMap(parametersOf);
  };
  if (list.at(-1) === 'arguments' && list.at(-2) === 'template') {
    const cluster = member(holder, 'kind') === 'ClusterBuildTemplate';
    return of(cluster ? 'clusterBuildTemplate' : 'buildTemplate', member(holder, 'name'));
  }
  if (list.at(-1) !== 'params') return [];
  const task = of('task', member(member(holder, 'taskRef'), 'name'));
  return task.length > 0 ? task : of('pipeline', member(member(holder, 'pipelineRef'), 'name'));
}
