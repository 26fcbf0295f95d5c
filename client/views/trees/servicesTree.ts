/** The tree of Services as VS Code asks for it: items made of nodes, long lists page by page. */
import { EventEmitter, l10n, ThemeIcon, TreeItem, type Disposable, type TreeDataProvider } from 'vscode';
import type { ClusterAccess, KnownServices } from '../../clusterAccess.ts';
import type { LiveService } from '../../cluster/services.ts';
import { grow, nodeOf, planted, type TreeNode } from './growth.ts';
import { nodeItem } from './nodeItem.ts';
import { serviceBranch } from './serviceBranch.ts';
import { tooltipOf } from './tooltip.ts';

/** What the tree shows: a node, or the way to more of its siblings. */
export type TreeElement = TreeNode | More;

interface More {
  readonly parent: TreeNode;
  readonly hidden: number;
}

/** Children that are shown at once, and that each request for more adds. */
export const page = 200;

export class ServicesTree implements TreeDataProvider<TreeElement>, Disposable {
  readonly #cluster: ClusterAccess;
  readonly #changed = new EventEmitter<TreeElement[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #root: TreeNode = planted({ id: '', look: noLook, children: [] }, undefined);
  readonly #shown = new Map<string, number>();
  readonly #mores = new Map<string, More>();
  #filter = '';

  constructor(cluster: ClusterAccess) {
    this.#cluster = cluster;
  }

  get filter(): string {
    return this.#filter;
  }

  /** Shows the Services that have this in their names or in what is told of them; '' shows all. */
  setFilter(filter: string, known: KnownServices | undefined): void {
    this.#filter = filter.trim().toLowerCase();
    if (known !== undefined) this.show(known);
  }

  show({ services }: KnownServices): void {
    const several = this.#cluster.connection.namespace === undefined;
    const wanted = services.filter((service) => matches(service, this.#filter));
    const changed = grow(
      this.#root,
      wanted.map((service) => serviceBranch(service, several)),
    );
    this.#tell(changed);
  }

  clear(): void {
    this.#tell(grow(this.#root, []));
  }

  /** Ages are drawn again. */
  refreshAges(): void {
    this.#tell(this.#root.children);
  }

  showMore(more: unknown): void {
    const known = [...this.#mores.values()].find((one) => one === more);
    if (known === undefined) return;
    this.#shown.set(known.parent.id, this.#limit(known.parent) + page);
    this.#tell([known.parent]);
  }

  /** The node of a Service, or of something in it, brought among those shown; undefined while there is none. */
  find(id: string): TreeNode | undefined {
    const node = nodeOf(this.#root, id);
    for (let one = node; one?.parent !== undefined; one = one.parent) {
      const place = one.parent.children.indexOf(one);
      if (place < this.#limit(one.parent)) continue;
      this.#shown.set(one.parent.id, place + page);
      this.#tell([one.parent]);
    }
    return node;
  }

  getChildren(element?: TreeElement): TreeElement[] {
    if (element !== undefined && 'hidden' in element) return [];
    const parent = element ?? this.#root;
    const limit = this.#limit(parent);
    if (parent.children.length <= limit) return [...parent.children];
    const more: More = { parent, hidden: parent.children.length - limit };
    this.#mores.set(parent.id, more);
    return [...parent.children.slice(0, limit), more];
  }

  getParent(element: TreeElement): TreeElement | undefined {
    return element.parent === this.#root ? undefined : element.parent;
  }

  getTreeItem(element: TreeElement): TreeItem {
    return 'hidden' in element ? moreItem(element) : nodeItem(element);
  }

  resolveTreeItem(item: TreeItem, element: TreeElement): TreeItem {
    const subject = 'hidden' in element ? undefined : element.look.subject;
    const service =
      subject === undefined ? undefined : this.#cluster.service(subject.namespace, subject.service);
    if (subject !== undefined && service !== undefined) item.tooltip = tooltipOf(service, subject);
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #tell(changed: readonly TreeNode[]): void {
    if (changed.length === 0) return;
    this.#changed.fire(changed.includes(this.#root) ? undefined : [...changed]);
  }

  #limit({ id }: TreeNode): number {
    return this.#shown.get(id) ?? page;
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

function matches(service: LiveService, filter: string): boolean {
  if (filter === '') return true;
  const { namespace, name, reason, url, revisions } = service;
  const told = [
    namespace,
    name,
    reason,
    url,
    ...revisions.flatMap((one) => [one.name, one.image, one.reason]),
  ];
  return told.some((one) => one.toLowerCase().includes(filter));
}

function moreItem(more: More): TreeItem {
  const item = new TreeItem(l10n.t('Show More'));
  item.id = `${more.parent.id}/more`;
  item.description = l10n.t('{0} not shown', more.hidden);
  item.iconPath = new ThemeIcon('ellipsis');
  item.command = { command: 'knative.showMore', title: l10n.t('Show More'), arguments: [more] };
  return item;
}
