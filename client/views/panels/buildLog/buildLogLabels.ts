/** The words of a build's log in the user's language. */
import { l10n } from 'vscode';
import type { BuildLogLabels } from '#protocol/buildLogLabels.ts';

export function buildLogLabels(): BuildLogLabels {
  return {
    steps: l10n.t('Steps'),
    allSteps: l10n.t('All steps'),
    log: l10n.t('Log'),
    search: l10n.t('Search the log'),
    previous: l10n.t('Previous match'),
    next: l10n.t('Next match'),
    matchCase: l10n.t('Match case'),
    useRegex: l10n.t('Use a regular expression'),
    wrap: l10n.t('Wrap lines'),
    timestamps: l10n.t('Timestamps'),
    firstError: l10n.t('First error'),
    places: l10n.t('Files named …'),
    copy: l10n.t('Copy'),
    save: l10n.t('Save …'),
    rerun: l10n.t('Run again'),
    rerunWith: l10n.t('Run again with …'),
    useImage: l10n.t('Use Image in a Service...'),
    cancel: l10n.t('Cancel the build'),
    follow: l10n.t('Follow'),
    showFailing: l10n.t('Show the step that failed'),
    empty: l10n.t('Nothing was written yet.'),
  };
}
