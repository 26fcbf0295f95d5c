/** What runs are asked for, and values as people type them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askedBy, withValues, type Asked } from '#knative/builds/parameters.ts';
import { readValue, shownValue } from '#knative/builds/parameterValue.ts';
import type { Json, JsonObject } from '#knative/json.ts';
import { english } from '#knative/text.ts';

const build: JsonObject = {
  apiVersion: 'build.knative.dev/v1alpha1',
  kind: 'Build',
  spec: { template: { name: 'kaniko', arguments: [{ name: 'IMAGE', value: 'a' }] } },
};
const run: JsonObject = {
  apiVersion: 'tekton.dev/v1',
  kind: 'TaskRun',
  spec: { taskRef: { name: 'kaniko' }, params: [{ name: 'LIST', value: ['a'] }] },
};

function asked(more: Partial<Asked> = {}): Asked {
  const nothing = { description: '', fallback: undefined, given: undefined, choices: [], keys: [] };
  return { name: 'P', type: 'string', ...nothing, ...more };
}

describe('parameters', () => {
  it('of a template are asked for with their descriptions, defaults and what is given', () => {
    const parameters = [
      { name: 'IMAGE', description: 'Where' },
      { name: 'FILE', default: '' },
    ];
    assert.deepEqual(askedBy({ spec: { parameters } }, build), [
      asked({ name: 'IMAGE', description: 'Where', given: 'a' }),
      asked({ name: 'FILE', fallback: '' }),
    ]);
    assert.deepEqual(askedBy(undefined, run), []);
  });

  it('of a task have a type, else that of their default', () => {
    const params = [
      { name: 'LIST', type: 'array', default: ['x'] },
      { name: 'MODE', enum: ['x', 'y'] },
      { name: 'GIT', properties: { url: { type: 'string' }, commit: {} } },
      { name: 'FLAGS', default: ['-v'] },
      { name: 'LABELS', default: { a: 'b' } },
    ];
    assert.deepEqual(askedBy({ spec: { params } }, run), [
      asked({ name: 'LIST', type: 'array', fallback: ['x'], given: ['a'] }),
      asked({ name: 'MODE', choices: ['x', 'y'] }),
      asked({ name: 'GIT', type: 'object', keys: ['url', 'commit'] }),
      asked({ name: 'FLAGS', type: 'array', fallback: ['-v'] }),
      asked({ name: 'LABELS', type: 'object', fallback: { a: 'b' } }),
    ]);
  });

  it('are written where they belong', () => {
    const values = new Map([
      ['IMAGE', 'b'],
      ['FILE', '$(rm -rf /) ${HOME}'],
    ]);
    assert.deepEqual((withValues(build, values)['spec'] as JsonObject)['template'], {
      name: 'kaniko',
      arguments: [
        { name: 'IMAGE', value: 'b' },
        { name: 'FILE', value: '$(rm -rf /) ${HOME}' },
      ],
    });
    assert.deepEqual((withValues(run, new Map([['MODE', 'x']]))['spec'] as JsonObject)['params'], [
      { name: 'LIST', value: ['a'] },
      { name: 'MODE', value: 'x' },
    ]);
    assert.equal(withValues(run, new Map()), run);
  });
});

describe('a value as it is typed', () => {
  const typed: readonly (readonly [Asked['type'], Json, string])[] = [
    ['string', 'as it is', 'as it is'],
    ['string', '', ''],
    ['string', '"quoted"', '"quoted"'],
    ['string', '""', String.raw`"\"\""`],
    ['string', 'two\nlines', String.raw`"two\nlines"`],
    ['string', String.raw`"two\nlines"`, String.raw`"\"two\\nlines\""`],
    ['string', '[1, 2]', '[1, 2]'],
    ['array', ['a', 'b'], 'a, b'],
    ['array', [], ''],
    ['array', [''], '[""]'],
    ['array', ['a, b', 'c'], '["a, b","c"]'],
    ['array', ['[x'], '["[x"]'],
    ['object', { url: 'https://x/?a=b', commit: 'main' }, 'url=https://x/?a=b, commit=main'],
    ['object', {}, ''],
    ['object', { a: 'b, c=d' }, '{"a":"b, c=d"}'],
    ['object', { 'a b': ' c' }, '{"a b":" c"}'],
    ['object', { __proto__x: 'y' }, '__proto__x=y'],
  ];
  for (const [type, value, line] of typed) {
    it(`${type} ${line}`, () => {
      assert.equal(shownValue(value), line);
      const more = type === 'string' ? { fallback: 'x' } : {};
      assert.deepEqual(readValue(asked({ type, ...more }), line), { value });
    });
  }

  it('may be numbers, which are sent as texts', () => {
    assert.deepEqual(readValue(asked({ type: 'array' }), '[1, true, "x"]'), { value: ['1', 'true', 'x'] });
    assert.deepEqual(readValue(asked({ type: 'object' }), '{"a": 1.5}'), { value: { a: '1.5' } });
    assert.equal(shownValue(2n ** 63n), '9223372036854775808');
    assert.equal(shownValue([2n ** 63n]), '["9223372036854775808"]');
  });

  const wrong: readonly (readonly [Partial<Asked>, string, string])[] = [
    [{}, '', 'P has no default; it needs a value.'],
    [{ choices: ['x', 'y'] }, 'z', 'z is none of: x, y'],
    [{ type: 'array' }, '["a"', 'It is a list of texts: a, b or ["a", "b"].'],
    [{ type: 'array' }, '[["a"]]', 'It is a list of texts: a, b or ["a", "b"].'],
    [{ type: 'object' }, 'a', 'It is an object of texts: a=1, b=2 or {"a": "1", "b": "2"}.'],
    [{ type: 'object' }, '{"a": {}}', 'It is an object of texts: a=1, b=2 or {"a": "1", "b": "2"}.'],
    [
      { type: 'object', keys: ['url', 'commit', 'depth'], fallback: { depth: '1' } },
      'url=x',
      'It also needs: commit',
    ],
  ];
  for (const [more, line, words] of wrong) {
    it(`is refused: ${line === '' ? 'nothing' : line}`, () => {
      const read = readValue(asked(more), line);
      assert.equal('problem' in read ? english(read.problem) : read.value, words);
    });
  }
});
