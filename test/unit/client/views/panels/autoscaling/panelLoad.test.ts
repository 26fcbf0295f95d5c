/** One load at a time, that can be stopped at any time. */
import '../../../../../kit/vscodeWords.ts';
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import type {
  LoadGenerator,
  LoadOrder,
  LoadTold,
  StartedLoad,
} from '#client/views/panels/autoscaling/autoscalingWorld.ts';

// What imports VS Code can only be read after its words are there.
const { PanelLoad } = await import('#client/views/panels/autoscaling/panelLoad.ts');

const order = {} as LoadOrder;
const idle: LoadTold = { running: false, lines: [], answered: [], progress: 0, trouble: '' };

function loadOf() {
  const seen: string[] = [];
  let told: (load: LoadTold) => void = () => undefined;
  let answer: (started: StartedLoad | undefined) => void = () => undefined;
  let fails: (error: Error) => void = () => undefined;
  const generator: LoadGenerator = {
    limits: 'few',
    start: (_order, tell) => {
      seen.push('asked');
      told = tell;
      return new Promise((resolve, reject) => {
        answer = resolve;
        fails = reject;
      });
    },
  };
  const load = new PanelLoad(generator, {
    changed: () => undefined,
    mark: ({ message }) => seen.push(message),
  });
  const started: StartedLoad = { stop: () => seen.push('stopped'), dispose: () => seen.push('disposed') };
  return {
    load,
    seen,
    tell: (one: LoadTold) => told(one),
    fail: (error: Error) => fails(error),
    begin: () => answer(started),
    refuse: () => answer(undefined),
  };
}

describe('the load of a dashboard', () => {
  test('begins and ends on the time line, one at a time', async () => {
    const { load, seen, begin, tell } = loadOf();
    const starting = load.start(order);
    await load.start(order);
    begin();
    await starting;
    load.stop();
    tell({ ...idle, lines: ['done'] });
    assert.deepEqual(seen, ['asked', 'Load began', 'stopped', 'Load ended']);
    assert.deepEqual(load.state, { ...idle, lines: ['done'], limits: 'few' });
  });

  test('that is stopped before it has started never goes on', async () => {
    const { load, seen, begin } = loadOf();
    const starting = load.start(order);
    load.stop();
    begin();
    await starting;
    assert.deepEqual(seen, ['asked', 'disposed']);
    assert.equal(load.state.running, false);
    const again = load.start(order);
    begin();
    await again;
    assert.deepEqual(seen.slice(2), ['asked', 'Load began']);
  });

  test('ends with its panel, also where that closes while it starts', async () => {
    const { load, seen, begin } = loadOf();
    const starting = load.start(order);
    load.dispose();
    begin();
    await starting;
    await load.start(order);
    assert.deepEqual(seen, ['asked', 'disposed']);
  });

  test('that is refused or fails leaves room for the next', async () => {
    const { load, refuse, fail } = loadOf();
    const refused = load.start(order);
    refuse();
    await refused;
    assert.equal(load.state.running, false);
    const failing = load.start(order);
    fail(new Error('no room'));
    await failing;
    assert.deepEqual([load.state.running, load.state.trouble], [false, 'no room']);
  });
});
