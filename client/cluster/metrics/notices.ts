/** Tells listeners of changes, at most so often: at once, then what came meanwhile together. */
export interface Notices {
  changed(): void;
  onChange(listener: () => void): () => void;
  dispose(): void;
}

/** @param pause milliseconds between two notices */
export function createNotices(pause: number): Notices {
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  let isDue = false;
  const tell = (): void => {
    isDue = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (isDue) tell();
    }, pause);
    for (const listener of listeners) listener();
  };
  return {
    changed: () => {
      if (timer === undefined) tell();
      else isDue = true;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose: () => {
      clearTimeout(timer);
      timer = undefined;
      isDue = false;
      listeners.clear();
    },
  };
}
