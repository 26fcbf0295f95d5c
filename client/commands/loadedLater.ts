/** Commands whose code is loaded when one of them is first run. */
import type { Command } from './command.ts';

/** @param load the commands of these ids */
export function loadedLater(
  ids: readonly `knative.${string}`[],
  load: () => Promise<readonly Command[]>,
): readonly Command[] {
  let loading: Promise<readonly Command[]> | undefined;
  return ids.map((id) => ({
    id,
    async run(context, ...args) {
      loading ??= load();
      const command = (await loading).find((one) => one.id === id);
      if (command === undefined) throw new Error(`There is no command ${id}.`);
      await command.run(context, ...args);
    },
  }));
}
