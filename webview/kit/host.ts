/** The panel's line to its host: intents go up; states, and batches of what is too much for a state, come down. */

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface Host<Intent> {
  send(intent: Intent): void;
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
  window.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    const kept = remembered(data);
    if (kept !== undefined) api.setState(kept);
    show(data);
  });
  // VS Code's own channel: it leads to the extension and nowhere else, so there is no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  return { send: (intent) => api.postMessage(intent) };
}
