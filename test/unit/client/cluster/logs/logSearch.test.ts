/** Searching in a log, the places it names, and its first error. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { tellsError } from '#client/cluster/logs/logErrors.ts';
import { candidates, placesIn } from '#client/cluster/logs/logPlaces.ts';
import { LogSearch, mostFound } from '#client/cluster/logs/logSearch.ts';

function searched(
  lines: readonly string[],
  text: string,
  isRegex = false,
  isCaseSensitive = false,
): LogSearch {
  const search = new LogSearch({ text, isRegex, isCaseSensitive });
  search.look(lines.length, (line) => lines[line]);
  return search;
}

const shortly = ({ found }: LogSearch): readonly string[] =>
  found.map(({ line, start, end }) => `${line}:${start}-${end}`);

describe('search', () => {
  const lines = ['Step one', 'nothing', 'step two, STEP three', 'a.b', 'axb'];

  test('of a text', () => {
    assert.deepEqual(shortly(searched(lines, 'step')), ['0:0-4', '2:0-4', '2:10-14']);
    assert.deepEqual(shortly(searched(lines, 'step', false, true)), ['2:0-4']);
    assert.deepEqual(shortly(searched(lines, 'a.b')), ['3:0-3']);
    assert.deepEqual(shortly(searched(lines, '')), []);
  });

  test('of an expression', () => {
    assert.deepEqual(shortly(searched(lines, 'a.b', true)), ['3:0-3', '4:0-3']);
    assert.deepEqual(shortly(searched(lines, 'x*', true)), ['4:1-2']);
    assert.deepEqual(shortly(searched(lines, '^(s|n)', true, true)), ['1:0-1', '2:0-1']);
    assert.equal(searched(lines, '(', true).trouble, 'invalid');
  });

  test('goes on where lines are added, and forgets those that went', () => {
    const search = searched(['x', 'x'], 'x');
    search.look(4, (line) => ['x', 'x', 'no', 'xx'][line]);
    assert.deepEqual(shortly(search), ['0:0-1', '1:0-1', '3:0-1', '3:1-2']);
    search.dropBefore(1);
    assert.deepEqual(shortly(search), ['1:0-1', '3:0-1', '3:1-2']);
    assert.equal(search.indexFrom({ line: 2, start: 0 }), 1);
    assert.equal(search.indexFrom({ line: 3, start: 1 }), 2);
    assert.equal(search.indexFrom({ line: 4, start: 0 }), 3);
    assert.equal(search.within(2, 4).length, 2);
  });

  test('keeps only so many', () => {
    const search = searched(['x'.repeat(65_536), 'x'.repeat(65_536)], 'x');
    assert.equal(search.found.length, mostFound);
    assert.ok(search.isFull);
  });

  test('of 200,000 lines is quick', () => {
    const many = Array.from({ length: 200_000 }, (_, index) => `line ${index} of a build that writes much`);
    const begun = performance.now();
    assert.equal(searched(many, 'line 199').found.length, 1111);
    assert.ok(performance.now() - begun < 1500);
  });

  test('stops an expression that would never come to an end', () => {
    const search = searched([`${'a'.repeat(60)}!`], '^(a+)+$', true);
    assert.equal(search.trouble, 'slow');
    search.look(5, () => 'a');
    assert.equal(search.found.length, 0);
  });
});

describe('places', () => {
  const told = (text: string): readonly string[] =>
    placesIn(text).map(
      ({ start, end, path, line, column }) => `${text.slice(start, end)} = ${path} ${line} ${column}`,
    );

  const examples: readonly (readonly [string, readonly string[]])[] = [
    ['./main.go:14:2: undefined: handler', ['./main.go:14:2 = ./main.go 14 2']],
    ['    main_test.go:17: got x', ['main_test.go:17 = main_test.go 17 1']],
    ['/workspace/src/a.ts(3,7): error', ['/workspace/src/a.ts(3,7) = /workspace/src/a.ts 3 7']],
    ['  File "app/run.py", line 3, in main', ['app/run.py", line 3 = app/run.py 3 1']],
    ['at f (src/x.js:1:2) via y.js:9', ['src/x.js:1:2 = src/x.js 1 2', 'y.js:9 = y.js 9 1']],
    ['src\\win\\a.cs(3)', ['src\\win\\a.cs(3) = src/win/a.cs 3 1']],
    ['http://example.com:80/x and 10.0.0.1:8080 at 12:30:01', []],
    ['main.go:0', []],
  ];
  for (const [text, expected] of examples) test(text, () => assert.deepEqual(told(text), expected));

  test('are looked for in the folder only', () => {
    assert.deepEqual(candidates('/workspace/src/a.ts'), ['workspace/src/a.ts', 'src/a.ts', 'a.ts']);
    assert.deepEqual(candidates('./main.go'), ['main.go']);
    assert.deepEqual(candidates('../../etc/passwd.txt'), []);
    assert.deepEqual(candidates('C:/x/y.cs'), ['x/y.cs', 'y.cs']);
  });

  test('of a long line take no time', () => {
    const begun = performance.now();
    placesIn('a/'.repeat(32_000));
    placesIn('a.'.repeat(32_000));
    placesIn('"'.repeat(65_000));
    assert.ok(performance.now() - begun < 500, `${performance.now() - begun} ms`);
  });
});

describe('an error', () => {
  for (const text of [
    './main.go:14:2: undefined: handler',
    'error: pathspec does not match',
    'ERROR failed to solve: process',
    'panic: cannot go on',
    'npm ERR! code 1',
    '--- FAIL: TestHandler (0.00s)',
    'Traceback (most recent call last):',
    'ValueError: bad',
    'Caused by: java.io.IOException: no',
    '{"level":"error","msg":"x"}',
    'sh: foo: command not found',
    'error[E0308]: mismatched types',
    'src/a.ts(3,7): error TS2322: no',
    'denied: requested access to the resource is denied',
    '\u001B[31mERROR\u001B[0m: failed to solve',
    '\u001B[1m\u001B[38;2;255;0;0mfatal\u001B[0m: not a repository',
    '\u001B[31;1mpanic\u001B[0m\u001B[1m: cannot go on',
    '\u001B[36mmain.go\u001B[0m:\u001B[33m14\u001B[0m:2: undefined: handler',
    '\u001B[41mFAIL\u001B[49m src/a.test.ts',
  ]) {
    test(`is in ${text}`, () => assert.equal(tellsError(text), true));
  }
  for (const text of [
    'Compiled with 0 errors',
    'no error: all well',
    'downloading errors v1.0',
    'INFO[0001] Retrieving image manifest',
    'the terror of it',
    'main.c:3:5: warning: unused variable',
    'main.c:3:5:  warning: unused variable',
    '\u001B[1mmain.c:3:5: \u001B[35mwarning:\u001B[0m unused variable',
    '\u001B[32mfound 0 errors\u001B[0m',
    'found 0 vulnerabilities',
  ]) {
    test(`is not in ${text}`, () => assert.equal(tellsError(text), false));
  }
});
