/** Two runs of the autoscaler in numbers, side by side. */
import type { WhatIfTotals } from '#knative/autoscaler/whatIf.ts';
import type { WhatIfLabels } from '#protocol/autoscalingLabels.ts';
import { element } from '../kit/elements.ts';

export function totalsTable(
  labels: WhatIfLabels,
  name: string,
  before: Partial<WhatIfTotals>,
  after: WhatIfTotals,
): HTMLElement {
  const head = [labels.totals, name, labels.ifSeries, labels.difference];
  const rows: readonly (readonly [string, keyof WhatIfTotals])[] = [
    [labels.podSeconds, 'replicaSeconds'],
    [labels.mostReplicas, 'peak'],
    [labels.changes, 'changes'],
    [labels.overloaded, 'overloadSeconds'],
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
          element('td', {}, figureOf(before[key])),
          element('td', {}, figureOf(after[key])),
          element('td', {}, signed(after[key], before[key])),
        ),
      ),
    ),
  );
}

const unknown = '–';

/** Replicas and seconds are whole numbers, however they were recorded. */
function figureOf(value: number | undefined): string {
  return value === undefined ? unknown : String(Math.round(value));
}

function signed(after: number, before: number | undefined): string {
  if (before === undefined) return unknown;
  const difference = Math.round(after) - Math.round(before);
  return difference > 0 ? `+${difference}` : difference < 0 ? `−${-difference}` : '0';
}
