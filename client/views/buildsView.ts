/**
 * The view `Builds`: there only where the cluster serves Build or Tekton; follows the builds while it is visible, and
 * keeps what it shows when the cluster goes away for a while.
 */
import { commands, l10n, window, type Disposable, type TreeView } from 'vscode';
import type { BuildLogSubject } from '#protocol/buildLogPanel.ts';
import { buildKinds } from '../cluster/buildKinds.ts';
import type { BuildsState } from '../cluster/buildsStore.ts';
import type { ConnectionState } from '../cluster/connection.ts';
import { buildId } from '../buildSubject.ts';
import type { ClusterAccess } from '../clusterAccess.ts';
import { errorInWords } from '../localized.ts';
import { BuildsTree } from './trees/buildsTree.ts';
import type { TreeNode } from './trees/growth.ts';

export const buildsViewId = 'knative.builds';

/** Milliseconds. */
const tick = 1000;
const ageing = 30_000;

export class BuildsView implements Disposable {
  readonly #cluster: ClusterAccess;
  readonly #tree = new BuildsTree();
  readonly #view: TreeView<TreeNode>;
  readonly #disposables: Disposable[];
  /** What of the cluster is shown; '' for nothing. */
  #shown = '';
  #leave: (() => void) | undefined;
  #isOffered: boolean | undefined;
  #drawn = Date.now();

  constructor(cluster: ClusterAccess) {
    this.#cluster = cluster;
    this.#view = window.createTreeView<TreeNode>(buildsViewId, {
      treeDataProvider: this.#tree,
      showCollapseAll: true,
    });
    const stops = [
      cluster.builds.onChange((state) => this.#look(state)),
      cluster.connection.onChange((state) => this.#offer(state)),
    ];
    const timer = setInterval(() => this.#age(), tick);
    this.#disposables = [
      this.#view,
      this.#tree,
      this.#view.onDidChangeVisibility(() => this.#attend()),
      { dispose: () => stops.forEach((stop) => stop()) },
      { dispose: () => clearInterval(timer) },
    ];
    this.#offer(cluster.connection.state);
    this.#attend();
  }

  /** Whether the user has this build before his eyes; a terminal's visibility nobody tells. */
  shows(build: BuildLogSubject): boolean {
    const id = buildId({ ...build, task: '', container: '' });
    if (this.#shown !== this.#scope(build.context)) return false;
    return this.#view.visible && window.state.focused && this.#tree.find(id) !== undefined;
  }

  dispose(): void {
    this.#leave?.();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** The context key `knative.builds`; while nothing is known of the cluster it stays as it was. */
  #offer(state: ConnectionState): void {
    const isOffered =
      state.phase === 'connected'
        ? buildKinds(state.session.served) !== undefined
        : (this.#isOffered ?? false);
    if (isOffered === this.#isOffered) return;
    this.#isOffered = isOffered;
    void commands.executeCommand('setContext', 'knative.builds', isOffered);
  }

  #attend(): void {
    if (this.#view.visible) this.#leave ??= this.#cluster.builds.view();
    else {
      this.#leave?.();
      this.#leave = undefined;
    }
  }

  #look(state: BuildsState): void {
    if (state.phase === 'known') {
      this.#shown = this.#scope(state.context);
      this.#tree.show(state.builds, this.#cluster.connection.namespace === undefined);
      const { trouble } = state;
      this.#say(
        trouble !== undefined
          ? l10n.t('Not up to date: {0}', errorInWords(trouble))
          : state.builds.length === 0
            ? l10n.t('There are no builds in this namespace yet.')
            : '',
      );
    } else if (state.phase !== 'idle' && this.#scope(state.context) !== this.#shown) {
      // Another cluster or namespace is looked at: what was shown is not of it.
      this.#shown = '';
      this.#tree.clear();
      this.#say(state.phase === 'failed' ? errorInWords(state.error) : '');
    } else if (state.phase === 'failed') this.#say(l10n.t('Not up to date: {0}', errorInWords(state.error)));
  }

  #say(message: string): void {
    if (message !== this.#view.message) this.#view.message = message;
  }

  #scope(context: string): string {
    return JSON.stringify([context, this.#cluster.connection.namespace ?? '']);
  }

  /** What runs is drawn again every second, the age of the others now and then. */
  #age(): void {
    if (!this.#view.visible) return;
    const now = Date.now();
    if (!this.#tree.isMoving && now - this.#drawn < ageing) return;
    this.#drawn = now;
    this.#tree.refresh();
  }
}
