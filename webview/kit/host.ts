/** The panel's line to its host: intents go up, states come down. */

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface Host<Intent> {
  send(intent: Intent): void;
}

/** Shows every state that comes; `remembered` is kept by VS Code so that a reloaded window finds the panel again. */
export function connectHost<State, Intent>(
  show: (state: State) => void,
  remembered: (state: State) => unknown,
): Host<Intent> {
  const api = acquireVsCodeApi();
  window.addEventListener('message', ({ data }: MessageEvent<State>) => {
    api.setState(remembered(data));
    show(data);
  });
  // VS Code's own channel: it leads to the extension and nowhere else, so there is no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  return { send: (intent) => api.postMessage(intent) };
}
