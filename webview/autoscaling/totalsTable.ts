/** Two runs of the autoscaler in numbers, side by side. */
import type { WhatIfTotals } from '#knative/autoscaler/whatIf.ts';
import type { WhatIfLabels } from '#protocol/autoscalingLabels.ts';
import { element } from '../kit/elements.ts';

export function totalsTable(
  labels: WhatIfLabels,
  name: string,
  before: WhatIfTotals,
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
