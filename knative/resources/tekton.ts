/** The kinds of Tekton Pipelines, as those of August 2026 serve them. */
import type { KindTable } from './kindTable.ts';
import { customRun } from './tekton/customRuns.ts';
import { pipelineRun } from './tekton/pipelineRuns.ts';
import { pipeline } from './tekton/pipelines.ts';
import { taskRun } from './tekton/taskRuns.ts';
import { stepAction, task } from './tekton/tasks.ts';
import type { Version } from './tekton/version.ts';

const versions: readonly Version[] = ['v1', 'v1beta1'];

export const tektonKinds: readonly KindTable[] = [
  ...versions.flatMap((version) => [
    served(version, 'Task', 'tasks', () => task(version)),
    served(version, 'TaskRun', 'taskruns', () => taskRun(version)),
    served(version, 'Pipeline', 'pipelines', () => pipeline(version)),
    served(version, 'PipelineRun', 'pipelineruns', () => pipelineRun(version)),
  ]),
  served('v1beta1', 'StepAction', 'stepactions', stepAction),
  served('v1alpha1', 'StepAction', 'stepactions', stepAction),
  served('v1beta1', 'CustomRun', 'customruns', customRun),
];

function served(version: string, kind: string, plural: string, table: KindTable['table']): KindTable {
  return { apiVersion: `tekton.dev/${version}`, kind, plural, table };
}
