/** A reporter for `node --test`: a line of JSON with the number of tests that passed, failed and were skipped in each file. */
import type { TestEvent } from 'node:test/reporters';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** By the path of the file. */
export type CountsByFile = Readonly<Record<string, Counts>>;

export const none: Counts = { passed: 0, failed: 0, skipped: 0 };

export function sum(all: Iterable<Counts>): Counts {
  let { passed, failed, skipped } = none;
  for (const counts of all) {
    passed += counts.passed;
    failed += counts.failed;
    skipped += counts.skipped;
  }
  return { passed, failed, skipped };
}

export default async function* testCounts(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const files: Record<string, Counts> = {};
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // A suite is not a test; one that fails without a failing test inside (its hooks) is.
    const isSuite = data.details.type === 'suite';
    let counted: Partial<Counts> | undefined;
    if (type === 'test:fail' && (!isSuite || !isFromSubtests(data.details.error))) counted = { failed: 1 };
    else if (type === 'test:pass' && !isSuite) {
      counted = data.skip !== undefined || data.todo !== undefined ? { skipped: 1 } : { passed: 1 };
    }
    if (counted === undefined) continue;
    const file = data.file ?? '';
    files[file] = sum([files[file] ?? none, { ...none, ...counted }]);
  }
  yield `${JSON.stringify(files satisfies CountsByFile)}\n`;
}

function isFromSubtests(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'failureType' in error &&
    error.failureType === 'subtestsFailed'
  );
}
