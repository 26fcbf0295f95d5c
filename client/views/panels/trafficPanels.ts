/** The traffic editors that are open: one panel a Service. What they need is loaded with the first. */
import type { Disposable } from 'vscode';
import type { TrafficPanel, TrafficSubject, TrafficWorld } from './trafficPanel.ts';

export class TrafficPanels implements Disposable {
  readonly #world: TrafficWorld;
  readonly #open = new Map<string, TrafficPanel>();
  #isDisposed = false;

  constructor(world: TrafficWorld) {
    this.#world = world;
  }

  /** Shows the editor of a Service: the one that is open, or a new one. */
  async show(subject: TrafficSubject): Promise<void> {
    const { TrafficPanel } = await import('./trafficPanel.ts');
    if (this.#isDisposed) return;
    const key = JSON.stringify([subject.context, subject.namespace, subject.service]);
    const open = this.#open.get(key);
    if (open === undefined) {
      this.#open.set(key, new TrafficPanel(this.#world, subject, () => this.#open.delete(key)));
    } else open.reveal();
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const panel of this.#open.values()) panel.dispose();
  }
}
