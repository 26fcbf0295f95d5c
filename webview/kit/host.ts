/** The panel's line to its host: intents go up; states, and batches of what is too much for a state, come down. */

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface Host<Intent> {
  /** What VS Code had kept when the page began. */
  readonly kept: unknown;
  send(intent: Intent): void;
  /** Keeps this from now on, for a page that is hidden or reloaded. */
  keep(state: unknown): void;
}

/**
 * Shows every message that comes. What `remembered` gives is kept by VS Code so that a reloaded window finds the panel
 * again; undefined leaves it as it is.
 */
export function connectHost<Message, Intent>(
  show: (message: Message) => void,
  remembered: (message: Message) => unknown,
): Host<Intent> {
  const api = acquireVsCodeApi();
  const kept = api.getState();
  window.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    const kept = remembered(data);
    if (kept !== undefined) api.setState(kept);
    show(data);
  });
  return {
    kept,
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- it leads to the extension and nowhere else
    send: (intent) => api.postMessage(intent),
    keep: (state) => api.setState(state),
  };
}
