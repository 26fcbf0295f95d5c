/** A request that is not waited for long, and of whose answer not more is read than it may hold. */
import { text } from '#knative/text.ts';
import type { Api } from '../api.ts';
import { ClusterError } from '../errors.ts';

export interface BriefRequest {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  /** Characters. */
  readonly most: number;
  /** Milliseconds. */
  readonly patience: number;
}

/** The answer; where it is longer, its whole lines. */
export async function askBriefly(
  api: Api,
  { path, query = {}, most, patience }: BriefRequest,
  signal: AbortSignal,
): Promise<string> {
  return within(patience, signal, async (both) => {
    const { body } = await api.request({ path, query, most, signal: both });
    return body.length <= most ? body : body.slice(0, body.lastIndexOf('\n', most) + 1);
  });
}

/** What takes longer than it may is no answer. */
export async function within<T>(
  patience: number,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = AbortSignal.timeout(patience);
  try {
    return await ask(AbortSignal.any([signal, late]));
  } catch (error) {
    if (!late.aborted || signal.aborted) throw error;
    throw new ClusterError(
      'unreachable',
      text('No answer within {0} seconds.', Math.round(patience / 1000)),
      {
        cause: error,
      },
    );
  }
}

/** Does several things, not more than so many at once; in the order of the items. */
export async function fewAtOnce<Item, Result>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  const takeNext = async (): Promise<void> => {
    for (const [index, item] of left) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, takeNext));
  return results;
}
