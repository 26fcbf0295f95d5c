/** `${NAME}` of build templates and `$(params.name)` of Tekton, inside the texts that may hold them. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { isArray, isObject, member, type Json } from '#knative/json.ts';
import { valueAt } from '#knative/path.ts';
import type { Context } from '../context.ts';
import { ranks, type Proposal } from '../proposal.ts';

/** Undefined where no placeholder is being written. */
export function placeholders(context: Context): readonly Proposal[] | undefined {
  if (context.spot.at === 'key') return undefined;
  const { apiVersion } = context.resource;
  const isTekton = apiVersion.startsWith('tekton.dev/');
  if (!isTekton && !apiVersion.startsWith('build.knative.dev/')) return undefined;
  const { text } = context.place.segment;
  const line = text.slice(text.lastIndexOf('\n', context.offset - 1) + 1, context.offset);
  const opened = (isTekton ? /\$(?:\((?<typed>[\w.-]*))?$/ : /\$(?:\{(?<typed>[\w.-]*))?$/).exec(line);
  if (opened === null || context.path[0] !== 'spec') return undefined;
  const names = isTekton ? tektonNames(context) : buildNames(context);
  return pieces(context, names, context.offset - opened[0].length, isTekton ? ['$(', ')'] : ['${', '}']);
}

interface Named {
  readonly name: string;
  readonly detail?: string;
  readonly documentation?: string;
}

/** The whole placeholder is written, whatever of it stands there already. */
function pieces(
  { place, offset }: Context,
  names: readonly Named[],
  start: number,
  [open, close]: readonly [string, string],
): readonly Proposal[] {
  const rest = /^[\w.-]*/.exec(place.segment.text.slice(offset))?.[0].length ?? 0;
  const end = offset + rest + (place.segment.text.startsWith(close, offset + rest) ? 1 : 0);
  return names.map(({ name, ...explained }, index) => {
    const label = `${open}${name}${close}`;
    return {
      type: 'piece',
      label,
      text: label,
      start,
      end,
      rank: ranks.likely + index,
      kind: CompletionItemKind.Variable,
      ...explained,
    };
  });
}

function buildNames({ resource, snapshot, path }: Context): readonly Named[] {
  if (resource.kind !== 'Build') return declaredIn(resource.value['spec'], 'parameters', '');
  // A Build's own steps are taken as they are; only what its template gets is looked at.
  const template = valueAt(resource.value, ['spec', 'template']);
  const name = member(template, 'name');
  if (path[1] !== 'template' || typeof name !== 'string') return [];
  const type = member(template, 'kind') === 'ClusterBuildTemplate' ? 'clusterBuildTemplate' : 'buildTemplate';
  return snapshot.world
    .definitions({ type, name, namespace: resource.namespace })
    .flatMap(({ data }) => declaredIn(data as Json | undefined, 'parameters', ''));
}

/** The parameters of every spec around the cursor, and what else Tekton fills in there. */
function tektonNames({ resource, path }: Context): readonly Named[] {
  const found: Named[] = [];
  for (let end = path.length; end > 0; end--) {
    const holder = valueAt(resource.value, path.slice(0, end));
    const isSpec =
      path[end - 1] === 'spec' || path[end - 1] === 'taskSpec' || path[end - 1] === 'pipelineSpec';
    if (!isSpec || !isObject(holder)) continue;
    found.push(...declaredIn(holder, 'params', 'params.'));
    if (!isArray(holder['steps'])) continue;
    found.push(...declaredIn(holder, 'results', 'results.', '.path'));
    found.push(...declaredIn(holder, 'workspaces', 'workspaces.', '.path'));
  }
  return found.filter(({ name }, index) => found.findIndex((one) => one.name === name) === index);
}

function declaredIn(holder: Json | undefined, list: string, before: string, behind = ''): readonly Named[] {
  const items = member(holder, list);
  if (!isArray(items)) return [];
  return items.flatMap((item) => {
    const [name, fallback, description] = ['name', 'default', 'description'].map((key) => member(item, key));
    if (typeof name !== 'string' || name === '') return [];
    return [
      {
        name: before + name + behind,
        ...(typeof fallback === 'string' && { detail: fallback }),
        ...(typeof description === 'string' && { documentation: description }),
      },
    ];
  });
}
