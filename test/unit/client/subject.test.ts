import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { subjectsOf, type Subject } from '#client/subject.ts';
import { planted } from '#client/views/trees/growth.ts';

const shop: Subject = { kind: 'service', namespace: 'default', service: 'shop' };
const cart: Subject = { kind: 'service', namespace: 'default', service: 'cart' };

function node(subject: Subject | undefined) {
  const look = { subject, label: '', description: [], icon: { name: '' }, tokens: [], spoken: [] };
  return planted({ id: 'x', look, children: [] }, undefined);
}

test('a command is about what it was given', () => {
  assert.deepEqual(subjectsOf([shop]), [shop]);
  assert.deepEqual(subjectsOf([]), []);
  assert.deepEqual(subjectsOf([undefined]), []);
  assert.deepEqual(subjectsOf(['shop', 7]), []);
});

test('from a tree it is about the items that are selected, else the one it was called on', () => {
  assert.deepEqual(subjectsOf([node(shop), undefined]), [shop]);
  assert.deepEqual(subjectsOf([node(shop), []]), [shop]);
  assert.deepEqual(subjectsOf([node(shop), [node(shop), node(cart), node(undefined)]]), [shop, cart]);
});
