/** The pipeline that a run runs, found and checked against what the run gives (tektoncd/pipeline pkg/reconciler/pipelinerun). */
import { isObject, type JsonObject, member } from '#knative/json.ts';
import type { Client } from '../../../api/client.ts';
import { type ApiObject, listAt, nameOf, namespaceOf, objectAt, textAt } from '../../../api/object.ts';
import { ApiError } from '../../../api/status.ts';
import { pipelineKind, taskKind } from './kinds.ts';
import { placeOf } from './taskSpec.ts';
import { missingParams, paramsOf } from './variables.ts';
import { failed, type Verdict } from './verdict.ts';

export interface FoundPipeline {
  /** '' for one that is written in the run. */
  readonly name: string;
  readonly spec: JsonObject;
}

export function pipelineOf(client: Client, run: ApiObject): FoundPipeline | Verdict {
  const inline = member(run['spec'], 'pipelineSpec');
  if (isObject(inline)) return { name: '', spec: inline };
  const { namespace, name } = placeOf(objectAt(run['spec'], 'pipelineRef'), namespaceOf(run));
  try {
    return { name, spec: objectAt(client.get(pipelineKind, namespace, name), 'spec') };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const why = `error when listing pipelines for pipelineRun ${nameOf(run)}: ${error.message}`;
    return failed(
      'CouldntGetPipeline',
      `Error retrieving pipeline for pipelinerun ${namespaceOf(run)}/${nameOf(run)}: ${why}`,
    );
  }
}

/** What would keep the pipeline from running at all. */
export function pipelineProblem(
  client: Client,
  run: ApiObject,
  { name, spec }: FoundPipeline,
): Verdict | undefined {
  const place = `${namespaceOf(run)}/${nameOf(run)}`;
  const missing = missingParams(paramsOf(spec), paramsOf(run['spec']));
  if (missing.length > 0) {
    const why = `pipelineRun missing parameters: [${missing.join(' ')}]`;
    return failed(
      'ParameterMissing',
      `[User error] PipelineRun ${place} parameters is missing some parameters required by Pipeline ${name}'s parameters: ${why}`,
    );
  }
  const bound = new Set(listAt(run['spec'], 'workspaces').map((one) => textAt(one, 'name')));
  const lacking = listAt(spec, 'workspaces').find(
    (one) => member(one, 'optional') !== true && !bound.has(textAt(one, 'name')),
  );
  if (lacking !== undefined) {
    const why = `pipeline requires workspace with name ${JSON.stringify(textAt(lacking, 'name'))} be provided by pipelinerun`;
    return failed(
      'InvalidWorkspaceBindings',
      `[User error] PipelineRun ${place} doesn't bind Pipeline ${namespaceOf(run)}/${name}'s Workspaces correctly: ${why}`,
    );
  }
  return taskProblem(client, run, { name, spec });
}

function taskProblem(client: Client, run: ApiObject, { name, spec }: FoundPipeline): Verdict | undefined {
  for (const task of [...listAt(spec, 'tasks'), ...listAt(spec, 'finally')]) {
    if (isObject(member(task, 'taskSpec'))) continue;
    const place = placeOf(objectAt(task, 'taskRef'), namespaceOf(run));
    try {
      client.get(taskKind, place.namespace, place.name);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const why = `Couldn't retrieve Task ${JSON.stringify(place.name)}: ${error.message}`;
      return failed(
        'CouldntGetTask',
        `Pipeline ${namespaceOf(run)}/${name} can't be Run; it contains Tasks that don't exist: ${why}`,
      );
    }
  }
  return undefined;
}
