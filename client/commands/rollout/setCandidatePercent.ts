/** As much to the candidate as its user says. */
import { l10n } from 'vscode';
import { text } from '#knative/text.ts';
import type { LiveService } from '../../cluster/services.ts';
import type { Command } from '../command.ts';
import { askPercent } from './askPercent.ts';
import { changeSplit, type Wish } from './changeSplit.ts';

export const setCandidatePercent: Command = {
  id: 'knative.setCandidatePercent',
  run: async (context, ...args) => changeSplit(context, args, ask),
};

async function ask({ name, rollout: { candidate } }: LiveService): Promise<Wish> {
  if (candidate === undefined) {
    const refusal = text('There is one revision only: deploy another to split the requests between them.');
    return { refusal };
  }
  const percent = await askPercent(
    l10n.t('Traffic of {0}', name),
    l10n.t('Percent of the requests for {0}', candidate.revision),
    candidate.percent,
  );
  return percent === undefined ? undefined : { kind: 'candidate', percent };
}
