/** Gives a revision an address of its own, or takes one away. */
import { l10n, window } from 'vscode';
import { tagged, tagProblem, untagged, type Tagging } from '#knative/rollout/tags.ts';
import type { LiveService } from '../../cluster/services.ts';
import type { Subject } from '../../subject.ts';
import type { Command } from '../command.ts';
import { changeSplit, type Wish } from './changeSplit.ts';

export const tagRevision: Command = {
  id: 'knative.tagRevision',
  run: async (context, ...args) => changeSplit(context, args, askTag),
};

export const untagRevision: Command = {
  id: 'knative.untagRevision',
  run: async (context, ...args) => changeSplit(context, args, askUntag),
};

async function askTag(service: LiveService, subject: Subject): Promise<Wish> {
  const { rollout, revisions } = service;
  if (rollout.form !== 'traffic') return wishOf(tagged(rollout, '', ''));
  const revision =
    'revision' in subject
      ? subject.revision
      : await window.showQuickPick(
          revisions.map(({ name }) => name),
          { title: l10n.t('Which Revision Gets the Tag?') },
        );
  if (revision === undefined) return undefined;
  const tag = await window.showInputBox({
    title: l10n.t('Tag {0}', revision),
    prompt: l10n.t('The tag becomes part of an address that leads to this revision alone.'),
    validateInput: (value) => {
      const problem = value === '' ? undefined : tagProblem(rollout.targets, value);
      return problem === undefined ? undefined : l10n.t(problem.message, ...problem.args);
    },
  });
  return tag === undefined || tag === '' ? undefined : wishOf(tagged(rollout, revision, tag));
}

async function askUntag({ rollout }: LiveService, subject: Subject): Promise<Wish> {
  if (subject.kind === 'target' && subject.tag !== '') return wishOf(untagged(rollout, subject.tag));
  const tags = rollout.targets.flatMap(({ tag, revision }) => {
    const isWanted = subject.kind !== 'revision' || subject.revision === revision;
    return tag === undefined || !isWanted ? [] : [{ label: tag, description: revision }];
  });
  const tag =
    tags.length === 1
      ? tags[0]
      : await window.showQuickPick(tags, { title: l10n.t('Which Tag Is to Be Removed?') });
  return tag === undefined ? undefined : wishOf(untagged(rollout, tag.label));
}

function wishOf(tagging: Tagging): Wish {
  return 'targets' in tagging ? { kind: 'targets', targets: tagging.targets } : tagging;
}
