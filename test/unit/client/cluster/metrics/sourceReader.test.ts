/** The best source there is: one that fails is left and returned to, none is asked more often than it wants. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { setImmediate as settled } from 'node:timers/promises';
import { ClusterError } from '#client/cluster/errors.ts';
import type { MetricsSource, MetricsSubject, Reading } from '#client/cluster/metrics/metricsSource.ts';
import type { ObservedService } from '#client/cluster/metrics/observedService.ts';
import { SourceReader } from '#client/cluster/metrics/sourceReader.ts';
import { text } from '#knative/text.ts';

const subject: MetricsSubject = { namespace: 'default', service: 'shop', revisions: [], observability: {} };

const objects: ObservedService = {
  phase: 'known',
  error: undefined,
  service: undefined,
  revisions: [],
  autoscalerConfig: undefined,
  observabilityConfig: undefined,
};

/** A source that answers as it is told, and knows when it was asked. */
class Told implements MetricsSource {
  readonly kind: MetricsSource['kind'];
  readonly interval: number;
  readonly asked: number[] = [];
  answer: () => Promise<Reading> = async () => this.tells(1);
  readonly #now: () => number;

  constructor(kind: MetricsSource['kind'], interval: number, now: () => number) {
    this.kind = kind;
    this.interval = interval;
    this.#now = now;
  }

  tells(stable: number): Reading {
    return { found: true, text: text('here'), figures: new Map([['shop-00001', { stable }]]) };
  }

