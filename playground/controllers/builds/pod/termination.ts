/** How a step ends, as Tekton's entrypoint notes it for its controller. */
import type { Json } from '#knative/json.ts';
import { timestamp } from '../../../clock.ts';
import { listAt } from '../../../api/object.ts';

export interface End {
  readonly exitCode: number;
  readonly since: number;
  readonly results: Readonly<Record<string, string>>;
  /** Why it never ran, in Tekton's words. */
  readonly reason: string;
  /** The exit code that was not held against it. */
  readonly forgiven?: number;
}

/** The message of the container: 1 is a result of the task, 3 is its own. */
export function terminationMessage({ since, results, reason, forgiven }: End): string {
  const time = `${timestamp(since).slice(0, -1)}.000Z`;
  return JSON.stringify([
    ...Object.entries(results).map(([key, value]) => ({ key, value, type: 1 })),
    { key: 'StartedAt', value: time, type: 3 },
    ...(forgiven === undefined ? [] : [{ key: 'ExitCode', value: String(forgiven), type: 3 }]),
    ...(reason === '' ? [] : [{ key: 'Reason', value: reason, type: 3 }]),
  ]);
}

/** Tekton's `onError: continue`. */
export function goesOnAfterErrors(container: Json): boolean {
  const args = listAt(container, 'args');
  return args[args.indexOf('-on_error') + 1] === 'continue' && args.includes('-on_error');
}

export function resultsIn(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const folder = '/tekton/results/';
  return Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.startsWith(folder))
      .map(([path, text]) => [path.slice(folder.length), text]),
  );
}
