/** Where the cursor is, told from text that is being typed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { spotAt } from '#server/features/completion/spot.ts';
import { segmentOf } from '#server/yaml/segment.ts';

/** `at path [replaced]`, then what is unusual. */
function spot(marked: string): string {
  const offset = marked.indexOf('$0');
  const text = marked.replace('$0', '');
  const found = spotAt(segmentOf(text), offset);
  if (found === undefined) return 'nothing';
  const { at, path, start, end, quote, before, behind, flow, column } = found;
  const unusual = [
    ...(quote === '' ? [] : [`in ${quote}`]),
    ...(before === '' ? [] : [`before '${before}'`]),
    ...(behind === '' ? [] : [`behind ${behind}`]),
    ...(flow ? ['flow'] : [`column ${column}`]),
  ];
  return [`${at} ${path.join('.')} [${text.slice(start, end)}]`, ...unusual].join(', ');
}

function spots(cases: Readonly<Record<string, string>>): void {
  for (const [marked, expected] of Object.entries(cases)) {
    assert.equal(spot(marked), expected, JSON.stringify(marked));
    // Line breaks of Windows change nothing.
    if (!marked.includes('|')) assert.equal(spot(marked.replaceAll('\n', '\r\n')), expected);
  }
}

describe('the spot of the cursor', () => {
  it('behind a key', () =>
    spots({
      'a: $0': 'value a [], column 0',
      'a:$0': "value a [], before ' ', column 0",
      'a: b$0c': 'value a [bc], column 0',
      'a: "b$0c"': 'value a [bc], in ", column 0',
      'a: "b$0': 'value a [b], in ", behind ", column 0',
      "a: 'it''s # x$0'": "value a [it''s # x], in ', column 0",
      'a: &anchor $0': 'value a [], column 0',
      'a.b/c: $0': 'value a.b/c [], column 0',
      'x:\n  - a: $0\n    b: c': 'value x.0.a [], column 4',
      'a: b\nc: $0\nd: e': 'value c [], column 0',
    }));

  it('on a key', () =>
    spots({
      'a:\n  b$0: 1': 'key a [b], column 2',
      'a:\n  $0b: 1': 'key a [b], column 2',
      'a:\n  "b$0": 1': 'key a [b], in ", column 2',
      'a:\n  - b$0: 1': 'key a.0 [b], column 4',
    }));

  it('on a word that is no key yet', () =>
    spots({
      'a:\n  b$0': 'bare a [b], column 2',
      'a:\n  b$0\n  c: 1': 'bare a [b], column 2',
      'a:\n  - b: 1\n    c$0\n    d: 1': 'bare a.0 [c], column 4',
      'a:\n  - b$0': 'bare a.0 [b], column 4',
      'a:\n  b: 1\n c$0': 'nothing',
    }));

  it('behind a dash', () =>
    spots({
      'a:\n  - $0': 'bare a.0 [], column 4',
      'a:\n  -$0': "bare a.0 [], before ' ', column 4",
      'a:\n  - x\n  - $0': 'bare a.1 [], column 4',
      'a:\n- x: 1\n- $0': 'bare a.1 [], column 2',
      'a:\n  - b:\n      - c\n      - $0': 'bare a.0.b.1 [], column 8',
      'a:\n  - - $0': 'bare a.0.0 [], column 6',
      'a:\n  - $0\n    name: x': 'bare a.0 [], column 4',
      'a:\n  $0- b': 'nothing',
    }));

  it('on an empty line, in the column where something may stand', () =>
    spots({
      $0: 'bare  [], column 0',
      '---\n$0': 'bare  [], column 0',
      '---\na: 1\n$0': 'bare  [], column 0',
      'a:\n  $0': 'bare a [], column 2',
      'a:\n  b:\n    c: 1\n  $0': 'bare a [], column 2',
      'a:\n  - x: 1\n    $0': 'bare a.0 [], column 4',
      'a:\n  - x: 1\n  $0\n': 'bare a [], column 2',
      'a:\n- x: 1\n$0': 'bare  [], column 0',
      'a:\n  # comment\n  $0': 'bare a [], column 2',
      'a:\n  b: 1\n    $0\n': 'bare a [  ], column 2',
      'a:\n  b: 1\n $0\n': "bare a [], before ' ', column 2",
      'a:\n$0\n  b: 1\n': "bare a [], before '  ', column 2",
    }));

  it('in brackets and braces', () =>
    spots({
      'a: {b: $0}': 'value a.b [], flow',
      'a: {b: c, $0}': 'bare a [], flow',
      'a: {b: c, d$0}': 'bare a [d], flow',
      'a: {b$0: c}': 'key a [b], flow',
      'a: {"b": "c$0"}': 'value a.b [c], in ", flow',
      'a: [x, $0]': 'value a.1 [], flow',
      'a: [x, y$0z]': 'value a.1 [yz], flow',
      'a: [{b: c}, {$0}]': 'bare a.1 [], flow',
      'a: {\n  b: c,\n  d$0\n}': 'bare a [d], flow',
      'a:\n  b: {c: d,\n    e: $0}\n': 'value a.b.e [], flow',
      'a: {b: c}$0': 'nothing',
      'a: {b: c} $0': 'nothing',
    }));

  it('in texts of several lines', () =>
    spots({
      's: |\n  echo $0': 'text s [], column 0',
      's: |\n  if x: y\n    echo $0': 'text s [], column 0',
      's: |\n  echo\n$0\n  echo': 'text s [], column 0',
      's: >-\n  a$0': 'text s [], column 0',
      's: |\n  echo\nt: $0': 'value t [], column 0',
    }));

  it('nowhere', () =>
    spots({
      '# $0': 'nothing',
      'a: b # c$0': 'nothing',
      'a: b $0': 'nothing',
      'a: "b" $0': 'nothing',
      'a: $0\n  b: 1': 'nothing',
      '--$0-': 'nothing',
      '%YAML$0 1.2\n---\n': 'nothing',
      'a: *b$0': 'nothing',
      'a: |$0': 'nothing',
    }));
});
