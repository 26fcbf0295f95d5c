/** Who uses a build template, a task or a pipeline, and which arguments it gives. */
import { isArray, member, type Json } from '../json.ts';
import { type Path, valueAt } from '../path.ts';
import type { Resource } from '../resource.ts';
import { itemPaths, modes } from '../template.ts';
import type { NameKey } from '../world.ts';
import { textAt } from './trafficTargets.ts';

export interface TemplateUse {
  readonly template: NameKey;
  /** What to call it: `BuildTemplate`, `Task` … */
  readonly kind: string;
  /** Where its name stands. */
  readonly path: Path;
  /** Where the list of arguments stands, or would. */
  readonly argumentsPath: Path;
  readonly arguments: readonly Argument[];
}

export interface Argument {
  readonly name: string;
  readonly path: Path;
}

export function templateUses(resource: Resource): readonly TemplateUse[] {
  const { apiVersion, kind } = resource;
  if (apiVersion.startsWith('build.')) return kind === 'Build' ? buildUses(resource, ['spec']) : [];
  if (apiVersion.startsWith('serving.')) return inlineBuilds(resource);
  return tektonUses(resource);
}

const inlinePlaces: readonly Path[] = [
  ['spec', 'build'],
  ...modes.map((mode) => ['spec', mode, 'configuration', 'build']),
];

/** A Configuration of 2019 can hold the `spec` of a Build, or a whole object. */
function inlineBuilds(resource: Resource): readonly TemplateUse[] {
  return inlinePlaces.flatMap((path) => {
    const build = valueAt(resource.value, path);
    if (build === undefined) return [];
    const kind = textAt(build, 'kind');
    if (kind === '') return buildUses(resource, path);
    return kind === 'Build' ? buildUses(resource, [...path, 'spec']) : [];
  });
}

function buildUses(resource: Resource, spec: Path): readonly TemplateUse[] {
  const path = [...spec, 'template'];
  const template = valueAt(resource.value, path);
  const isOfCluster = textAt(template, 'kind') === 'ClusterBuildTemplate';
  const name = textAt(template, 'name');
  if (name === '') return [];
  const argumentsPath = [...path, 'arguments'];
  return [
    {
      template: {
        type: isOfCluster ? 'clusterBuildTemplate' : 'buildTemplate',
        namespace: isOfCluster ? '' : resource.namespace,
        name,
      },
      kind: isOfCluster ? 'ClusterBuildTemplate' : 'BuildTemplate',
      path: [...path, 'name'],
      argumentsPath,
      arguments: argumentsIn(resource, argumentsPath),
    },
  ];
}

function tektonUses(resource: Resource): readonly TemplateUse[] {
  switch (resource.kind) {
    case 'TaskRun':
      return references(resource, ['spec'], 'taskRef', 'Task');
    case 'PipelineRun':
      return references(resource, ['spec'], 'pipelineRef', 'Pipeline');
    case 'Pipeline':
      return [
        ['spec', 'tasks'],
        ['spec', 'finally'],
      ]
        .flatMap((list) => itemPaths(resource, list))
        .flatMap((task) => references(resource, task, 'taskRef', 'Task'));
    default:
      return [];
  }
}

/** By name alone: what a resolver, a bundle or a custom task finds is not in the workspace. */
function references(resource: Resource, at: Path, key: string, kind: string): readonly TemplateUse[] {
  const reference = valueAt(resource.value, [...at, key]);
  const name = textAt(reference, 'name');
  const isElsewhere = ['resolver', 'bundle', 'params'].some((one) => member(reference, one) !== undefined);
  if (name === '' || isElsewhere || !isOfKind(reference, kind)) return [];
  const argumentsPath = [...at, 'params'];
  return [
    {
      template: { type: kind.toLowerCase(), namespace: resource.namespace, name },
      kind,
      path: [...at, key, 'name'],
      argumentsPath,
      arguments: [...argumentsIn(resource, argumentsPath), ...matrixArguments(resource, [...at, 'matrix'])],
    },
  ];
}

function isOfKind(reference: Json | undefined, kind: string): boolean {
  const apiVersion = textAt(reference, 'apiVersion');
  return (
    ['', kind].includes(textAt(reference, 'kind')) &&
    (apiVersion === '' || apiVersion.startsWith('tekton.dev/'))
  );
}

/** A matrix gives some parameters a list of values, one run each. */
function matrixArguments(resource: Resource, matrix: Path): readonly Argument[] {
  return [
    ...argumentsIn(resource, [...matrix, 'params']),
    ...itemPaths(resource, [...matrix, 'include']).flatMap((path) =>
      argumentsIn(resource, [...path, 'params']),
    ),
  ];
}

function argumentsIn({ value }: Resource, path: Path): readonly Argument[] {
  const list = valueAt(value, path);
  if (!isArray(list)) return [];
  return list.map((item, index) => ({ name: textAt(item, 'name'), path: [...path, index, 'name'] }));
}
