/** Tekton's kinds as its CustomResourceDefinitions declare them; today's cluster serves them. */
import { kindOf } from '#knative/kinds.ts';
import { conditionColumn, createdAtColumn, nameColumn, pathColumn } from './column.ts';
import { type ApiKind, apiVersionOf, customKinds } from './kind.ts';

const categories = ['tekton', 'tekton-pipelines'];
const runColumns = [
  nameColumn,
  conditionColumn('Succeeded', 'Succeeded', 'status'),
  conditionColumn('Reason', 'Succeeded', 'reason'),
  pathColumn('StartTime', ['status', 'startTime'], 'date'),
  pathColumn('CompletionTime', ['status', 'completionTime'], 'date'),
];

export const tektonKinds: readonly ApiKind[] = customKinds('tekton.dev/v1', [
  { kind: 'Task', plural: 'tasks', categories, columns: [nameColumn, createdAtColumn] },
  { kind: 'TaskRun', plural: 'taskruns', shortNames: ['tr', 'trs'], categories, columns: runColumns },
  { kind: 'Pipeline', plural: 'pipelines', categories, columns: [nameColumn, createdAtColumn] },
  { kind: 'PipelineRun', plural: 'pipelineruns', shortNames: ['pr', 'prs'], categories, columns: runColumns },
]).map(withTable);

function withTable(kind: ApiKind): ApiKind {
  return { ...kind, table: kindOf(apiVersionOf(kind), kind.kind)?.table() };
}
