/** The vectors through the built command line, as whoever judges it runs them: it must say what the engine says. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { root } from '#scripts/project.ts';
import { expectedOf } from './expected.ts';
import { type Vector, vectors } from './read.ts';

const bundle = path.join(root, 'dist/cli.cjs');
const cli = existsSync(bundle) ? bundle : path.join(root, 'server/cli.ts');

interface Line {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly path: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** How many files one process is given. */
const many = 500;

/** Of the updates, each of which takes a process, every so many. */
const step = 40;

describe('the command line', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'knative-vectors-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): string => {
    writeFileSync(path.join(folder, name), text);
    return name;
  };

  const check = (
    ...args: readonly string[]
  ): { readonly lines: readonly Line[]; readonly status: number | null } => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [cli, 'check', '--format', 'jsonl', '--no-lint', ...args],
      { cwd: folder, encoding: 'utf8', maxBuffer: 256_000_000 },
    );
    assert.equal(stderr, '');
    const lines = stdout.split('\n').slice(0, -1);
    return { lines: lines.map((line) => JSON.parse(line) as Line), status };
  };

  for (const group of ['serving-v1', 'serving-v1alpha1', 'build-v1alpha1']) {
    it(`agrees on ${group}`, () => {
      const selected = vectors('admission').filter((vector) => vector.group === group);
      const files = selected.map(({ manifest }, index) => write(`${index}.yaml`, manifest));
      const lines: Line[] = [];
      for (let at = 0; at < files.length; at += many) {
        const found = check(...files.slice(at, at + many));
        assert.equal(found.status, found.lines.length > 0 ? 1 : 0);
        lines.push(...found.lines);
      }
      const byFile = Map.groupBy(lines, ({ file }) => file);
      assert.ok(selected.length > 700);
      for (const [index, vector] of selected.entries()) agree(vector, byFile.get(`${index}.yaml`) ?? []);
    });
  }

  it('agrees on updates', () => {
    const selected = vectors('updates').filter(({ group }) => group === 'updates serving-v1');
    for (const vector of selected.filter((_, index) => index % step === 0)) {
      const live = write('live.yaml', vector.old ?? '');
      const { lines, status } = check('--live', live, write('manifest.yaml', vector.manifest));
      assert.equal(status, vector.verdict.ok ? 0 : 1, vector.id);
      agree(vector, lines);
    }
  });
});

function agree(vector: Vector, lines: readonly Line[]): void {
  const expected = expectedOf(vector.verdict);
  assert.equal(lines.length === 0, expected.ok, vector.id);
  for (const line of lines) assertWhole(line, vector);
  if (expected.entries.length === 0) return;
  assert.deepEqual(
    new Set(lines.map((line) => line.path)),
    new Set(expected.entries.map((entry) => entry.path)),
    vector.id,
  );
}

const keys = 'file line column endLine endColumn severity code message path apiVersion kind name'.split(' ');

/** Nothing is left out, and the place lies in the file. */
function assertWhole(line: Line, { id, manifest }: Vector): void {
  assert.deepEqual(Object.keys(line), keys, id);
  assert.equal(line.severity, 'error', id);
  assert.match(line.code, /^[a-z]+(?:-[a-z]+)*$/, id);
  assert.ok(line.message !== '' && manifest.includes(line.kind), id);
  const texts = manifest.split('\n');
  for (const [row, column] of [
    [line.line, line.column],
    [line.endLine, line.endColumn],
  ] as const) {
    assert.ok(row >= 1 && column >= 1 && column <= (texts[row - 1]?.length ?? -1) + 1, id);
  }
  assert.ok(line.endLine > line.line || line.endColumn >= line.column, id);
}
