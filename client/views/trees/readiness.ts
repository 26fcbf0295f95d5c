/** How the tree shows whether something is as it is meant to be. */
import type { Readiness } from '#knative/conditions.ts';
import { text, type Text } from '#knative/text.ts';
import type { Icon } from './branch.ts';

export function readinessIcon(readiness: Readiness): Icon {
  switch (readiness) {
    case 'ready':
      return { name: 'pass-filled', color: 'testing.iconPassed' };
    case 'failed':
      return { name: 'error', color: 'testing.iconFailed' };
    case 'unknown':
    case 'updating':
      return { name: 'sync', color: 'charts.yellow' };
  }
}

export function readinessWord(readiness: Readiness): Text {
  switch (readiness) {
    case 'ready':
      return text('ready');
    case 'failed':
      return text('failed');
    case 'unknown':
      return text('not ready yet');
    case 'updating':
      return text('changing');
  }
}
