/** The log of one container, read again and again from a server that ends its answers anywhere: no line twice, none lost. */
import { strict as assert } from 'node:assert';
import { createServer, type Server } from 'node:http';
import { after, before, beforeEach, describe, test } from 'node:test';
import { KubeConfig } from '@kubernetes/client-node';
import { createApi, type Api } from '#client/cluster/api.ts';
import { Position, readContainer, type LogLine } from '#client/cluster/logs/containerLog.ts';

/** What was written, line by line, and how many characters of it there are yet. */
let written: readonly string[] = [];
let there = Infinity;
const asked: (string | null)[] = [];
let server: Server;
let api: Api;

before(async () => {
  // As the kubelet does: each line by its own time, to the fraction.
  server = createServer(({ url = '' }, response) => {
    const since = new URL(url, 'http://localhost').searchParams.get('sinceTime');
    asked.push(since);
    const whole = `${written.join('\n')}\n`.slice(0, there);
    const lines = whole.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const isRecent = (line: string): boolean =>
      since === null || Date.parse(timeOf(line)) >= Date.parse(since);
    response.end(lines.filter(isRecent).join(''));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: 'c', server: `http://127.0.0.1:${address.port}`, skipTLSVerify: true },
    { name: 'u' },
  );
  api = createApi(config);
});

after(() => void server.close());

beforeEach(() => {
  there = Infinity;
  asked.length = 0;
});

const timeOf = (line: string): string => line.slice(0, line.indexOf(' '));
const at = (second: string, text: string): string => `2026-11-25T01:02:0${second}Z ${text}`;

async function read(position: Position, isOver = false): Promise<readonly LogLine[]> {
  const lines: LogLine[] = [];
  const log = {
    api,
    resource: { group: '', version: 'v1', kind: 'Pod', plural: 'pods', namespaced: true },
    pod: { metadata: { name: 'p', namespace: 'n' } },
    container: 'step-one',
    isOver,
    onLine: (line: LogLine) => void lines.push(line),
  };
  await readContainer(log, position, new AbortController().signal);
  return lines;
}

const texts = (lines: readonly LogLine[]): readonly string[] => lines.map(({ text }) => text);

describe('a log that is read again', () => {
  test('of which times step back over a second', async () => {
    const all = ['1.9', '2.0', '1.95', '2.1', '1.99', '3.5', '2.9', '4.0', '9.0', '8.5', '9.1'];
    // Broken off after every line, once and twice.
    for (let first = 1; first < all.length; first++) {
      for (let second = first; second < all.length; second++) {
        const position = new Position();
        const seen: string[] = [];
        for (const count of [first, second, all.length]) {
          written = all.slice(0, count).map((time, number) => at(time, String(number)));
          seen.push(...texts(await read(position)));
        }
        assert.deepEqual(
          seen,
          all.map((_, number) => String(number)),
          `${first} ${second}`,
        );
      }
    }
  });

  test('is not asked for from its beginning', async () => {
    written = ['1.5', '2.5', '5.25', '5.5'].map((time) => at(time, time));
    const position = new Position();
    await read(position);
    written = [...written, at('8.0', 'new')];
    assert.deepEqual(texts(await read(position)), ['new']);
    await read(position);
    assert.deepEqual(asked, [null, '2026-11-25T01:02:04Z', '2026-11-25T01:02:07Z']);
  });

  test('whole, where it ended in the middle of a line', async () => {
    written = [at('1.1', 'one'), at('1.2', 'the second line'), at('1.3', 'three')];
    const whole = `${written.join('\n')}\n`.length;
    for (let end = 0; end < whole; end++) {
      const position = new Position();
      there = end;
      const before = texts(await read(position));
      there = Infinity;
      assert.deepEqual(
        [...before, ...texts(await read(position))],
        ['one', 'the second line', 'three'],
        `${end}`,
      );
    }
  });

  test('with its last line, though that has no end, once nothing more is written', async () => {
    written = [at('1.1', 'one'), at('1.2', 'no end')];
    there = written.join('\n').length;
    const position = new Position();
    assert.deepEqual(texts(await read(position)), ['one']);
    assert.deepEqual(texts(await read(position, true)), ['no end']);
  });
});

test('a line that is longer than it is read says so', async () => {
  written = [at('1.1', `${'progress\r'.repeat(120_000)}done`), at('1.2', 'short')];
  const [long, short] = await read(new Position());
  assert.deepEqual([long?.isCut, short?.isCut], [true, undefined]);
});
