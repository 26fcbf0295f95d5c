/** Which build, or which part of one, a command is about: an item of the tree of builds carries it in its id. */
import type { BuildKind } from '#knative/builds/build.ts';

export interface BuildSubject {
  /** Where it is; undefined for the cluster that is looked at. */
  readonly context?: string;
  readonly kind: BuildKind;
  readonly namespace: string;
  readonly name: string;
  /** The task of a pipeline; '' for none. */
  readonly task: string;
  /** The container of a step; '' for none. */
  readonly container: string;
}

/** Unique in the tree, and the same as long as it is about the same thing. */
export function buildId({ kind, namespace, name, task, container }: BuildSubject): string {
  return JSON.stringify([kind, namespace, name, task, container]);
}

/** What a command was started on; undefined where it was on no item of that tree. */
export function buildSubjectOf([first]: readonly unknown[]): BuildSubject | undefined {
  if (typeof first !== 'object' || first === null) return undefined;
  if ('kind' in first && 'container' in first) return first as BuildSubject;
  return 'id' in first && typeof first.id === 'string' ? parsed(first.id) : undefined;
}

/** Whether it is in another cluster than this one, where a build may have the same name. */
export function isElsewhere({ context }: BuildSubject, looked: string): boolean {
  return context !== undefined && context !== looked;
}

function parsed(id: string): BuildSubject | undefined {
  if (!id.startsWith('["')) return undefined;
  const parts: readonly unknown[] = JSON.parse(id);
  const [kind, namespace, name, task, container] = parts;
  if (kind !== 'Build' && kind !== 'TaskRun' && kind !== 'PipelineRun') return undefined;
  return {
    kind,
    namespace: String(namespace),
    name: String(name),
    task: String(task),
    container: String(container),
  };
}
