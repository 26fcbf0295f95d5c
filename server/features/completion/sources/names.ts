/** Names of other objects where this one refers to them. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { typeOfKind } from '#knative/facts/objectReference.ts';
import { member } from '#knative/json.ts';
import { valueAt, type Path } from '#knative/path.ts';
import { text } from '#knative/text.ts';
import type { Context } from '../context.ts';
import { endsWith, matches, named, textsAt, type ValueSource } from '../source.ts';

/** Objects in `ref`, `taskRef`, `template` and the like, by the type that stands beside the name. */
export const references: ValueSource = {
  knows: (context, path) => typeNamed(context, path) !== undefined,
  values: (context, path) => {
    const type = typeNamed(context, path) ?? '';
    const found = context.snapshot.world.all(type).map(({ name, namespace }) => [name, namespace] as const);
    const live = type === 'service' ? (context.snapshot.world.inventory?.services ?? []) : [];
    return named([
      ...found,
      ...live.map(({ name, namespace }) => [name, namespace] as const),
      ...always(context, type),
    ]);
  },
};

/** Every namespace that receives events has had a broker of this name by default. */
function always({ snapshot }: Context, type: string): readonly (readonly [string, string])[] {
  return type === 'broker' ? [['default', snapshot.translate(text('the usual name'))]] : [];
}

/** The type of what a name at a path names; undefined where that is no reference, or to something else. */
function typeNamed({ resource }: Context, path: Path): string | undefined {
  for (const [pattern, type] of fixed) if (endsWith(path, pattern)) return type;
  if (path.at(-1) !== 'name' || path.length < 3) return undefined;
  const holder = valueAt(resource.value, path.slice(0, -1));
  if (path.at(-2) === 'template' && isBuild(path, resource.apiVersion)) {
    return member(holder, 'kind') === 'ClusterBuildTemplate' ? 'clusterBuildTemplate' : 'buildTemplate';
  }
  const [apiVersion, kind] = [member(holder, 'apiVersion'), member(holder, 'kind')];
  return typeof apiVersion === 'string' && typeof kind === 'string'
    ? typeOfKind(apiVersion, kind)
    : undefined;
}

const fixed: readonly (readonly [pattern: readonly string[], type: string])[] = [
  [['spec', 'broker'], 'broker'],
  [['taskRef', 'name'], 'task'],
  [['pipelineRef', 'name'], 'pipeline'],
  [['traffic', '*', 'configurationName'], 'configuration'],
  [['buildRef', 'name'], 'build'],
];

/** The `template` of a Build, or of one that a Service of 2019 holds. */
function isBuild(path: Path, apiVersion: string): boolean {
  return apiVersion.startsWith('build.knative.dev/') || path.includes('build');
}

/** The tasks of this pipeline that one may wait for. */
export const pipelineTasks: ValueSource = {
  knows: (_, path) => matches(path, ['spec', 'tasks', '*', 'runAfter', '*']),
  values: (context, path) => {
    const own = valueAt(context.resource.value, [...path.slice(0, 3), 'name']);
    const without = new Set(typeof own === 'string' ? [own] : []);
    return named(
      Array.from(textsAt(context, ['spec', 'tasks'], 'name'), (name) => [name] as const),
      { without },
    );
  },
};

/** Those of other manifests. */
export const namespaces: ValueSource = {
  knows: (_, path) => matches(path, ['metadata', 'namespace']),
  values: ({ snapshot }) => {
    const found = ['service', 'broker', 'task'].flatMap((type) => snapshot.world.all(type));
    const live = snapshot.world.inventory?.services ?? [];
    return named(
      [...found, ...live].map(({ namespace }) => [namespace] as const),
      { kind: CompletionItemKind.Module },
    );
  },
};

/** Images that other containers of the workspace and the cluster run. */
export const images: ValueSource = {
  knows: (_, path) => path.at(-1) === 'image',
  values: ({ snapshot }) => {
    const live = (snapshot.world.inventory?.services ?? []).flatMap(({ revisions }) => revisions);
    const found = [
      ...snapshot.world
        .all('image')
        .map(({ name, uri }) => [name, uri.slice(uri.lastIndexOf('/') + 1)] as const),
      ...live.map(({ image = '', name }) => [image, name] as const),
    ];
    return named(found, { kind: CompletionItemKind.File }).slice(0, mostImages);
  },
};

const mostImages = 200;
