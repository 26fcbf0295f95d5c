/** Notices when files change that others write. */
import { existsSync, watch } from 'node:fs';
import path from 'node:path';

/** Calls back when one of the files has changed, comes or goes; a burst of changes once. */
export function watchFiles(files: readonly string[], onChange: () => void): { dispose(): void } {
  let timer: NodeJS.Timeout | undefined;
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(onChange, burst);
  };
  // The folder: editors and `kubectl config` put a new file in the place of the old one.
  const folders = new Map<string, Set<string>>();
  for (const file of files) {
    // A folder that does not exist yet is waited for in the one above.
    const watched = existsSync(path.dirname(file)) ? file : path.dirname(file);
    const names = folders.get(path.dirname(watched)) ?? new Set();
    folders.set(path.dirname(watched), names.add(path.basename(watched)));
  }
  const watchers = [...folders].flatMap(([folder, names]) => {
    try {
      return [
        watch(folder, (_event, name) => {
          if (name === null || names.has(name)) changed();
        }).on('error', () => undefined),
      ];
    } catch {
      return [];
    }
  });
  return {
    dispose() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** Milliseconds in which several changes count as one. */
const burst = 200;
