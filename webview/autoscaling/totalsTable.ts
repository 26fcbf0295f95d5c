/** Two runs of the autoscaler in numbers, side by side. */
import type { WhatIfLabels } from '#protocol/autoscalingLabels.ts';
import { element } from '../kit/elements.ts';
import type { Totals } from './trial.ts';

export function totalsTable(labels: WhatIfLabels, name: string, before: Totals, after: Totals): HTMLElement {
  const head = [labels.totals, name, labels.ifSeries, labels.difference];
  const rows: readonly (readonly [string, keyof Totals])[] = [
    [labels.podSeconds, 'podSeconds'],
    [labels.mostReplicas, 'most'],
    [labels.changes, 'changes'],
    [labels.overloaded, 'overloaded'],
  ];
  return element(
    'table',
    { class: 'totals' },
    element('thead', {}, element('tr', {}, ...head.map((cell) => element('th', { scope: 'col' }, cell)))),
    element(
      'tbody',
      {},
      ...rows.map(([label, key]) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, label),
          element('td', {}, String(before[key])),
          element('td', {}, String(after[key])),
          element('td', {}, signed(after[key] - before[key])),
        ),
      ),
    ),
  );
}

function signed(difference: number): string {
  return difference > 0 ? `+${difference}` : difference < 0 ? `−${-difference}` : '0';
}
