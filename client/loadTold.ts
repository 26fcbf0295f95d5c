/** What a load has come to so far, in lines. */
import { env, l10n } from 'vscode';
import type { Percentiles } from './cluster/load/latencies.ts';
import type { LoadFigures } from './cluster/load/loadFigures.ts';
import { loadLimits, type LoadPlan } from './cluster/load/loadPlan.ts';
import { shortfallOf } from './cluster/load/shortfall.ts';
import type { LoadResult } from './cluster/load/startLoad.ts';
import type { LoadTold } from './views/panels/autoscaling/autoscalingWorld.ts';

/** @param result where it has ended */
export function loadTold(figures: LoadFigures, plan: LoadPlan, result?: LoadResult): LoadTold {
  return {
    running: result === undefined,
    lines: linesOf(figures),
    answered: Object.entries(figures.revisions)
      .map(([revision, count]) => ({ revision: revision === '' ? l10n.t('not known') : revision, count }))
      .toSorted((a, b) => b.count - a.count),
    progress: Math.min(1, figures.elapsed / plan.duration),
    trouble: troubleOf(figures, plan, result),
  };
}

function linesOf({ sent, answered, failed, statuses, latency, lastSecond, elapsed }: LoadFigures): string[] {
  const number = new Intl.NumberFormat(env.language);
  const codes = Object.entries(statuses).map(([status, count]) => `${status}: ${number.format(count)}`);
  return [
    l10n.t(
      '{0} s: {1} sent, {2} answered, {3} failed; in the last second {4}',
      Math.round(elapsed),
      number.format(sent),
      number.format(answered),
      number.format(failed),
      number.format(lastSecond.answered),
    ),
    ...(codes.length > 0 ? [l10n.t('Answers by status: {0}', codes.join(', '))] : []),
    ...(latency === undefined ? [] : [latencyLine(latency)]),
  ];
}

function latencyLine({ p50, p95, p99 }: Percentiles): string {
  const [half, most, nearlyAll] = [p50, p95, p99].map((value) => Math.round(value));
  return l10n.t(
    'Latency: half below {0} ms, 95 % below {1} ms, 99 % below {2} ms',
    half ?? 0,
    most ?? 0,
    nearlyAll ?? 0,
  );
}

function troubleOf(figures: LoadFigures, plan: LoadPlan, result: LoadResult | undefined): string {
  const { trouble, failed } = figures;
  switch (result?.by) {
    case 'failures':
      return l10n.t('Ended, as too many requests failed: {0}', trouble);
    case 'crash':
      return l10n.t('What sends the load has ended unexpectedly.');
    case 'refused':
      return l10n.t('The load is not within the limits.');
    case 'time':
    case 'stop':
    case undefined:
      return failed > 0 && trouble !== ''
        ? l10n.t('Some requests failed: {0}', trouble)
        : fewerWords(figures, plan);
  }
}

function fewerWords(figures: LoadFigures, plan: LoadPlan): string {
  const fewer = shortfallOf(figures, plan);
  if (fewer === undefined) return '';
  const number = new Intl.NumberFormat(env.language);
  return l10n.t(
    'Fewer were sent than asked for: {0} of {1}. The answers take long, and no more than {2} requests wait for one at once.',
    number.format(fewer.sent),
    number.format(fewer.asked),
    loadLimits.atOnce,
  );
}
