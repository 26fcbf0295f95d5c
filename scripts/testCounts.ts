/** A reporter for `node --test`: appends one line of JSON with the number of tests that passed, failed and were skipped. */
import type { TestEvent } from 'node:test/reporters';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export default async function* testCounts(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // A suite is not a test; one that fails without a failing test inside (its hooks) is.
    const isSuite = data.details.type === 'suite';
    if (type === 'test:fail' && (!isSuite || !isFromSubtests(data.details.error))) failed++;
    else if (type === 'test:pass' && !isSuite) {
      if (data.skip !== undefined || data.todo !== undefined) skipped++;
      else passed++;
    }
  }
  yield `${JSON.stringify({ passed, failed, skipped } satisfies Counts)}\n`;
}

function isFromSubtests(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'failureType' in error &&
    error.failureType === 'subtestsFailed'
  );
}
