/** The TaskRun that a PipelineRun makes for one of its tasks (tektoncd/pipeline pkg/reconciler/pipelinerun). */
import { isObject, type Json, type JsonObject, member } from '#knative/json.ts';
import {
  type ApiObject,
  labelsOf,
  listAt,
  nameOf,
  namespaceOf,
  objectAt,
  textAt,
} from '../../../api/object.ts';
import { childName, ownedBy } from '../../owners.ts';
import { label } from './kinds.ts';
import type { PipelineTask } from './pipelineState.ts';
import { paramsOf, replaced, type Variables } from './variables.ts';

export function taskRunOf(
  run: ApiObject,
  pipeline: string,
  task: PipelineTask,
  variables: Variables,
): JsonObject {
  const template = objectAt(run['spec'], 'taskRunTemplate');
  const { serviceAccountName, podTemplate } = template;
  const filled = replaced(withoutSpec(task.spec), variables);
  const params = paramsOf(filled);
  const workspaces = listAt(filled, 'workspaces').flatMap((one) => bindingOf(run, one));
  const timeout = member(filled, 'timeout');
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'TaskRun',
    metadata: {
      name: taskRunName(run, task.name),
      namespace: namespaceOf(run),
      labels: {
        ...labelsOf(run),
        [label.managedBy]: 'tekton-pipelines',
        [label.memberOf]: task.isFinal ? 'finally' : 'tasks',
        [label.pipeline]: pipeline === '' ? nameOf(run) : pipeline,
        [label.pipelineRun]: nameOf(run),
        [label.pipelineTask]: task.name,
      },
      ownerReferences: ownedBy(run),
    },
    spec: {
      ...(params.length > 0 && { params: [...params] }),
      serviceAccountName: serviceAccountName ?? 'default',
      ...whatItRuns(task.spec, filled, variables),
      ...(timeout !== undefined && { timeout }),
      ...(podTemplate !== undefined && { podTemplate }),
      ...(workspaces.length > 0 && { workspaces }),
    },
  };
}

export function taskRunName(run: ApiObject, task: string): string {
  return childName(nameOf(run), `-${task}`);
}

/** A task written here keeps its own parameters; the pipeline's reach into it where it has none of the name. */
function whatItRuns(written: Json, filled: Json, variables: Variables): JsonObject {
  const spec = member(written, 'taskSpec');
  if (!isObject(spec)) return { taskRef: { kind: 'Task', ...objectAt(filled, 'taskRef') } };
  const own = new Set(paramsOf(spec).map((one) => `params.${textAt(one, 'name')}`));
  const reaching = new Map([...variables].filter(([name]) => !own.has(name) && !name.startsWith('context.')));
  return { taskSpec: replaced(spec, reaching) };
}

function withoutSpec(task: Json): Json {
  if (!isObject(task)) return task;
  const { taskSpec: _taskSpec, ...rest } = task;
  return rest;
}

/** The pipeline's workspace under the name that the task has for it. */
function bindingOf(run: ApiObject, wanted: Json): readonly JsonObject[] {
  const source = textAt(wanted, 'workspace') || textAt(wanted, 'name');
  const bound = listAt(run['spec'], 'workspaces').find((one) => textAt(one, 'name') === source);
  if (!isObject(bound)) return [];
  const subPath = textAt(wanted, 'subPath');
  const { volumeClaimTemplate, ...rest } = bound;
  const claim = { persistentVolumeClaim: { claimName: `pvc-${nameOf(run)}` } };
  return [
    {
      ...(volumeClaimTemplate === undefined ? rest : claim),
      name: textAt(wanted, 'name'),
      ...(subPath !== '' && { subPath }),
    },
  ];
}