  async read(): Promise<Reading> {
    this.asked.push(this.#now());
    return this.answer();
  }
}

interface Stage {
  readonly reader: SourceReader;
  readonly prometheus: Told;
  readonly endpoints: Told;
  readonly turns: string[];
  readonly stop: AbortController;
  isSeen: boolean;
  readonly seconds: (count: number) => Promise<void>;
}

function stage(): Stage {
  let seconds = 1000;
  const now = (): number => seconds;
  const prometheus = new Told('prometheus', 3, now);
  const endpoints = new Told('endpoints', 2, now);
  const turns: string[] = [];
  const stop = new AbortController();
  const reader = new SourceReader({
    sources: [prometheus, endpoints],
    subject: () => subject,
    objects: () => objects,
    changed: () => undefined,
    isSeen: () => own.isSeen,
    now: () => seconds * 1000,
  });
  reader.start(stop.signal, (_signal, { kind }) => turns.push(kind));
  const own: Stage = {
    reader,
    prometheus,
    endpoints,
    turns,
    stop,
    seconds: async (count) => {
      for (let i = 0; i < count; i++) {
        reader.tick();
        await settled();
        seconds++;
      }
    },
    isSeen: true,
  };
  return own;
}

const missing = async (): Promise<Reading> => ({ found: false, text: text('not here') });
const fails = async (): Promise<Reading> => {
  throw new ClusterError('unreachable', 'connection refused');
};

const pauses = (asked: readonly number[]): readonly number[] =>
  asked.slice(1).map((time, index) => time - (asked[index] ?? 0));

test('the best one is read as often as it wants, the other only looked at', async () => {
  const { reader, prometheus, endpoints, turns, seconds } = stage();
  assert.equal(reader.source, 'objects');
  await seconds(31);
  assert.equal(reader.source, 'prometheus');
  assert.equal(reader.interval, 3);
  assert.deepEqual(new Set(pauses(prometheus.asked)), new Set([3]));
  assert.ok(endpoints.asked.length <= 2, String(endpoints.asked));
  assert.equal(turns.at(-1), 'prometheus');
  assert.deepEqual(
    reader.states.map(({ kind, available }) => [kind, available]),
    [
      ['prometheus', true],
      ['endpoints', true],
      ['objects', true],
    ],
  );
});

test('where it is missing the next one is read, and it is asked less and less often', async () => {
  const { reader, prometheus, endpoints, seconds } = stage();
  prometheus.answer = missing;
  await seconds(300);
  assert.equal(reader.source, 'endpoints');
  assert.deepEqual(new Set(pauses(endpoints.asked)), new Set([2]));
  assert.deepEqual(pauses(prometheus.asked).slice(0, 6), [5, 10, 20, 40, 60, 60]);
  assert.deepEqual(reader.states[0], { kind: 'prometheus', available: false, text: text('not here') });
});

test('one that breaks gets a second chance, is left, and returned to when it answers again', async () => {
  const { reader, prometheus, seconds, turns } = stage();
  await seconds(4);
  prometheus.answer = fails;
  await seconds(3);
  assert.equal(reader.source, 'prometheus');
  await seconds(8);
  assert.equal(reader.source, 'endpoints');
  assert.equal(reader.states[0]?.available, false);
  assert.match(String(reader.states[0]?.text.args[0]), /connection refused/);
  prometheus.answer = async () => prometheus.tells(2);
  await seconds(70);
  assert.equal(reader.source, 'prometheus');
  assert.deepEqual(turns.slice(-2), ['endpoints', 'prometheus']);
});

test('all are missing: the objects are left', async () => {
  const { reader, prometheus, endpoints, seconds } = stage();
  prometheus.answer = missing;
  endpoints.answer = fails;
  await seconds(120);
  assert.equal(reader.source, 'objects');
  assert.equal(reader.figuresOf('shop-00001'), undefined);
});

test('the one that is chosen is read, where it can be', async () => {
  const { reader, prometheus, endpoints, seconds } = stage();
  await seconds(5);
  reader.choose('endpoints');
  await seconds(10);
  assert.equal(reader.source, 'endpoints');
  const before = prometheus.asked.length;
  await seconds(20);
  assert.ok(prometheus.asked.length <= before + 1);
  reader.choose('objects');
  await seconds(1);
  assert.equal(reader.source, 'objects');
  assert.equal(reader.figuresOf('shop-00001'), undefined);
  reader.choose('endpoints');
  endpoints.answer = fails;
  await seconds(20);
  // What is chosen cannot be read, so the best that can be is.
  assert.equal(reader.source, 'prometheus');
  endpoints.answer = async () => endpoints.tells(5);
  await seconds(70);
  assert.equal(reader.source, 'endpoints');
  reader.choose(undefined);
  await seconds(1);
  assert.equal(reader.source, 'prometheus');
});

test('what was told too long ago is told no more', async () => {
  const { reader, prometheus, seconds } = stage();
  await seconds(2);
  assert.equal(reader.figuresOf('shop-00001')?.stable, 1);
  prometheus.answer = async () => new Promise(() => undefined);
  await seconds(6);
  assert.equal(reader.figuresOf('shop-00001')?.stable, 1);
  await seconds(10);
  assert.equal(reader.figuresOf('shop-00001'), undefined);
  // And it is not asked again while it has not answered.
  assert.equal(prometheus.asked.length, 2);
});

test('what nobody sees is read seldom, and at once when somebody does; no gap is left', async () => {
  const own = stage();
  const { reader, prometheus, endpoints, seconds } = own;
  own.isSeen = false;
  const known: boolean[] = [];
  for (let i = 0; i < 60; i++) {
    await seconds(1);
    known.push(reader.figuresOf('shop-00001') !== undefined);
  }
  assert.deepEqual(new Set(pauses(prometheus.asked)), new Set([10]));
  assert.ok(prometheus.asked.length <= 8 && endpoints.asked.length <= 2, String(prometheus.asked));
  assert.ok(known.every(Boolean), known.join(' '));
  assert.equal(reader.interval, 10);
  await seconds(4);
  const before = prometheus.asked.length;
  own.isSeen = true;
  reader.seen();
  await seconds(1);
  assert.equal(prometheus.asked.length, before + 1);
  await seconds(9);
  assert.equal(prometheus.asked.length, before + 4);
  assert.equal(reader.interval, 3);
});

test('nothing is asked when all have gone, and what was asked is of no interest any more', async () => {
  const { reader, prometheus, seconds, stop } = stage();
  let answer: (reading: Reading) => void = () => undefined;
  prometheus.answer = async () => new Promise((resolve) => (answer = resolve));
  await seconds(1);
  stop.abort();
  answer(prometheus.tells(9));
  await seconds(10);
  assert.equal(prometheus.asked.length, 1);
  assert.equal(reader.states[0]?.available, false);
});
