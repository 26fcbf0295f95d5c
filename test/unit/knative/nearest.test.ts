/** Which name was probably meant. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { editDistance, nearest } from '#knative/nearest.ts';

describe('nearest', () => {
  it('finds a swap, a missing letter, another case', () => {
    const names = ['containers', 'containerConcurrency', 'volumes', 'template'];
    assert.equal(nearest('contaienrs', names), 'containers');
    assert.equal(nearest('volume', names), 'volumes');
    assert.equal(nearest('Template', names), 'template');
  });

  it('finds nothing where everything is far', () => {
    assert.equal(nearest('replicas', ['containers', 'template']), undefined);
    assert.equal(nearest('x', ['yz']), undefined);
    assert.equal(nearest('', ['a']), 'a');
    assert.equal(nearest('a', []), undefined);
  });

  it('counts a swap of neighbours as one edit and a case as half', () => {
    assert.equal(editDistance('ab', 'ba'), 1);
    assert.equal(editDistance('Ab', 'ab'), 0.5);
    assert.equal(editDistance('kitten', 'sitting'), 3);
    assert.equal(editDistance('', 'abc'), 3);
  });
});
