/** The task that a run runs, found and filled with the run's values (tektoncd/pipeline pkg/reconciler/taskrun/resources). */
import { isArray, isObject, type Json, type JsonObject, member } from '#knative/json.ts';
import type { Client } from '../../../api/client.ts';
import { type ApiObject, listAt, nameOf, namespaceOf, objectAt, textAt, uidOf } from '../../../api/object.ts';
import { ApiError } from '../../../api/status.ts';
import { taskKind } from './kinds.ts';
import { missingParams, paramsOf, paramVariables, replaced } from './variables.ts';
import { failed, type Verdict } from './verdict.ts';

export interface FoundTask {
  /** '' for one that is written in the run. */
  readonly name: string;
  readonly spec: JsonObject;
}

/** The task by reference or in place, or why there is none. */
export function taskOf(client: Client, run: ApiObject): FoundTask | Verdict {
  const spec = objectAt(run, 'spec');
  const inline = member(spec, 'taskSpec');
  if (isObject(inline)) return { name: '', spec: inline };
  const { namespace, name } = placeOf(objectAt(spec, 'taskRef'), namespaceOf(run));
  try {
    return { name, spec: objectAt(client.get(taskKind, namespace, name), 'spec') };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const message = `error when listing tasks for taskRun ${nameOf(run)}: ${error.message}`;
    return failed('TaskRunResolutionFailed', message);
  }
}

/** The cluster resolver takes the place as parameters; other resolvers find nothing here. */
export function placeOf(reference: Json, own: string): { readonly namespace: string; readonly name: string } {
  if (textAt(reference, 'resolver') !== 'cluster') return { namespace: own, name: textAt(reference, 'name') };
  const params = paramVariables([], listAt(reference, 'params'));
  const value = (key: string, fallback: string): string => {
    const found = params.get(`params.${key}`);
    return typeof found === 'string' ? found : fallback;
  };
  return { namespace: value('namespace', own), name: value('name', '') };
}

/** What the run gives does not fit what the task asks for. */
export function taskProblem(run: ApiObject, { name, spec }: FoundTask): Verdict | undefined {
  const given = paramsOf(run['spec']);
  const invalid = (why: string): Verdict =>
    failed('TaskRunValidationFailed', `[User error] invalid input params for task ${name}: ${why}`);
  const missing = missingParams(paramsOf(spec), given);
  if (missing.length > 0) {
    return invalid(`missing values for these params which have no default values: [${missing.join(' ')}]`);
  }
  const wrong = paramsOf(spec).filter((one) => {
    const value = member(
      given.find((other) => textAt(other, 'name') === textAt(one, 'name')),
      'value',
    );
    return (
      value !== undefined && typeOf(value) !== (textAt(one, 'type') || typeOf(member(one, 'default') ?? ''))
    );
  });
  if (wrong.length > 0) {
    return invalid(
      `param types don't match the user-specified type: [${wrong.map((one) => textAt(one, 'name')).join(' ')}]`,
    );
  }
  return enumProblem(spec, given) ?? workspaceProblem(run, spec);
}

function typeOf(value: Json): string {
  return isArray(value) ? 'array' : isObject(value) ? 'object' : 'string';
}

function enumProblem(spec: JsonObject, given: readonly Json[]): Verdict | undefined {
  for (const one of paramsOf(spec)) {
    const allowed = listAt(one, 'enum');
    const value = member(
      given.find((other) => textAt(other, 'name') === textAt(one, 'name')),
      'value',
    );
    if (allowed.length === 0 || value === undefined || allowed.includes(value)) continue;
    return failed(
      'InvalidParamValue',
      `[User error] param \`${textAt(one, 'name')}\` value: ${JSON.stringify(value)} is not in the enum list`,
    );
  }
  return undefined;
}

function workspaceProblem(run: ApiObject, spec: JsonObject): Verdict | undefined {
  const bound = new Set(listAt(run['spec'], 'workspaces').map((one) => textAt(one, 'name')));
  const lacking = listAt(spec, 'workspaces').find(
    (one) => member(one, 'optional') !== true && !bound.has(textAt(one, 'name')),
  );
  if (lacking === undefined) return undefined;
  const message = `[User error] declared workspace ${JSON.stringify(textAt(lacking, 'name'))} is required but has not been bound`;
  return failed('TaskRunValidationFailed', message);
}

/** The task's spec with all values in it. */
export function filledSpec(run: ApiObject, { name, spec }: FoundTask): JsonObject {
  const variables = paramVariables(paramsOf(spec), paramsOf(run['spec']));
  for (const workspace of listAt(spec, 'workspaces')) {
    const workspaceName = textAt(workspace, 'name');
    const isBound = listAt(run['spec'], 'workspaces').some((one) => textAt(one, 'name') === workspaceName);
    variables.set(`workspaces.${workspaceName}.path`, isBound ? mountPath(workspace) : '');
    variables.set(`workspaces.${workspaceName}.bound`, String(isBound));
  }
  for (const result of listAt(spec, 'results')) {
    variables.set(`results.${textAt(result, 'name')}.path`, `/tekton/results/${textAt(result, 'name')}`);
  }
  variables.set('context.taskRun.name', nameOf(run));
  variables.set('context.taskRun.namespace', namespaceOf(run));
  variables.set('context.taskRun.uid', uidOf(run));
  variables.set('context.task.name', name);
  variables.set('context.task.retry-count', '0');
  variables.set('credentials.path', '/tekton/creds');
  const filled = replaced({ ...spec, params: [] }, variables);
  return { ...(isObject(filled) ? filled : spec), params: paramsOf(spec) };
}

export function mountPath(workspace: Json): string {
  return textAt(workspace, 'mountPath') || `/workspace/${textAt(workspace, 'name')}`;
}
