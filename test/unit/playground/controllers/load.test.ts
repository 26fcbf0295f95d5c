/** The one count of requests: averages over whole seconds and between readings, and what is forgotten. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { measuredLoad } from '#playground/controllers/scaling/load.ts';
import { Tally } from '#playground/controllers/scaling/tally.ts';

const bounds = [10, 100];

describe('a tally', () => {
  it('averages over the last whole second, whenever requests come and go in it', () => {
    let now = 1_000_250;
    const tally = new Tally(() => now, bounds);
    tally.begin();
    now += 500;
    tally.begin();
    now += 250;
    // One for 750 ms, one more for 250 ms.
    assert.equal(tally.lately, 1);
    now += 900;
    assert.equal(tally.lately, 1);
    tally.end(200, 1650);
    now += 100;
    assert.equal(tally.lately, 1.9);
    now += 5000;
    assert.equal(tally.lately, 1);
    tally.end(200, 7000);
    now += 999;
    assert.equal(tally.lately, 1);
    now += 1;
    assert.equal(tally.lately, 0);
    assert.equal(tally.area, 500 + 2 * 250 + 2 * 900 + 100 + 5000);
  });

  it('sorts answers by status and by how long they took, bounds included', () => {
    const tally = new Tally(() => 0, bounds);
    for (const [status, took] of [
      [200, 10],
      [200, 11],
      [503, 101],
      [undefined, 5],
    ] as const) {
      tally.begin();
      tally.end(status, took);
    }
    assert.deepEqual(
      [...tally.answers],
      [
        [200, { counts: [1, 1], sum: 21, count: 2 }],
        [503, { counts: [0, 0], sum: 101, count: 1 }],
      ],
    );
    assert.equal(tally.inFlight, 0);
    assert.equal(tally.begun, 4);
  });
});

describe('the load of a revision', () => {
  it('is what there was on average between two readings', () => {
    let now = 0;
    const load = measuredLoad(() => now, bounds);
    const first = load.begin('default', 'shop');
    load.begin('default', 'shop');
    now = 500;
    first.end(200);
    first.end(200);
    now = 1000;
    assert.deepEqual(load.take('default', 'shop'), { concurrency: 1.5, perSecond: 2 });
    now = 1500;
    assert.deepEqual(load.take('default', 'shop'), { concurrency: 1, perSecond: 0 });
    assert.equal(load.inFlight('default', 'shop'), 1);
    assert.equal(load.inFlight('default', 'other'), 0);
  });

  it('tells who waits in the activator from who is at work in a pod', () => {
    let now = 0;
    const load = measuredLoad(() => now, bounds);
    const [served, refused] = [load.begin('default', 'shop', true), load.begin('default', 'shop', true)];
    load.begin('default', 'shop', false).enter('uid');
    now = 900;
    served.enter('uid');
    const [activated] = load.activated;
    assert.deepEqual([activated?.waiting, activated?.tally.inFlight], [1, 2]);
    assert.equal(load.ofPod('uid')?.inFlight, 2);
    now = 909;
    served.end(200);
    refused.end(503);
    assert.equal([...load.activated][0]?.waiting, 0);
    // The wait counts in the activator alone.
    assert.deepEqual(load.ofPod('uid')?.answers.get(200)?.counts, [1, 0]);
    assert.deepEqual(activated?.tally.answers.get(200), { counts: [0, 0], sum: 909, count: 1 });
  });

  it('is forgotten when it is over, also while a request is under way', () => {
    const load = measuredLoad(() => 0, bounds);
    const request = load.begin('default', 'shop', true);
    request.enter('uid');
    load.forgetPod('uid');
    load.forgetRevision('default', 'shop');
    request.end(200);
    assert.equal(load.ofPod('uid'), undefined);
    assert.deepEqual([...load.activated], []);
    assert.equal(load.inFlight('default', 'shop'), 0);
  });
});
