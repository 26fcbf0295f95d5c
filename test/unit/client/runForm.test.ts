/** The form before a run, without its window. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  fieldProblem,
  fieldText,
  firstProblem,
  formOf,
  typedInto,
  valuesIn,
  withTyped,
  type RunForm,
} from '#client/runForm.ts';
import type { Asked } from '#knative/builds/parameters.ts';

function asked(name: string, more: Partial<Asked> = {}): Asked {
  const nothing = { description: '', fallback: undefined, given: undefined, choices: [], keys: [] };
  return { name, type: 'string', ...nothing, ...more };
}

const parameters = [asked('IMAGE'), asked('FILE', { fallback: 'Dockerfile' }), asked('TAG', { given: 'v1' })];
const account = asked('account', { fallback: 'default' });

const texts = (form: RunForm): readonly string[] => form.map(fieldText);

describe('the form before a run', () => {
  it('shows what the manifest and the defaults say, and what is missing', () => {
    const form = formOf(parameters, [account]);
    assert.deepEqual(texts(form), ['', 'Dockerfile', 'v1', 'default']);
    assert.equal(firstProblem(form), 0);
    assert.deepEqual(valuesIn(form, 'parameter'), new Map());
  });

  it('sends only what its user changed, group by group', () => {
    let form = formOf(parameters, [account]);
    form = withTyped(form, 0, 'registry/x');
    form = withTyped(form, 1, 'Dockerfile');
    form = withTyped(form, 3, 'builder');
    assert.equal(firstProblem(form), -1);
    assert.deepEqual(valuesIn(form, 'parameter'), new Map([['IMAGE', 'registry/x']]));
    assert.deepEqual(valuesIn(form, 'surrounding'), new Map([['account', 'builder']]));
    assert.equal(form[1]?.typed, undefined);
  });

  it('runs with an empty text that the manifest gives, or that is typed as one', () => {
    const given = formOf([asked('TAG', { given: '' })]);
    assert.equal(firstProblem(given), -1);
    assert.deepEqual(valuesIn(given, 'parameter'), new Map());
    const typed = withTyped(formOf([asked('TAG')]), 0, '""');
    assert.equal(firstProblem(typed), -1);
    assert.deepEqual(valuesIn(typed, 'parameter'), new Map([['TAG', '']]));
    // Nothing at all is none yet.
    assert.equal(firstProblem(withTyped(formOf([asked('TAG', { given: 'v1' })]), 0, '')), 0);
  });

  it('keeps what is wrong, and says so', () => {
    const form = withTyped(formOf([asked('MODE', { fallback: 'x', choices: ['x', 'y'] })]), 0, 'z');
    assert.deepEqual(texts(form), ['z']);
    assert.deepEqual(form.map(fieldProblem)[0]?.args, ['z', 'x, y']);
    assert.deepEqual(valuesIn(form, 'parameter'), new Map());
  });

  it('writes lists as lists, also where the manifest gives a text', () => {
    const list = asked('LIST', { type: 'array' });
    const form = formOf([
      { ...list, name: 'A', given: 'x' },
      { ...list, name: 'B', given: ['x'] },
      { ...list, name: 'C' },
    ]);
    assert.deepEqual(
      valuesIn(withTyped(form, 2, ''), 'parameter'),
      new Map([
        ['A', ['x']],
        ['C', []],
      ]),
    );
  });

  it('has again what was typed, unless the manifest says something new since', () => {
    let form = withTyped(formOf(parameters), 0, 'registry/x');
    form = withTyped(form, 2, 'v2');
    const earlier = typedInto(form);
    assert.deepEqual(texts(formOf(parameters, [], earlier)), ['registry/x', 'Dockerfile', 'v2']);
    const edited = parameters.map((one) => (one.name === 'TAG' ? { ...one, given: 'v3' } : one));
    assert.deepEqual(texts(formOf(edited, [], earlier)), ['registry/x', 'Dockerfile', 'v3']);
  });

  it('goes back to what it would be without its user', () => {
    const form = withTyped(withTyped(formOf(parameters), 2, 'v2'), 2, undefined);
    assert.deepEqual(texts(form), ['', 'Dockerfile', 'v1']);
    assert.deepEqual(typedInto(form), new Map());
  });
});
