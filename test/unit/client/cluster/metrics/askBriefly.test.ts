/** Questions that are not waited for long, and not all asked at once. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { ClusterError } from '#client/cluster/errors.ts';
import { fewAtOnce, within } from '#client/cluster/metrics/askBriefly.ts';

const never = async (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new ClusterError('aborted', 'Stopped.')));
  });

test('what takes too long is no answer, and is not waited for any more', async () => {
  let stopped = false;
  const asking = within(20, new AbortController().signal, async (signal) => {
    signal.addEventListener('abort', () => (stopped = true));
    return never(signal);
  });
  await assert.rejects(asking, { reason: 'unreachable', message: 'No answer within 0 seconds.' });
  assert.equal(stopped, true);
});

test('who stops it hears that it was stopped', async () => {
  const stop = new AbortController();
  const asking = within(60_000, stop.signal, never);
  stop.abort();
  await assert.rejects(asking, { reason: 'aborted' });
});

test('an error of its own stays what it is', async () => {
  const asking = within(60_000, new AbortController().signal, async () => {
    throw new ClusterError('forbidden', 'no');
  });
  await assert.rejects(asking, { reason: 'forbidden', message: 'no' });
});

test('not more than so many at once, in the order of the items', async () => {
  let [open, most] = [0, 0];
  const doubled = await fewAtOnce([5, 1, 4, 2, 3, 0], 3, async (item) => {
    most = Math.max(most, ++open);
    await new Promise((resolve) => {
      setTimeout(resolve, item);
    });
    open--;
    return item * 2;
  });
  assert.deepEqual(doubled, [10, 2, 8, 4, 6, 0]);
  assert.equal(most, 3);
  assert.deepEqual(await fewAtOnce([], 3, async () => 1), []);
});

test('where one fails, the failure is told', async () => {
  const failing = fewAtOnce([1, 2, 3], 2, async (item) => {
    if (item === 2) throw new ClusterError('busy', 'later');
    return item;
  });
  await assert.rejects(failing, { reason: 'busy' });
});
