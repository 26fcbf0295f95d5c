/** What config-observability says of the figures, and what would have to be said to get them. Pure. */
import { text, type Text } from '#knative/text.ts';
import type { Texts } from './observedService.ts';

/** Those of the autoscaler, or those of requests. */
export type Told = 'autoscaler' | 'requests';

/** Knative 1.19 renamed them; their values are called the same. */
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
 * Why the autoscaler tells nothing, and what to enable.
 * @param config undefined where it may not be read
 */
export function silentAutoscaler(config: Texts | undefined, isOf2019: boolean): Text {
  const key = observabilityKey('autoscaler', config, isOf2019);
  const usual = isBefore(config, isOf2019) ? 'prometheus' : 'none';
  const value = config?.[key] ?? usual;
  if (config === undefined) {
    return text(
      'The autoscaler tells no figures. The key {0} of the ConfigMap config-observability decides; "prometheus" enables them.',
      key,
    );
  }
  if (value === 'prometheus') {
    return text(
      'The autoscaler tells no figures, although {0} in config-observability is "prometheus".',
      key,
    );
  }
  return text(
    'The autoscaler tells no figures: {0} in the ConfigMap config-observability is "{1}". Set it to "prometheus" to enable them.',
    key,
    value,
  );
}

/** Whether the release is one before 1.19. */
function isBefore(config: Texts | undefined, isOf2019: boolean): boolean {
  return isOf2019 || Object.keys(config ?? {}).some((key) => key.startsWith('metrics.'));
}
