/** Loads in their own process, against a service on this machine. */
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { LoadFigures } from '#client/cluster/load/loadFigures.ts';
import type { LoadPlan } from '#client/cluster/load/loadPlan.ts';
import { shortfallOf } from '#client/cluster/load/shortfall.ts';
import { startLoad, type LoadResult } from '#client/cluster/load/startLoad.ts';
import { planFor, script, startTarget } from './target.ts';

async function run(plan: LoadPlan): Promise<LoadResult & { readonly seen: readonly LoadFigures[] }> {
  const seen: LoadFigures[] = [];
  const load = startLoad(plan, { script, onProgress: (figures) => seen.push(figures) });
  return { ...(await load.ended), seen };
}

describe('a load', { timeout: 120_000 }, () => {
  test('by rate keeps its rate, spread over each second, and says who answered', async () => {
    await using target = await startTarget((_request, response, number) => {
      response.setHeader('x-knative-revision', number % 4 === 0 ? 'hello-00002' : 'hello-00001');
      response.end('hello');
    });
    const { by, figures, seen } = await run(
      planFor(target, { pace: { by: 'rate', perSecond: 100 }, duration: 4 }),
    );
    assert.equal(by, 'time');
    assert.ok(Math.abs(target.times.length - 400) <= 40, `${target.times.length} requests`);
    assert.equal(figures.sent, target.times.length);
    assert.ok(figures.answered >= figures.sent - 10 && figures.failed === 0, JSON.stringify(figures));
    assert.deepEqual(Object.keys(figures.statuses), ['200']);
    const share = (figures.revisions['hello-00002'] ?? 0) / figures.answered;
    assert.ok(share > 0.2 && share < 0.3, `${share}`);
    assert.equal(figures.revisions[''], undefined);
    // A figure each second, and each tenth of a second has some.
    assert.ok(seen.length >= 4 && seen.length <= 5, `${seen.length} reports`);
    assert.ok(seen.slice(1, 3).every(({ lastSecond }) => Math.abs(lastSecond.sent - 100) <= 20));
    const begin = (target.times[0] ?? 0) + 1000;
    const tenths = new Set(target.times.map((time) => Math.floor((time - begin) / 100)));
    assert.ok(
      Array.from({ length: 20 }, (_, tenth) => tenth).filter((tenth) => tenths.has(tenth)).length >= 12,
    );
    const { p50 = 0, p95 = 0, p99 = 0 } = figures.latency ?? {};
    assert.ok(p50 > 0 && p50 <= p95 && p95 <= p99 && p99 < 1000, JSON.stringify(figures.latency));
  });

  test('by rate keeps its rate also where answers take long, up to its limit', async () => {
    await using target = await startTarget(
      (_request, response) => void setTimeout(() => response.end('ok'), 3000),
    );
    const slow = planFor(target, { pace: { by: 'rate', perSecond: 10 }, duration: 8 });
    const { figures } = await run(slow);
    assert.ok(Math.abs(figures.sent - 80) <= 10, `${figures.sent} sent`);
    assert.equal(figures.sent, target.times.length);
    assert.ok(figures.answered > 30 && figures.failed === 0, JSON.stringify(figures));
    assert.equal(shortfallOf(figures, slow), undefined);

    await using slower = await startTarget(
      (_request, response) => void setTimeout(() => response.end('ok'), 4000),
    );
    const tooMuch = planFor(slower, { pace: { by: 'rate', perSecond: 150 }, duration: 5 });
    const result = await run(tooMuch);
    assert.ok(slower.most() >= 190 && slower.most() <= 200, `${slower.most()} at once`);
    assert.equal(shortfallOf(result.figures, tooMuch)?.sent, result.figures.sent);
  });

  test('by concurrency keeps so many requests at once', async () => {
    await using target = await startTarget(
      (_request, response) => void setTimeout(() => response.end('ok'), 200),
    );
    const { figures } = await run(planFor(target, { pace: { by: 'concurrency', atOnce: 15 }, duration: 3 }));
    assert.equal(target.most(), 15);
    // 15 at once, 200 ms each, is 75 a second; the lanes begin within the first second.
    assert.ok(target.times.length > 150 && target.times.length <= 225, `${target.times.length} requests`);
    assert.ok(Math.abs((figures.latency?.p50 ?? 0) - 200) < 60, JSON.stringify(figures.latency));
  });

  test('sends what the plan says, with the host of its address', async () => {
    await using target = await startTarget();
    const headers = [
      ['x-token', 'secret'],
      ['content-type', 'application/json'],
    ] as const;
    await run(
      planFor(target, {
        method: 'POST',
        headers,
        body: '{"ä":1}',
        duration: 1,
        pace: { by: 'rate', perSecond: 2 },
      }),
    );
    const { request, body } = target.last() ?? {};
    assert.equal(request?.method, 'POST');
    assert.equal(request.url, '/greet?who=me');
    assert.equal(request.headers.host, 'hello.demo.example.com');
    assert.equal(request.headers['x-token'], 'secret');
    assert.equal(body, '{"ä":1}');
  });

  test('goes to this machine where the name says so, whatever the resolver says', async () => {
    await using target = await startTarget();
    const url = `http://hello.demo.localhost:${target.port}/`;
    const { figures } = await run(planFor(target, { url, through: undefined, duration: 1 }));
    assert.ok(figures.answered > 30, JSON.stringify(figures));
    assert.equal(target.last()?.request.headers.host, `hello.demo.localhost:${target.port}`);
  });

  test('counts answers of all kinds, and follows none of them', async () => {
    await using target = await startTarget((_request, response, number) => {
      response.writeHead([200, 302, 503][number % 3] ?? 200, { location: 'http://elsewhere.invalid/' });
      response.end('from hello-00002, not another');
    });
    const { figures } = await run(planFor(target, { duration: 1 }));
    assert.deepEqual(Object.keys(figures.statuses).toSorted(), ['200', '302', '503']);
    assert.equal(figures.failed, 0);
    assert.equal(figures.revisions['hello-00002'], figures.answered);
  });

  test('says that nothing is there, and does not go on asking', async () => {
    const { port } = await freePort();
    const begin = performance.now();
    const { by, figures } = await run(planFor({ port }, { duration: 60 }));
    assert.equal(by, 'failures');
    assert.equal(figures.trouble, 'ECONNREFUSED');
    assert.ok(figures.answered === 0 && figures.failed > 0);
    assert.ok(performance.now() - begin < 10_000);
  });

  test('looks at the certificate before it sends anything', async () => {
    // One that takes the connection and speaks no TLS.
    const silent = createServer((socket) => socket.on('error', () => {}).end('no'));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const { by, figures } = await run(planFor({ port }, { url: 'https://hello.demo.example.com/' }));
    silent.close();
    assert.equal(by, 'failures');
    assert.equal(figures.sent, 0);
    assert.notEqual(figures.trouble, '');
  });
});

