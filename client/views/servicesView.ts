/**
 * The view `Services`: follows the cluster while it is visible, says where it is looked and whether that is up to date,
 * and keeps what it shows when the cluster goes away for a while.
 */
import { EventEmitter, l10n, window, type Disposable, type TreeView } from 'vscode';
import type { ClusterAccess, KnownServices } from '../clusterAccess.ts';
import type { ServicesState } from '../cluster/servicesStore.ts';
import { errorInWords } from '../localized.ts';
import type { Subject } from '../subject.ts';
import { ServicesTree, type TreeElement } from './trees/servicesTree.ts';

export const servicesViewId = 'knative.services';

/** Milliseconds after which the ages are shown anew. */
const ageing = 30_000;

export class ServicesView implements Disposable {
  readonly #cluster: ClusterAccess;
  readonly #tree: ServicesTree;
  readonly #view: TreeView<TreeElement>;
  readonly #changed = new EventEmitter<void>();
  readonly #disposables: Disposable[];
  /** Something about the view that others show: what is selected, whether it is in view. */
  readonly onDidChange = this.#changed.event;
  #known: KnownServices | undefined;
  /** Whose Services are shown. */
  #shown = '';
  #leave: (() => void) | undefined;
  #loaded: (() => void) | undefined;

  constructor(cluster: ClusterAccess) {
    this.#cluster = cluster;
    this.#tree = new ServicesTree(cluster);
    this.#view = window.createTreeView<TreeElement>(servicesViewId, {
      treeDataProvider: this.#tree,
      canSelectMany: true,
      showCollapseAll: true,
    });
    const stops = [
      cluster.services.onChange((state) => this.#look(state)),
      cluster.connection.onChange(() => this.#describe()),
    ];
    const timer = setInterval(() => {
      if (this.#view.visible) this.#tree.refreshAges();
    }, ageing);
    this.#disposables = [
      this.#view,
      this.#tree,
      this.#changed,
      this.#view.onDidChangeVisibility(() => this.#attend()),
      this.#view.onDidChangeSelection(() => this.#changed.fire()),
      { dispose: () => stops.forEach((stop) => stop()) },
      { dispose: () => clearInterval(timer) },
    ];
    this.#describe();
    this.#attend();
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  /** What the selected item is about. */
  get selected(): Subject | undefined {
    const [element] = this.#view.selection;
    return element === undefined || 'hidden' in element ? undefined : element.look.subject;
  }

  get filter(): string {
    return this.#tree.filter;
  }

  /** Shows only what has this in it; '' shows all. */
  setFilter(filter: string): void {
    this.#tree.setFilter(filter, this.#known);
    this.#describe();
  }

  showMore(more: unknown): void {
    this.#tree.showMore(more);
  }

  /** Brings a Service into view and selects it; false where there is none of this name. */
  async reveal(namespace: string, service: string): Promise<boolean> {
    const node = this.#tree.find(`${namespace}/${service}`);
    if (node === undefined) return false;
    await this.#view.reveal(node, { select: true, focus: true, expand: true });
    return true;
  }

  dispose(): void {
    this.#leave?.();
    this.#loaded?.();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #attend(): void {
    if (this.#view.visible) this.#leave ??= this.#cluster.services.view();
    else {
      this.#leave?.();
      this.#leave = undefined;
    }
    this.#changed.fire();
  }

  #look(state: ServicesState): void {
    this.#showProgress(state.phase === 'loading');
    if (state.phase === 'known') {
      this.#known = state;
      this.#shown = this.#scope(state.context);
      this.#tree.show(state);
    } else if (state.phase !== 'idle' && this.#scope(state.context) !== this.#shown) {
      // Another cluster or namespace is looked at: what was shown is not of it.
      this.#known = undefined;
      this.#shown = '';
      this.#tree.clear();
    }
    this.#describe();
  }

  #scope(context: string): string {
    return JSON.stringify([context, this.#cluster.connection.namespace ?? '']);
  }

  #describe(): void {
    const place = this.#place();
    this.#view.description = place;
    const message = this.#message(place);
    if (message !== this.#view.message) this.#view.message = message;
  }

  #place(): string {
    const { connection, context } = this.#cluster;
    return context === '' ? '' : `${context} · ${connection.namespace ?? l10n.t('all namespaces')}`;
  }

  /**
   * Words above the tree; none where a welcome view has the words. VS Code shows no description of a view that is alone in
   * its container, so the place is said here.
   */
  #message(place: string): string {
    const trouble = troubleOf(this.#cluster.services.state);
    if (this.#known === undefined) return '';
    if (this.#known.services.length === 0 && trouble === undefined) return '';
    const words = [
      place,
      ...(trouble === undefined ? [] : [l10n.t('Not up to date: {0}', trouble)]),
      ...(this.filter === '' ? [] : [l10n.t('Only what contains "{0}" is shown.', this.filter)]),
    ];
    return words.join('\n');
  }

  #showProgress(isLoading: boolean): void {
    if (!isLoading) {
      this.#loaded?.();
      this.#loaded = undefined;
    } else if (this.#loaded === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#loaded = resolve;
      void window.withProgress({ location: { viewId: servicesViewId } }, () => promise);
    }
  }
}

function troubleOf(state: ServicesState): string | undefined {
  const trouble =
    state.phase === 'known' ? state.trouble : state.phase === 'failed' ? state.error : undefined;
  return trouble && errorInWords(trouble);
}
