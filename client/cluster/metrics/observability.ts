/** What config-observability says of the figures, and what would have to be said to get them. Pure. */
import { text, type Text } from '#knative/text.ts';
import type { Texts } from './observedService.ts';

/** Those of the autoscaler, or those of requests. */
export type Told = 'autoscaler' | 'requests';

/** The release before 1.19, and today's key, each with what Knative takes where nothing is said. */
const keys: Readonly<Record<Told, { readonly today: string; readonly before: string }>> = {
  autoscaler: { today: 'metrics-protocol', before: 'metrics.backend-destination' },
  requests: { today: 'request-metrics-protocol', before: 'metrics.request-metrics-backend-destination' },
};

/** The key that decides, in the release of the cluster. */
export function observabilityKey(told: Told, config: Texts | undefined, isOf2019: boolean): string {
  const { today, before } = keys[told];
  return isBefore(config, isOf2019) ? before : today;
}

/**
 * Why nothing is told, and what to enable.
 * @param config undefined where it may not be read
 */
export function missingFigures(told: Told, config: Texts | undefined, isOf2019: boolean): Text {
  const key = observabilityKey(told, config, isOf2019);
  const usual = !isBefore(config, isOf2019) ? 'none' : told === 'autoscaler' ? 'prometheus' : '';
  const value = config?.[key] ?? usual;
  if (config === undefined) {
    return text(
      'Nothing is told there. The key {0} in the ConfigMap config-observability decides; "prometheus" enables it.',
      key,
    );
  }
  if (value === 'prometheus') {
    return text('Nothing is told there, although {0} in config-observability is "prometheus".', key);
  }
  return text(
    'Nothing is told there: {0} in the ConfigMap config-observability of knative-serving is "{1}". Set it to "prometheus" to enable it.',
    key,
    value,
  );
}

/** Whether the release is one before 1.19. */
function isBefore(config: Texts | undefined, isOf2019: boolean): boolean {
  return isOf2019 || Object.keys(config ?? {}).some((key) => key.startsWith('metrics.'));
}
