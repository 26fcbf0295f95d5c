/** How far a PipelineRun has come: what each of its tasks does, and which may begin (tektoncd/pipeline pkg/reconciler/pipelinerun/resources). */
import { conditionOf } from '#knative/conditions.ts';
import type { Json, JsonObject } from '#knative/json.ts';
import { isArray, member } from '#knative/json.ts';
import { type ApiObject, listAt, textAt } from '../../../api/object.ts';
import { replaced, resultsUsed, type Variables } from './variables.ts';

export type TaskState = 'none' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'skipped';

export interface PipelineTask {
  readonly name: string;
  readonly spec: Json;
  readonly isFinal: boolean;
  /** Its own, where it has begun. */
  readonly run: ApiObject | undefined;
  state: TaskState;
  /** Why it was skipped. */
  skip: string;
}

export function tasksOf(
  spec: JsonObject,
  runOf: (task: string) => ApiObject | undefined,
): readonly PipelineTask[] {
  const read = (list: string, isFinal: boolean): readonly PipelineTask[] =>
    listAt(spec, list).map((task) => {
      const name = textAt(task, 'name');
      const run = runOf(name);
      return { name, spec: task, isFinal, run, state: run === undefined ? 'none' : stateOf(run), skip: '' };
    });
  return [...read('tasks', false), ...read('finally', true)];
}

function stateOf(run: ApiObject): TaskState {
  const condition = conditionOf(run, 'Succeeded');
  if (condition?.status === 'True') return 'succeeded';
  if (condition?.status !== 'False') return 'running';
  return condition.reason === 'TaskRunCancelled' ? 'cancelled' : 'failed';
}

/** The results of tasks as variables. */
export function resultVariables(tasks: readonly PipelineTask[]): Map<string, Json> {
  const variables = new Map<string, Json>();
  for (const { name, run, state } of tasks) {
    variables.set(`tasks.${name}.status`, statusWord(state));
    for (const result of listAt(run?.['status'], 'results')) {
      variables.set(`tasks.${name}.results.${textAt(result, 'name')}`, member(result, 'value') ?? '');
    }
  }
  return variables;
}

function statusWord(state: TaskState): string {
  if (state === 'succeeded') return 'Succeeded';
  return state === 'failed' || state === 'cancelled' ? 'Failed' : 'None';
}

/**
 * Marks what is skipped, and gives the tasks that may begin now.
 * @param isStopping no task begins any more, but those under `finally`
 */
export function readyTasks(
  tasks: readonly PipelineTask[],
  variables: Variables,
  isStopping: boolean,
): readonly PipelineTask[] {
  const ready: PipelineTask[] = [];
  const byName = new Map(tasks.map((task) => [task.name, task]));
  for (const task of inOrder(tasks)) {
    if (task.state !== 'none') continue;
    const before = task.isFinal ? tasks.filter(({ isFinal }) => !isFinal) : parentsOf(task, byName);
    if (before.some(({ state }) => state === 'none' || state === 'running') && !(isStopping && !task.isFinal))
      continue;
    const why = reasonToSkip(task, before, variables, isStopping);
    if (why === '') ready.push(task);
    else {
      task.state = 'skipped';
      task.skip = why;
    }
  }
  return ready;
}

const falseExpression = 'When Expressions evaluated to false';

function reasonToSkip(
  task: PipelineTask,
  before: readonly PipelineTask[],
  variables: Variables,
  isStopping: boolean,
): string {
  if (isStopping && !task.isFinal) return 'PipelineRun was stopping';
  const isMissing = resultsUsed(task.spec).some(
    ({ task: name, result }) => !variables.has(`tasks.${name}.results.${result}`),
  );
  if (isMissing) return 'Results were missing';
  if (!task.isFinal && before.some(({ state, skip }) => state === 'skipped' && skip !== falseExpression)) {
    return 'Parent Tasks were skipped';
  }
  return listAt(task.spec, 'when').every((one) => holds(one, variables)) ? '' : falseExpression;
}

function holds(expression: Json, variables: Variables): boolean {
  const input = replaced(textAt(expression, 'input'), variables);
  const values = replaced(listAt(expression, 'values'), variables);
  const isIn = isArray(values) && values.includes(input);
  return textAt(expression, 'operator') === 'notin' ? !isIn : isIn;
}

/** Those it names, and those whose results it uses. */
function parentsOf(
  { spec }: PipelineTask,
  byName: ReadonlyMap<string, PipelineTask>,
): readonly PipelineTask[] {
  const named = listAt(spec, 'runAfter').filter((one) => typeof one === 'string');
  const names = new Set([...named, ...resultsUsed(spec).map(({ task }) => task)]);
  return [...names].flatMap((name) => byName.get(name) ?? []);
}

/** Parents first, so that what is skipped reaches their children at once; `finally` last. */
function inOrder(tasks: readonly PipelineTask[]): readonly PipelineTask[] {
  const byName = new Map(tasks.map((task) => [task.name, task]));
  const ordered = new Set<PipelineTask>();
  const visit = (task: PipelineTask, path: ReadonlySet<PipelineTask>): void => {
    if (ordered.has(task) || path.has(task)) return;
    for (const parent of parentsOf(task, byName)) visit(parent, new Set([...path, task]));
    ordered.add(task);
  };
  for (const task of tasks.toSorted((a, b) => Number(a.isFinal) - Number(b.isFinal))) visit(task, new Set());
  return [...ordered];
}
