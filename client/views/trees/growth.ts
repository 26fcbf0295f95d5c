/**
 * The nodes that VS Code knows, brought in line with what they shall show. Nodes keep their identity, and only what
 * really changed is named as changed.
 */
import type { Branch, Look } from './branch.ts';

export interface TreeNode {
  readonly id: string;
  readonly parent: TreeNode | undefined;
  look: Look;
  children: readonly TreeNode[];
}

/**
 * Gives the children their new shape. Tells the nodes to draw again, each with all below it: those that look otherwise,
 * and `parent` itself where its children are others, or come in another order.
 */
export function grow(parent: TreeNode, branches: readonly Branch[]): readonly TreeNode[] {
  const before = parent.children;
  const known = new Map(before.map((node) => [node.id, node]));
  const changed: TreeNode[] = [];
  parent.children = branches.map((branch) => {
    const node = known.get(branch.id);
    if (node === undefined) return planted(branch, parent);
    const looked = node.look;
    node.look = branch.look;
    const below = grow(node, branch.children);
    if (isSame(looked, branch.look)) changed.push(...below);
    else changed.push(node);
    return node;
  });
  const isAsBefore =
    before.length === parent.children.length &&
    parent.children.every((node, index) => node === before[index]);
  return isAsBefore ? changed : [parent];
}

export function planted({ id, look, children }: Branch, parent: TreeNode | undefined): TreeNode {
  const node: TreeNode = { id, parent, look, children: [] };
  node.children = children.map((child) => planted(child, node));
  return node;
}

/** A node of the tree by its id. */
export function nodeOf(root: TreeNode, id: string): TreeNode | undefined {
  if (root.id === id) return root;
  for (const child of root.children) {
    const found = nodeOf(child, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Looks are plain values, made by the same code in the same order. */
function isSame(a: Look, b: Look): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
