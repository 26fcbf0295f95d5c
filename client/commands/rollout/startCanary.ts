/** What serves now stays current, and what is deployed next is on trial. */
import { l10n } from 'vscode';
import type { Command } from '../command.ts';
import { askPercent } from './askPercent.ts';
import { changeSplit } from './changeSplit.ts';

/** A share that shows something and breaks little. */
const usual = 10;

export const startCanary: Command = {
  id: 'knative.startCanary',
  run: async (context, ...args) =>
    changeSplit(context, args, async ({ name }) => {
      const title = l10n.t('Start a Canary of {0}', name);
      const percent = await askPercent(title, l10n.t('Percent of the requests for what comes next'), usual);
      return percent === undefined ? undefined : { kind: 'startCanary', percent };
    }),
};
