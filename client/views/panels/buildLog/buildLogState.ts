/** What the page of a build's log shows beside the text. */
import { env, l10n } from 'vscode';
import { isUnderWay } from '#knative/builds/build.ts';
import type { BuildLogState, BuildLogSubject, SearchState } from '#protocol/buildLogPanel.ts';
import type { BuildLogFeed } from '../../../cluster/logs/buildLogFeed.ts';
import { localized } from '../../../localized.ts';
import { buildLogLabels } from './buildLogLabels.ts';
import { buildProgress, buildSummary, failingKey, stepGroups } from './buildSteps.ts';
import type { LogView } from './logView.ts';

export interface ShownLog {
  readonly subject: BuildLogSubject;
  readonly feed: BuildLogFeed;
  readonly log: LogView;
  /** Why it failed, as far as more is known than its reading says. */
  readonly why: readonly string[];
  /** What the connection has to say; '' for nothing. */
  readonly trouble: string;
}

export function buildLogState({ subject, feed, log, why: known, trouble }: ShownLog): BuildLogState {
  const { reading, phase } = feed;
  const now = Date.now();
  const { first, end } = log.lines;
  const told = reading?.why === undefined ? [] : [localized(reading.why)];
  const why = known.length > 0 ? known : told;
  return {
    subject,
    view: log.view,
    place: `${subject.context} / ${subject.namespace}`,
    look: reading?.state ?? 'pending',
    progress: reading === undefined ? '' : buildProgress(reading, now),
    summary: reading === undefined ? '' : buildSummary(reading, why.join(' ')),
    isUnderWay: phase !== 'gone' && (reading === undefined || isUnderWay(reading)),
    why,
    failing: reading === undefined ? '' : failingKey(reading),
    groups: reading === undefined ? [] : stepGroups(reading, now),
    follows: log.follows,
    behind: log.behind,
    search: searchState(log),
    status: status(feed, log),
    trouble: trouble === '' ? asking(feed) : trouble,
    first,
    end,
    labels: buildLogLabels(),
  };
}

function searchState(log: LogView): SearchState {
  const { found, trouble } = log.search;
  return { told: searchInWords(log), isWrong: trouble !== undefined, hasFound: found.length > 0 };
}

function searchInWords({ search, currentIndex, isSearched }: LogView): string {
  const { query, found, trouble, isFull } = search;
  if (query.text === '') return '';
  if (trouble === 'invalid') return l10n.t('No regular expression');
  if (trouble === 'slow') return l10n.t('That takes too long');
  if (found.length === 0) return isSearched ? l10n.t('No results') : l10n.t('Searching …');
  const count = `${inDigits(found.length)}${isFull || !isSearched ? '+' : ''}`;
  // A line that was gone to otherwise is none of them.
  if (currentIndex === 0) return l10n.t('{0} results', count);
  return l10n.t('{0} of {1}', inDigits(currentIndex), count);
}

function status({ text }: BuildLogFeed, { lines: { first, end }, view }: LogView): readonly string[] {
  const kilobytes = text.charactersOf(view.selected) / 1000;
  return [
    l10n.t('{0} lines', inDigits(end - first)),
    kilobytes < 100
      ? l10n.t('{0} kB', inDigits(Math.ceil(kilobytes)))
      : l10n.t('{0} MB', inDigits(Math.round(kilobytes / 100) / 10)),
    ...(first === 0 ? [] : [l10n.t('{0} older lines are not kept', inDigits(first))]),
  ];
}

function asking({ trouble }: BuildLogFeed): string {
  return trouble === '' ? '' : l10n.t('Asking again: {0}', trouble);
}

function inDigits(value: number): string {
  return value.toLocaleString(env.language);
}
