/** The limits of a load, and what is of this machine. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { lanesOf, spareConnections } from '#client/cluster/load/lanes.ts';
import { Latencies } from '#client/cluster/load/latencies.ts';
import { refusalOf, type LoadPlan } from '#client/cluster/load/loadPlan.ts';
import { shortfallOf } from '#client/cluster/load/shortfall.ts';
import { isThisMachine, staysHere } from '#client/cluster/load/thisMachine.ts';
import { english } from '#knative/text.ts';
import { planFor } from './target.ts';

const plan = planFor({ port: 8080 });

describe('a plan', () => {
  test('within the limits is taken', () => {
    const fine: readonly Partial<LoadPlan>[] = [
      {},
      { duration: 600, pace: { by: 'rate', perSecond: 2000 } },
      { pace: { by: 'concurrency', atOnce: 200 }, method: 'POST', body: 'x'.repeat(100_000) },
      { headers: [['Authorization', 'Bearer abc']], through: { host: '::1', port: 80 } },
    ];
    for (const change of fine) assert.equal(refusalOf({ ...plan, ...change }), undefined);
  });

  const refused: readonly (readonly [string, object, RegExp])[] = [
    ['too long', { duration: 601 }, /duration/],
    ['of no time', { duration: 0 }, /duration/],
    ['without an end', { duration: Infinity }, /duration/],
    ['of a time that is none', { duration: NaN }, /duration/],
    ['too fast', { pace: { by: 'rate', perSecond: 2001 } }, /from 1 to 2000/],
    ['of half requests', { pace: { by: 'rate', perSecond: 0.5 } }, /whole number/],
    ['too broad', { pace: { by: 'concurrency', atOnce: 201 } }, /from 1 to 200/],
    ['to nowhere', { url: 'hello' }, /no address/],
    ['to a file', { url: 'file:///etc/passwd' }, /no address/],
    ['with a password in the address', { url: 'http://me:pw@hello.localhost/' }, /password/],
    ['through no port', { through: { host: '127.0.0.1', port: 0 } }, /no address/],
    ['through a host that is more than one', { through: { host: 'a/b', port: 80 } }, /no address/],
    ['of an unknown method', { method: 'BREW' }, /method/],
    ['whose answer never ends', { method: 'HEAD' }, /method/],
    ['with a header in a header', { headers: [['x-a', 'b\r\nx-c: d']] }, /x-a/],
    ['with a header that is no name', { headers: [['x a', 'b']] }, /x a/],
    ['to another host by its headers', { headers: [['Host', 'example.com']] }, /Host/],
    ['of another length', { headers: [['Transfer-Encoding', 'chunked']] }, /Transfer-Encoding/],
    ['with a book', { body: 'x'.repeat(100_001) }, /body/],
    ['with too many headers', { headers: Array.from({ length: 51 }, () => ['x', 'y']) }, /headers/],
  ];
  for (const [what, change, why] of refused) {
    test(`${what} is refused`, () => {
      const refusal = refusalOf({ ...plan, ...change });
      assert.ok(refusal);
      assert.match(english(refusal), why);
    });
  }

  test('is refused without saying what may be a secret', () => {
    const refusal = refusalOf({ ...plan, headers: [['x-token', 'secret\n']] });
    assert.ok(refusal);
    assert.doesNotMatch(english(refusal), /secret/);
  });
});

describe('this machine', () => {
  const here = [
    'http://localhost:8080/',
    'http://hello.demo.localhost/',
    'http://hello.localhost.:80/',
    'http://127.0.0.1/',
    'http://127.9.9.9/',
    'http://127.1/',
    'http://0x7f000001/',
    'https://[::1]:8443/',
    'http://[::ffff:127.0.0.1]/',
    'http://LOCALHOST/',
  ];
  const elsewhere = [
    'http://hello.demo.example.com/',
    'http://localhost.example.com/',
    'http://127.0.0.1.example.com/',
    'http://localhost@example.com/',
    'http://notlocalhost/',
    'http://10.0.0.1/',
    'http://0.0.0.0/',
    'http://[::ffff:10.0.0.1]/',
    'http://[::]/',
    'hello',
    '',
  ];
  test('is known by its names and addresses', () => {
    assert.deepEqual(
      here.filter((url) => !isThisMachine(url)),
      [],
    );
    assert.deepEqual(elsewhere.filter(isThisMachine), []);
  });
  test('is where a plan really goes, not what its address says', () => {
    assert.ok(staysHere({ url: 'http://hello.demo.example.com/', through: { host: '127.0.0.1', port: 80 } }));
    assert.ok(staysHere({ url: 'http://hello.demo.example.com/', through: { host: '::1', port: 80 } }));
    assert.ok(!staysHere({ url: 'http://hello.localhost/', through: { host: '10.0.0.1', port: 80 } }));
    assert.ok(!staysHere({ url: 'http://hello.demo.example.com/' }));
  });
});

test('lanes have all of a pace between them', () => {
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
  for (const perSecond of [1, 2, 9, 10, 11, 50, 199, 200, 201, 1999, 2000]) {
    const lanes = lanesOf({ by: 'rate', perSecond });
    assert.equal(sum(lanes.map((lane) => lane.perSecond)), perSecond);
    assert.equal(sum(lanes.map((lane) => lane.connections)), Math.min(perSecond, 200));
    assert.ok(
      lanes.every((lane) => lane.connections >= 1 && lane.connections <= lane.perSecond && lane.delay < 1000),
    );
  }
  for (const atOnce of [1, 7, 200]) {
    const lanes = lanesOf({ by: 'concurrency', atOnce });
    assert.equal(sum(lanes.map((lane) => lane.connections)), atOnce);
    assert.equal(sum(lanes.map((lane) => lane.perSecond)), 2000);
  }
});

test('fewer requests than asked for are told, not those of a beginning', () => {
  const by = (perSecond: number) => ({ pace: { by: 'rate', perSecond } as const, duration: 15 });
  assert.deepEqual(shortfallOf({ sent: 50, elapsed: 15 }, by(10)), { sent: 50, asked: 150 });
  assert.equal(shortfallOf({ sent: 150, elapsed: 15 }, by(10)), undefined);
  assert.equal(shortfallOf({ sent: 141, elapsed: 15 }, by(10)), undefined);
  assert.equal(shortfallOf({ sent: 10, elapsed: 2 }, by(10)), undefined);
  assert.deepEqual(shortfallOf({ sent: 10, elapsed: 5 }, by(10)), { sent: 10, asked: 50 });
  const atOnce = { pace: { by: 'concurrency', atOnce: 10 } as const, duration: 15 };
  assert.equal(shortfallOf({ sent: 0, elapsed: 15 }, atOnce), undefined);
});

test('what is spare and what the lanes have is never more than may be sent at once', () => {
  for (const perSecond of [1, 10, 199, 200, 2000]) {
    const lanes = lanesOf({ by: 'rate', perSecond });
    const own = lanes.reduce((sum, { connections }) => sum + connections, 0);
    assert.equal(own + spareConnections({ by: 'rate', perSecond }), 200);
  }
  assert.equal(spareConnections({ by: 'concurrency', atOnce: 5 }), 0);
});

test('latencies are right within two percent', () => {
  const latencies = new Latencies();
  assert.equal(latencies.percentiles(), undefined);
  for (let number = 1; number <= 1000; number++) latencies.add(number);
  const { p50, p95, p99 } = latencies.percentiles() ?? { p50: 0, p95: 0, p99: 0 };
  for (const [found, right] of [
    [p50, 500],
    [p95, 950],
    [p99, 990],
  ] as const) {
    assert.ok(Math.abs(found / right - 1) < 0.02, `${found} for ${right}`);
  }
});
