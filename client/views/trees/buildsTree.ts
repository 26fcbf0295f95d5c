/** The tree of builds as VS Code asks for it. */
import { EventEmitter, type Disposable, type TreeDataProvider, type TreeItem } from 'vscode';
import { isUnderWay, type BuildReading } from '#knative/builds/build.ts';
import { buildSubjectOf } from '../../buildSubject.ts';
import { buildBranch } from './buildBranch.ts';
import { buildTooltip } from './buildTooltip.ts';
import { grow, nodeOf, planted, type TreeNode } from './growth.ts';
import { nodeItem } from './nodeItem.ts';

/** Builds are kept in clusters for long; the newest are what is looked for. */
const mostShown = 500;

export class BuildsTree implements TreeDataProvider<TreeNode>, Disposable {
  readonly #changed = new EventEmitter<TreeNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #root: TreeNode = planted({ id: '', look: noLook, children: [] }, undefined);
  #builds: readonly BuildReading[] = [];
  #withNamespace = false;

  show(builds: readonly BuildReading[], withNamespace: boolean): void {
    this.#builds = builds.slice(0, mostShown);
    this.#withNamespace = withNamespace;
    this.#draw();
  }

  clear(): void {
    this.#builds = [];
    this.#draw();
  }

  /** Whether something runs, so that its time goes on. */
  get isMoving(): boolean {
    return this.#builds.some(isUnderWay);
  }

  /** Times and ages are drawn again. */
  refresh(): void {
    this.#draw();
  }

  find(id: string): TreeNode | undefined {
    return nodeOf(this.#root, id);
  }

  getChildren(element?: TreeNode): TreeNode[] {
    return [...(element ?? this.#root).children];
  }

  getParent(element: TreeNode): TreeNode | undefined {
    return element.parent === this.#root ? undefined : element.parent;
  }

  getTreeItem(element: TreeNode): TreeItem {
    return nodeItem(element);
  }

  resolveTreeItem(item: TreeItem, element: TreeNode): TreeItem {
    const subject = buildSubjectOf([element]);
    const build = this.#builds.find(
      ({ kind, namespace, name }) =>
        kind === subject?.kind && namespace === subject.namespace && name === subject.name,
    );
    if (subject === undefined || build === undefined) return item;
    const tooltip = buildTooltip(build, subject);
    if (tooltip !== undefined) item.tooltip = tooltip;
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #draw(): void {
    const now = Date.now();
    const changed = grow(
      this.#root,
      this.#builds.map((build) => buildBranch(build, this.#withNamespace, now)),
    );
    if (changed.length === 0) return;
    this.#changed.fire(changed.includes(this.#root) ? undefined : [...changed]);
  }
}

const noLook: TreeNode['look'] = {
  subject: undefined,
  label: '',
  description: [],
  icon: { name: 'blank' },
  tokens: [],
  spoken: [],
};
