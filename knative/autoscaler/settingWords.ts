/** The values of the autoscaler's settings in words, with their units; those that count for a class. */
import { text, type Text } from '../text.ts';
import { plain } from './figures.ts';
import type { AutoscalerSettings, SettingName } from './settings.ts';

export const kpaClass = 'kpa.autoscaling.knative.dev';
export const hpaClass = 'hpa.autoscaling.knative.dev';

export interface ClassAndLimit {
  /** The name of the class. */
  readonly autoscaler: string;
  /** What the annotation says is measured, or for the autoscaler of Kubernetes what is without one. */
  readonly measured: string | undefined;
  /** What the annotation says is the target. */
  readonly asked: string | undefined;
  /** Whether an annotation sets the window: without one, the autoscaler of Kubernetes goes by its own. */
  readonly windowIsSet: boolean;
  readonly containerConcurrency: number;
}

export interface SettingInWords {
  readonly name: string;
  /** Undefined for what is a field of the revision. */
  readonly key: SettingName | undefined;
  readonly value: Text;
}

export function settingsInWords(
  settings: AutoscalerSettings,
  about: ClassAndLimit,
): readonly SettingInWords[] {
  if (about.autoscaler === hpaClass) return [...ofHpa(settings, about), ...bounds(settings), limit(about)];
  return [
    { name: 'class', key: 'class', value: className(about.autoscaler) },
    ...target(settings),
    limit(about),
    ...windows(settings),
    ...bounds(settings),
    ...starts(settings),
    ...rates(settings),
    ...zero(settings),
    ...burst(settings),
  ];
}

function className(name: string): Text {
  return name === kpaClass ? text('Knative’s own (kpa)') : text('one of your own: {0}', name);
}

function target({ metric, total, utilization, target }: AutoscalerSettings): readonly SettingInWords[] {
  const isRate = metric === 'rps';
  const all = plain(total);
  return [
    {
      name: 'metric',
      key: 'metric',
      value: isRate ? text('requests a second') : text('concurrent requests'),
    },
    {
      name: 'target',
      key: 'total',
      value: isRate
        ? text('{0} requests a second for each replica', all)
        : text('{0} concurrent requests for each replica', all),
    },
    {
      name: 'target-utilization-percentage',
      key: 'utilization',
      value: text('{0} % of the target, so {1} for each replica', plain(utilization * 100), plain(target)),
    },
  ];
}

function limit({ containerConcurrency }: ClassAndLimit): SettingInWords {
  const value =
    containerConcurrency === 0
      ? text('no limit')
      : text('at most {0} requests at once in a replica', containerConcurrency);
  return { name: 'containerConcurrency', key: undefined, value };
}

function windows(settings: AutoscalerSettings): readonly SettingInWords[] {
  const { stableWindow, panicWindow, panicThreshold, aggregation } = settings;
  return [
    { name: 'window', key: 'stableWindow', value: text('the average of {0} s', plain(stableWindow)) },
    {
      name: 'metric-aggregation-algorithm',
      key: 'aggregation',
      value:
        aggregation === 'linear' ? text('all seconds count alike') : text('the newest seconds count most'),
    },
    {
      name: 'panic-window-percentage',
      key: 'panicShare',
      value: text('panic looks at the last {0} s', plain(panicWindow)),
    },
    {
      name: 'panic-threshold-percentage',
      key: 'panicThreshold',
      value: text('panic begins where they ask for {0} times the ready replicas', plain(panicThreshold)),
    },
  ];
}

function bounds({ minScale, maxScale }: AutoscalerSettings): readonly SettingInWords[] {
  return [
    {
      name: 'min-scale',
      key: 'minScale',
      value: minScale === 0 ? text('none') : text('at least {0}', minScale),
    },
    {
      name: 'max-scale',
      key: 'maxScale',
      value: maxScale === 0 ? text('no limit') : text('at most {0}', maxScale),
    },
  ];
}

function starts({ initialScale, activationScale }: AutoscalerSettings): readonly SettingInWords[] {
  return [
    {
      name: 'initial-scale',
      key: 'initialScale',
      value: text('{0} before a new revision counts as ready', initialScale),
    },
    {
      name: 'activation-scale',
      key: 'activationScale',
      value: text('{0} where any are needed', activationScale),
    },
  ];
}

function rates(settings: AutoscalerSettings): readonly SettingInWords[] {
  const { scaleDownDelay, maxScaleUpRate, maxScaleDownRate } = settings;
  return [
    { name: 'scale-down-delay', key: 'scaleDownDelay', value: span(scaleDownDelay) },
    {
      name: 'max-scale-up-rate',
      key: 'maxScaleUpRate',
      value: text('up to {0} times the ready replicas at once', plain(maxScaleUpRate)),
    },
    {
      name: 'max-scale-down-rate',
      key: 'maxScaleDownRate',
      value: text('down to the ready replicas ÷ {0} at once', plain(maxScaleDownRate)),
    },
  ];
}

function zero(settings: AutoscalerSettings): readonly SettingInWords[] {
  const { enableScaleToZero, scaleToZeroGracePeriod, podRetention } = settings;
  return [
    {
      name: 'enable-scale-to-zero',
      key: 'enableScaleToZero',
      value: enableScaleToZero ? text('the last replica goes') : text('the last replica stays'),
    },
    {
      name: 'scale-to-zero-grace-period',
      key: 'scaleToZeroGracePeriod',
      value: span(scaleToZeroGracePeriod),
    },
    { name: 'scale-to-zero-pod-retention-period', key: 'podRetention', value: span(podRetention) },
  ];
}

function burst({ targetBurstCapacity, activatorCapacity }: AutoscalerSettings): readonly SettingInWords[] {
  return [
    { name: 'target-burst-capacity', key: 'targetBurstCapacity', value: burstInWords(targetBurstCapacity) },
    {
      name: 'activator-capacity',
      key: 'activatorCapacity',
      value: text('{0} requests at once through an activator', plain(activatorCapacity)),
    },
  ];
}

function burstInWords(capacity: number): Text {
  if (capacity < 0) return text('requests always go through the activator');
  if (capacity === 0) return text('requests go through the activator only at zero');
  return text('room for {0} more requests at once, or else through the activator', plain(capacity));
}

function ofHpa(
  settings: AutoscalerSettings,
  { measured = 'cpu', asked, windowIsSet }: ClassAndLimit,
): readonly SettingInWords[] {
  const wait = text('changes wait for {0} s (stabilization)', plain(settings.stableWindow));
  return [
    { name: 'class', key: 'class', value: text('the one of Kubernetes (hpa)') },
    { name: 'metric', key: 'metric', value: measuredInWords(measured) },
    { name: 'target', key: 'total', value: hpaTarget(measured, asked) },
    ...(windowIsSet ? [{ name: 'window', key: 'stableWindow', value: wait } as const] : []),
  ];
}

function measuredInWords(measured: string): Text {
  if (measured === 'cpu') return text('CPU');
  return measured === 'memory' ? text('memory') : text('the metric {0}', measured);
}

function hpaTarget(measured: string, asked: string | undefined): Text {
  if (asked === undefined) return text('without a target, this autoscaler does nothing');
  const target = Number(asked);
  if (measured === 'cpu') return text('target {0} % of the CPU that a pod requests', Math.ceil(target));
  return measured === 'memory'
    ? text('target {0} MiB of memory a pod', target)
    : text('target {0} of the metric {1} a pod', target, measured);
}

function span(seconds: number): Text {
  return seconds === 0 ? text('none') : text('{0} s', plain(seconds));
}
