/** `knative-ls migrate`, run as its user does: what it prints, what it writes, and how it ends. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';

const cli = path.join(import.meta.dirname, '../../../server/cli.ts');

const old = (name: string): string => `apiVersion: serving.knative.dev/v1alpha1
kind: Service
metadata:
  name: ${name} # kept
spec:
  runLatest:
    configuration:
      revisionTemplate:
        spec:
          container:
            image: example.com/app:v1
`;

const now = (name: string): string => `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: ${name} # kept
spec:
  template:
    spec:
      containers:
        - image: example.com/app:v1
`;

const manual = `apiVersion: serving.knative.dev/v1alpha1
kind: Service
metadata:
  name: m
spec:
  manual: {}
`;

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'knative-migrate-'));
  mkdirSync(path.join(folder, 'sub'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string | Buffer): void {
  writeFileSync(path.join(folder, name), text);
}

function read(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

function run(args: readonly string[], input = ''): { status: number | null; out: string; err: string } {
  const done = spawnSync(process.execPath, [cli, 'migrate', ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
  });
  return { status: done.status, out: done.stdout, err: done.stderr };
}

describe('migrate', () => {
  it('prints what a file becomes, and leaves the file alone', () => {
    write('a.yaml', old('a'));
    assert.deepEqual(run(['a.yaml']), { status: 0, out: now('a'), err: '' });
    assert.equal(read('a.yaml'), old('a'));
  });

  it('reads standard input', () => {
    assert.deepEqual(run(['-'], old('a')), { status: 0, out: now('a'), err: '' });
  });

  it('prints several files as one stream of documents', () => {
    write('a.yaml', old('a').trimEnd());
    write('sub/b.yaml', `---\n${old('b')}`);
    write('sub/c.yaml', 'not: ours\n');
    const { out, status } = run(['.']);
    assert.equal(out, `${now('a')}---\n${now('b')}---\nnot: ours\n`);
    assert.equal(status, 0);
  });

  it('says what stays to be done, with its place, and ends with 1', () => {
    write('m.yaml', `${old('a')}---\n${manual}`);
    const { status, out, err } = run(['m.yaml']);
    assert.equal(out, `${now('a')}---\n${manual}`);
    assert.match(err, /^m\.yaml:18:3: warning: The mode manual has no successor\. .*\n$/);
    assert.equal(status, 1);
  });

  it('ends with 0 where there is only something to know', () => {
    write('p.yaml', old('p').replace('runLatest:', 'pinned:\n    revisionName: p-00001'));
    const { status, err } = run(['p.yaml']);
    assert.match(err, /^p\.yaml:7:5: note: The name p-00001/);
    assert.equal(status, 0);
  });

  it('ends with 2 where a file cannot be read, and does the others', () => {
    write('a.yaml', old('a'));
    const { status, out, err } = run(['a.yaml', 'missing.yaml']);
    assert.equal(out, now('a'));
    assert.match(err, /missing\.yaml: there is no such file/);
    assert.equal(status, 2);
  });
});

describe('migrate --diff', () => {
  it('prints a difference that patch takes', () => {
    write('a.yaml', old('a'));
    write('today.yaml', now('today'));
    const { out, status } = run(['--diff', '.']);
    assert.match(out, /^--- a\/a\.yaml\n\+\+\+ b\/a\.yaml\n@@ -1,/);
    assert.doesNotMatch(out, /today/);
    assert.equal(status, 0);
    const patched = spawnSync('git', ['apply', '-'], { cwd: folder, input: out, encoding: 'utf8' });
    assert.equal(patched.stderr, '');
    assert.equal(read('a.yaml'), now('a'));
  });
});

describe('migrate --write', () => {
  it('changes the files that are old, and names them', () => {
    write('a.yaml', old('a'));
    write('sub/b.yml', old('b').replaceAll('\n', '\r\n'));
    write('today.yaml', now('today'));
    const { out, status } = run(['--write', '.']);
    assert.equal(out, `a.yaml\n${path.join('sub', 'b.yml')}\n`);
    assert.equal(status, 0);
    assert.equal(read('a.yaml'), now('a'));
    assert.equal(read('sub/b.yml'), now('b').replaceAll('\n', '\r\n'));
    assert.deepEqual(readdirSync(folder).toSorted(), ['a.yaml', 'sub', 'today.yaml']);
    assert.deepEqual(run(['--write', '.']), { status: 0, out: '', err: '' });
  });

  it('keeps the mode, the encoding and what is no manifest', () => {
    write('a.yaml', Buffer.from(`\ufeff${old('a')}`, 'utf16le'));
    write('b.yaml', `\ufeff${old('b')}`);
    if (process.platform !== 'win32') chmodSync(path.join(folder, 'a.yaml'), 0o640);
    const { status, err } = run(['--write', 'a.yaml', 'b.yaml']);
    assert.equal(err, '');
    assert.equal(status, 0);
    assert.equal(readFileSync(path.join(folder, 'a.yaml')).toString('utf16le'), `\ufeff${now('a')}`);
    assert.equal(read('b.yaml'), `\ufeff${now('b')}`);
    if (process.platform !== 'win32') assert.equal(statSync(path.join(folder, 'a.yaml')).mode & 0o777, 0o640);
  });

  it('leaves alone what it could not write again as it was', () => {
    const bytes = Buffer.concat([Buffer.from(old('a')), Buffer.from([0x23, 0xff, 0xfe, 0x0a])]);
    write('a.yaml', bytes);
    const { status, err } = run(['--write', 'a.yaml']);
    assert.equal(status, 2);
    assert.match(err, /a\.yaml: .*is not UTF-8, so it is left as it is/);
    assert.ok(readFileSync(path.join(folder, 'a.yaml')).equals(bytes));
  });

  it('writes what a link names', { skip: process.platform === 'win32' }, () => {
    write('sub/a.yaml', old('a'));
    symlinkSync(path.join('sub', 'a.yaml'), path.join(folder, 'link.yaml'));
    assert.equal(run(['--write', 'link.yaml']).status, 0);
    assert.equal(read('sub/a.yaml'), now('a'));
    assert.deepEqual(readdirSync(path.join(folder, 'sub')), ['a.yaml']);
  });

  it(
    'leaves nothing behind where the folder cannot be written',
    {
      skip: process.platform === 'win32' || process.getuid?.() === 0 ? 'nothing is refused here' : false,
    },
    () => {
      write('sub/a.yaml', old('a'));
      chmodSync(path.join(folder, 'sub'), 0o555);
      const { status, err } = run(['--write', path.join('sub', 'a.yaml')]);
      chmodSync(path.join(folder, 'sub'), 0o755);
      assert.equal(status, 2);
      assert.match(err, /it may not be read or written/);
      assert.equal(read('sub/a.yaml'), old('a'));
    },
  );

  it('does not write standard input, nor what it only shows', () => {
    assert.equal(run(['--write', '-'], old('a')).status, 2);
    assert.equal(run(['--write', '--diff', '.']).status, 2);
  });
});
