/** Ten percent more to the candidate. */
import type { Command } from '../command.ts';
import { changeSplit } from './changeSplit.ts';

export const shiftMore: Command = {
  id: 'knative.shiftMore',
  run: async (context, ...args) => changeSplit(context, args, () => ({ kind: 'shift', by: 10 })),
};
