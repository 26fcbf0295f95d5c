/** Names that Knative gives to revisions: which could be its own, and what a misspelt one means. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  generatedName,
  generatedNumber,
  isGeneratedName,
  ownerOfGeneratedName,
  repairedName,
} from '#knative/revisionNames.ts';

describe('generated names', () => {
  it('have five digits or more, and start at 1', () => {
    assert.equal(generatedName('canary', 1), 'canary-00001');
    assert.equal(generatedName('canary', 123_456), 'canary-123456');
    for (const name of ['canary-00001', 'canary-99999', 'canary-100000', 'canary-98765432109876']) {
      assert.ok(isGeneratedName(name, 'canary'), name);
    }
    for (const name of [
      'canary-0001',
      'canary-00000',
      'canary-000001',
      'canary-1',
      'canary-0000a',
      'canary-',
    ]) {
      assert.ok(!isGeneratedName(name, 'canary'), name);
    }
  });

  it('are those of one owner', () => {
    assert.ok(!isGeneratedName('canary-blue-00001', 'canary'));
    assert.ok(!isGeneratedName('canaries-00001', 'canary'));
    assert.ok(!isGeneratedName('hello-00001', 'canary'));
    assert.equal(ownerOfGeneratedName('canary-blue-00001'), 'canary-blue');
    assert.equal(ownerOfGeneratedName('canary-blue'), undefined);
    assert.equal(generatedNumber('canary-00042', 'canary'), 42);
  });

  it('are cut and get a hash where the owner is long', () => {
    const owner = 'a'.repeat(60);
    const name = `${'a'.repeat(25)}0123456789abcdef0123456789abcdef-00001`;
    assert.ok(isGeneratedName(name, owner));
    assert.ok(!isGeneratedName(name, 'a'));
  });
});

describe('a misspelt generated name', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['canary-0001', 'canary-00001'],
    ['canary-1', 'canary-00001'],
    ['canary-000012', 'canary-00012'],
    ['canary_00003', 'canary-00003'],
    ['Canary-00003', 'canary-00003'],
    ['canary-O0003', 'canary-00003'],
    ['canary-v2', 'canary-00002'],
    ['hello-00007', 'canary-00007'],
    ['00007', 'canary-00007'],
    ['canary-00004.', 'canary-00004'],
    ['canary-1234567', 'canary-1234567'],
    ['canary-00000', undefined],
    ['canary-blue', undefined],
    ['canary-x7k2p', undefined],
    ['', undefined],
  ];
  for (const [name, meant] of cases) {
    it(`${name} means ${meant ?? 'none'}`, () => assert.equal(repairedName(name, 'canary'), meant));
  }

  it('has no repair where the owner is too long to stand in it', () => {
    assert.equal(repairedName('a-1', 'a'.repeat(60)), undefined);
  });
});