describe('a load ends', { timeout: 120_000 }, () => {
  test('when it is stopped, with what it came to', async () => {
    await using target = await startTarget();
    const load = startLoad(planFor(target, { duration: 60 }), { script, onProgress: () => load.stop() });
    const { by, figures } = await load.ended;
    assert.equal(by, 'stop');
    assert.ok(figures.answered > 20);
    await assertSilence(target.times);
  });

  test('at once when it is disposed of', async () => {
    await using target = await startTarget();
    const load = startLoad(planFor(target, { duration: 60 }), { script, onProgress: () => load.dispose() });
    assert.equal((await load.ended).by, 'crash');
    await assertSilence(target.times);
  });

  test('when whoever started it is killed', async () => {
    await using target = await startTarget();
    const starter = spawn(
      process.execPath,
      [path.join(import.meta.dirname, 'starter.ts'), JSON.stringify(planFor(target, { duration: 60 }))],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [output] = (await once(starter.stdout, 'data')) as [Buffer];
    const pid = Number(output.toString());
    assert.ok(isAlive(pid));
    for (let tries = 0; target.times.length < 20 && tries < 400; tries++) await delay(50);
    starter.kill('SIGKILL');
    await once(starter, 'exit');
    for (let tries = 0; isAlive(pid) && tries < 100; tries++) await delay(50);
    assert.ok(!isAlive(pid));
    await assertSilence(target.times);
  });
});

test('a plan beyond the limits starts nothing', async () => {
  await using target = await startTarget();
  const plan = planFor(target, { duration: 601 });
  const load = startLoad(plan, { script, onProgress: () => {} });
  assert.equal(load.pid, undefined);
  assert.equal((await load.ended).by, 'refused');
  assert.equal(target.times.length, 0);
});

test('nor does the program, whoever asks it', async () => {
  await using target = await startTarget();
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const plan = planFor(target, { pace: { by: 'rate', perSecond: 5000 } });
  child.stdin.write(`not json\n{"kind":"start","plan":${JSON.stringify(plan)}}\n`);
  const output = (await child.stdout.setEncoding('utf8').toArray()).join('');
  assert.match(output, /"by":"refused"/);
  assert.equal(target.times.length, 0);
});

async function assertSilence(times: readonly number[]): Promise<void> {
  await delay(300);
  const before = times.length;
  await delay(700);
  assert.equal(times.length, before);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** One that nobody listens at. */
async function freePort(): Promise<{ readonly port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return { port };
}
