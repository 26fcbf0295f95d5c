/** Everything to the candidate. */
import type { Command } from '../command.ts';
import { changeSplit } from './changeSplit.ts';

export const promote: Command = {
  id: 'knative.promote',
  run: async (context, ...args) => changeSplit(context, args, () => ({ kind: 'promote' })),
};
