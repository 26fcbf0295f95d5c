/** Only what changed is drawn again, and nodes stay the same nodes. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import type { Branch } from '#client/views/trees/branch.ts';
import { grow, nodeOf, planted, type TreeNode } from '#client/views/trees/growth.ts';

function branch(id: string, label: string, ...children: readonly Branch[]): Branch {
  return {
    id,
    look: { subject: undefined, label, description: [], icon: { name: 'blank' }, tokens: [], spoken: [] },
    children,
  };
}

function tree(...branches: readonly Branch[]): TreeNode {
  return planted(branch('', 'root', ...branches), undefined);
}

const ids = (nodes: readonly TreeNode[]): readonly string[] => nodes.map(({ id }) => id);

test('nothing changed, nothing is drawn', () => {
  const make = (): Branch => branch('a', 'A', branch('a/1', 'one'), branch('a/2', 'two'));
  const root = tree(make());
  const [before] = root.children;
  assert.deepEqual(grow(root, [make()]), []);
  assert.equal(root.children[0], before);
});

test('a node that looks otherwise is drawn, and neither its parent nor its siblings', () => {
  const root = tree(branch('a', 'A', branch('a/1', 'one'), branch('a/2', 'two')), branch('b', 'B'));
  const changed = grow(root, [
    branch('a', 'A', branch('a/1', 'one'), branch('a/2', 'zwei')),
    branch('b', 'B'),
  ]);
  assert.deepEqual(ids(changed), ['a/2']);
  assert.equal(nodeOf(root, 'a/2')?.look.label, 'zwei');
});

test('children that come, go or change places draw their parent, once', () => {
  const root = tree(branch('a', 'A', branch('a/1', 'one'), branch('a/2', 'two')), branch('b', 'B'));
  const [, kept] = root.children[0]?.children ?? [];
  const changed = grow(root, [
    branch('a', 'A', branch('a/2', 'zwei'), branch('a/3', 'three')),
    branch('b', 'B'),
  ]);
  assert.deepEqual(ids(changed), ['a']);
  assert.deepEqual(ids(root.children[0]?.children ?? []), ['a/2', 'a/3']);
  assert.equal(root.children[0]?.children[0], kept);
  const swapped = grow(root, [
    branch('b', 'B'),
    branch('a', 'A', branch('a/2', 'zwei'), branch('a/3', 'three')),
  ]);
  assert.deepEqual(ids(swapped), ['']);
});

test('a parent that is drawn draws its children: they are not named again', () => {
  const root = tree(branch('a', 'A', branch('a/1', 'one')));
  assert.deepEqual(ids(grow(root, [branch('a', 'AA', branch('a/1', 'eins'))])), ['a']);
});

test('new nodes know their parents', () => {
  const root = tree();
  grow(root, [branch('a', 'A', branch('a/1', 'one'))]);
  const node = nodeOf(root, 'a/1');
  assert.equal(node?.parent?.id, 'a');
  assert.equal(node?.parent?.parent, root);
  assert.equal(nodeOf(root, 'b'), undefined);
});
