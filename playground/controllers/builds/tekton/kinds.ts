/** Tekton's kinds as the cluster names them, and its labels. */

export const taskKind = 'tekton.dev/v1 Task';
export const taskRunKind = 'tekton.dev/v1 TaskRun';
export const pipelineKind = 'tekton.dev/v1 Pipeline';
export const pipelineRunKind = 'tekton.dev/v1 PipelineRun';

export const label = {
  task: 'tekton.dev/task',
  taskRun: 'tekton.dev/taskRun',
  pipeline: 'tekton.dev/pipeline',
  pipelineRun: 'tekton.dev/pipelineRun',
  pipelineTask: 'tekton.dev/pipelineTask',
  memberOf: 'tekton.dev/memberOf',
  managedBy: 'app.kubernetes.io/managed-by',
} as const;
