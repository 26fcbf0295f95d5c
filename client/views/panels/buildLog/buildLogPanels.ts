/** The logs of builds that are open: one panel a build, found again when a window is loaded anew. */
import { l10n, Uri, ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode';
import { rememberedLog, type BuildLogSubject, type BuildLogView } from '#protocol/buildLogPanel.ts';
import { BuildLogPanel } from './buildLogPanel.ts';
import type { BuildLogWorld } from './buildLogWorld.ts';
import { panelFolder } from '../webviewPage.ts';

export const buildLogViewType = 'knative.buildLog';

const firstView: BuildLogView = { selected: '', wraps: true, timestamps: false };

export class BuildLogPanels implements Disposable {
  readonly #world: BuildLogWorld;
  readonly #open = new Map<string, BuildLogPanel>();

  constructor(world: BuildLogWorld) {
    this.#world = world;
  }

  /** Shows the log of a build, or of one step: in the panel that is open, or in a new one. */
  show(subject: BuildLogSubject, selected: string): void {
    const open = this.#open.get(keyOf(subject));
    if (open !== undefined) {
      if (selected !== '') open.select(selected);
      open.reveal();
      void this.#renew(open, selected);
      return;
    }
    this.#create(subject, { ...firstView, selected });
  }

  /** What was deleted and started again is another build: its log is shown in place of the old one. */
  async #renew(open: BuildLogPanel, selected: string): Promise<void> {
    // Who cannot be asked now keeps what is shown.
    const isReplaced = await open.isReplaced().catch(() => false);
    if (!isReplaced || this.#open.get(keyOf(open.subject)) !== open) return;
    open.dispose();
    this.#create(open.subject, { ...open.view, selected });
  }

  #create(subject: BuildLogSubject, view: BuildLogView): void {
    const title = l10n.t('{0} – build', subject.name);
    const panel = window.createWebviewPanel(buildLogViewType, title, ViewColumn.Active, {});
    this.#add(panel, subject, view);
  }

  /** A panel that was open when the window was closed. */
  restore(panel: WebviewPanel, kept: unknown): void {
    const remembered = rememberedLog(kept);
    if (remembered === undefined) panel.dispose();
    else this.#add(panel, remembered.subject, remembered.view);
  }

  /** Whether the user has this build before his eyes. */
  shows(build: BuildLogSubject): boolean {
    return this.#open.get(keyOf(build))?.isVisible === true;
  }

  dispose(): void {
    for (const panel of this.#open.values()) panel.dispose();
  }

  #add(panel: WebviewPanel, subject: BuildLogSubject, view: BuildLogView): void {
    const { extensionUri } = this.#world;
    panel.webview.options = { enableScripts: true, localResourceRoots: [panelFolder(extensionUri)] };
    panel.iconPath = Uri.joinPath(extensionUri, 'media', 'icon.png');
    const key = keyOf(subject);
    const made = new BuildLogPanel(this.#world, panel, subject, view);
    this.#open.set(key, made);
    panel.onDidDispose(() => {
      if (this.#open.get(key) === made) this.#open.delete(key);
    });
  }
}

function keyOf({ context, kind, namespace, name }: BuildLogSubject): string {
  return JSON.stringify([context, kind, namespace, name]);
}
