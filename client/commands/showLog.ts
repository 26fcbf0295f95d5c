/** Opens the output channel. */
import type { Command } from './command.ts';

export const showLog: Command = {
  id: 'knative.showLog',
  run: ({ log }) => log.show(),
};
