/** The autoscaling dashboards that are open: one a Service or revision. */
import { l10n, ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode';
import type { AutoscalingSubject } from '#protocol/autoscalingPanel.ts';
import { AutoscalingPanel } from './autoscalingPanel.ts';
import type { AutoscalingWorld } from './autoscalingWorld.ts';

/** As the manifest's activation event names it. */
export const autoscalingViewType = 'knative.autoscaling';

export class AutoscalingPanels implements Disposable {
  readonly #world: AutoscalingWorld;
  readonly #open = new Map<string, AutoscalingPanel>();

  constructor(world: AutoscalingWorld) {
    this.#world = world;
  }

  /** Shows the dashboard: the one that is open, or a new one. */
  show(subject: AutoscalingSubject): void {
    const open = this.#open.get(keyOf(subject));
    if (open === undefined) {
      const title = titleOf(subject);
      this.restore(window.createWebviewPanel(autoscalingViewType, title, ViewColumn.Active), subject);
    } else open.reveal();
  }

  /** Goes on with a panel that VS Code has kept over a reload. */
  restore(panel: WebviewPanel, subject: AutoscalingSubject): void {
    const key = keyOf(subject);
    panel.title = titleOf(subject);
    const opened = new AutoscalingPanel(this.#world, subject, panel, () => {
      if (this.#open.get(key) === opened) this.#open.delete(key);
    });
    this.#open.set(key, opened);
  }

  /** Nothing is closed: VS Code restores what is open in the next window. */
  dispose(): void {
    this.#open.clear();
  }
}

function keyOf({ context, namespace, service, revision }: AutoscalingSubject): string {
  return JSON.stringify([context, namespace, service, revision]);
}

function titleOf({ service, revision }: AutoscalingSubject): string {
  return l10n.t('Autoscaling: {0}', revision === '' ? service : revision);
}
