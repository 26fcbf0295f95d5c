/** Facts of Tekton: tasks and pipelines with their parameters, and the runs that use them. */
import { isObject, type Json } from '../json.ts';
import type { Path } from '../path.ts';
import { itemPaths } from '../template.ts';
import { textOf, type Notes } from './notes.ts';
import { typeOfKind } from './objectReference.ts';
import {
  declared,
  declareParameters,
  mentionParameters,
  ownerIn,
  type OwnerData,
  type ParametersData,
  type Scope,
} from './parameters.ts';

export function tektonFacts(notes: Notes): void {
  const { apiVersion, kind, name } = notes.resource;
  const type = typeOfKind(apiVersion, kind);
  if (type === undefined) return;
  const isDefinition = kind === 'Task' || kind === 'Pipeline';
  const parameters = declared(notes.at(['spec', 'params']));
  notes.define(
    type,
    ['metadata', 'name'],
    isDefinition ? ({ parameters } satisfies ParametersData) : undefined,
  );
  const owner = `${kind}/${name}`;
  if (isDefinition) specFacts(notes, ['spec'], owner);
  else runFacts(notes, owner);
}

/** A run's own parameters reach the spec it holds, as if they were declared there. */
function runFacts(notes: Notes, owner: string): void {
  const spec: Path = ['spec'];
  const used = referenceTo(notes, spec);
  const held = ['taskSpec', 'pipelineSpec'].filter((key) => isObject(notes.at([...spec, key])));
  if (held.length === 0) {
    argumentFacts(notes, [...spec, 'params'], used);
    return;
  }
  const scope = declareParameters(notes, [...spec, 'params'], owner);
  for (const key of held) specFacts(notes, [...spec, key], `${owner}/spec.${key}`, scope);
}

/** The spec of a task or a pipeline. */
function specFacts(notes: Notes, spec: Path, owner: string, outer?: Scope): void {
  const scope = declareParameters(notes, [...spec, 'params'], owner, outer);
  imageFacts(notes, spec);
  const tasks = [
    ...itemPaths(notes.resource, [...spec, 'tasks']),
    ...itemPaths(notes.resource, [...spec, 'finally']),
  ];
  for (const task of tasks) taskFacts(notes, task, `${owner}/${task.slice(-2).join('.')}`, scope);
  for (const key of Object.keys(objectAt(notes, spec))) {
    if (key === 'tasks' || key === 'finally') continue;
    mentionParameters(notes, [...spec, key], 'tekton', (name) => ownerIn(scope, name));
  }
}

/** A task of a pipeline: what it uses, or the spec it holds; the pipeline's parameters reach into that. */
function taskFacts(notes: Notes, task: Path, owner: string, pipeline: Scope): void {
  argumentFacts(notes, [...task, 'params'], referenceTo(notes, task));
  for (const key of Object.keys(objectAt(notes, task))) {
    if (key === 'taskSpec' || key === 'pipelineSpec') {
      specFacts(notes, [...task, key], `${owner}.${key}`, pipeline);
    } else mentionParameters(notes, [...task, key], 'tekton', (name) => ownerIn(pipeline, name));
  }
}

function imageFacts(notes: Notes, spec: Path): void {
  notes.define('image', [...spec, 'stepTemplate', 'image']);
  for (const list of ['steps', 'sidecars']) {
    for (const container of itemPaths(notes.resource, [...spec, list])) {
      notes.define('image', [...container, 'image']);
    }
  }
}

/** Notes the task or pipeline used at `path`, and returns the owner of its parameters. */
function referenceTo(notes: Notes, path: Path): string | undefined {
  for (const [key, kind] of references) {
    const reference = notes.at([...path, key]);
    if (!isObject(reference) || !isPlain(reference, kind)) continue;
    const at = textOf(reference, 'resolver') === 'cluster' ? inCluster(notes, [...path, key]) : undefined;
    const name = at?.name ?? [...path, key, 'name'];
    notes.refer(kind.toLowerCase(), name, at?.namespace === undefined ? {} : { namespace: at.namespace });
    const used = notes.at(name);
    if (typeof used === 'string' && used !== '') return `${kind}/${used}`;
  }
  return undefined;
}

const references = [
  ['taskRef', 'Task'],
  ['pipelineRef', 'Pipeline'],
] as const;

/** Not one to a custom task, and not one that a resolver other than the cluster's finds elsewhere. */
function isPlain(reference: Json, kind: string): boolean {
  const resolver = textOf(reference, 'resolver');
  const apiVersion = textOf(reference, 'apiVersion');
  const named = textOf(reference, 'kind');
  return (
    (resolver === '' || resolver === 'cluster') &&
    (apiVersion === '' || apiVersion.startsWith('tekton.dev/')) &&
    (named === '' || named === kind)
  );
}

/** The cluster resolver takes the name and the namespace as parameters. */
function inCluster(notes: Notes, reference: Path): { readonly name: Path; readonly namespace?: string } {
  let name: Path = [...reference, 'name'];
  let namespace: string | undefined;
  for (const param of itemPaths(notes.resource, [...reference, 'params'])) {
    const key = textOf(notes.at(param), 'name');
    if (key === 'name') name = [...param, 'value'];
    if (key === 'namespace') namespace = textOf(notes.at(param), 'value');
  }
  return namespace === undefined ? { name } : { name, namespace };
}

/** The values a run or a pipeline's task gives to the parameters of what it uses. */
function argumentFacts(notes: Notes, params: Path, owner: string | undefined): void {
  if (owner === undefined) return;
  for (const param of itemPaths(notes.resource, params)) {
    notes.refer('parameter', [...param, 'name'], { data: { owner } satisfies OwnerData });
  }
}

function objectAt(notes: Notes, path: Path): object {
  const value = notes.at(path);
  return isObject(value) ? value : {};
}
