/** The annotations of autoscaling, networking, the queue sidecar and Serving itself. */
import {
  below,
  metadata,
  type Mutate,
  type Operator,
  type Place,
  revisionMetadata,
  short,
} from '../operator.ts';

const scaling = (name: string): string => `autoscaling.knative.dev/${name}`;
const sidecar = (name: string): string => `queue.sidecar.serving.knative.dev/${name}`;

const badIntegers = [
  '',
  ' 1',
  '1.5',
  '-1',
  '1e3',
  '0x10',
  '2147483648',
  '99999999999999999999',
  'a',
  '1_000',
  '+',
  '-0',
  '٣',
];
const badFloats = ['', 'a', '1,5', '-1', '1e400', '0x', ' 1', '0', '1_0', '--1'];
const goodFloats = ['1', '50', '99.5', '1e1', '+10', '0x1p4', '100', '1.'];
const badDurations = [
  '',
  '60',
  '-1s',
  '1.5s',
  '1d',
  '2h',
  '1h0m1s',
  'a',
  '5s',
  '6.5s',
  '1ms',
  '9999999h',
  '1 s',
  '.s',
];
const goodDurations = ['6s', '60s', '1m', '1h', '1m30s', '0.5m', '10000ms', '+10s'];

/** Puts an annotation with one of the values under one of the keys. */
function annotated(place: Place, keys: readonly string[], texts: readonly string[]): Mutate {
  const annotations = below(place, 'annotations');
  return (draft, random) => {
    const path = annotations(draft, random);
    const key = random.pick(keys);
    const text = random.pick(texts);
    if (path === undefined || key === undefined || text === undefined) return undefined;
    draft.set([...path, key], text);
    return `annotation ${key}: ${short(text)}`;
  };
}

function onRevision(
  name: string,
  keys: readonly string[],
  sound: readonly string[],
  broken: readonly string[],
): Operator {
  return {
    name,
    sound: annotated(revisionMetadata, keys, sound),
    broken: annotated(revisionMetadata, keys, broken),
  };
}

const wrongLevelKeys = [
  scaling('min-scale'),
  scaling('target'),
  scaling('unheard-of'),
  'autoscaling.knative.devx/a',
  'autoscaling.knative.dev',
  sidecar('resource-percentage'),
  'serving.knative.dev/progress-deadline',
  'networking.knative.dev/ingress.class',
  'networking.knative.dev/visibility',
];

export const annotationOperators: readonly Operator[] = [
  onRevision(
    'scale',
    ['min-scale', 'max-scale', 'minScale', 'maxScale'].map(scaling),
    ['0', '1', '3', '+3', '10', '007'],
    badIntegers,
  ),
  onRevision(
    'initial scale',
    ['initial-scale', 'initialScale', 'activation-scale', 'activationScale'].map(scaling),
    ['1', '2', '3', '10'],
    [...badIntegers, '0'],
  ),
  {
    name: 'scales that contradict',
    sound: scales(['0', '1', '2', '5', '10']),
    broken: scales(['0', '1', '2', '5', '10', '3']),
  },
  onRevision(
    'class',
    [scaling('class')],
    ['kpa.autoscaling.knative.dev', 'hpa.autoscaling.knative.dev', 'mine', 'keda.example.com'],
    [
      '',
      'x.knative.dev',
      'KPA.autoscaling.knative.dev',
      '.knative.dev',
      'autoscaling.knative.dev',
      'hpa.autoscaling.knative.dev ',
    ],
  ),
  onRevision(
    'metric',
    [scaling('metric')],
    ['concurrency', 'rps'],
    ['cpu', 'memory', '', 'Concurrency', 'rps ', 'custom'],
  ),
  {
    name: 'class with metric',
    sound: classWithMetric(['concurrency', 'rps', 'cpu', 'memory']),
    broken: classWithMetric(['cpu', 'memory', '', 'custom', 'CPU']),
  },
  onRevision(
    'aggregation',
    ['metric-aggregation-algorithm', 'metricAggregationAlgorithm'].map(scaling),
    ['linear', 'weighted-exponential', 'weightedExponential', ''],
    ['Linear', 'x', ' '],
  ),
  onRevision('target', [scaling('target')], goodFloats, [
    ...badFloats,
    '0.009',
    '0.01',
    'NaN',
    'Inf',
    '-Inf',
  ]),
  onRevision(
    'utilization',
    ['target-utilization-percentage', 'targetUtilizationPercentage'].map(scaling),
    goodFloats,
    [...badFloats, '0.9', '101', 'NaN', 'Inf'],
  ),
  onRevision(
    'burst capacity',
    ['target-burst-capacity', 'targetBurstCapacity'].map(scaling),
    [...goodFloats, '-1', '0', 'NaN', 'Inf'],
    [...badFloats, '-2', '-1.5', '-Inf'],
  ),
  onRevision(
    'panic',
    [
      'panic-window-percentage',
      'panicWindowPercentage',
      'panic-threshold-percentage',
      'panicThresholdPercentage',
    ].map(scaling),
    ['100', '1e2', 'NaN'],
    [...badFloats, '109', '1001', '200', '0.5', '1000.5'],
  ),
  onRevision('window', [scaling('window')], goodDurations, [...badDurations, '5999ms', '1h1ns']),
  onRevision(
    'delay',
    [
      'scale-down-delay',
      'scaleDownDelay',
      'scale-to-zero-pod-retention-period',
      'scaleToZeroPodRetentionPeriod',
    ].map(scaling),
    [...goodDurations, '0', '0s', '1s'],
    badDurations,
  ),
  onRevision(
    'unknown autoscaling key',
    ['tick-interval', 'x', 'Min-Scale', 'min_scale'].map(scaling),
    ['1', '', 'a'],
    ['', ' '],
  ),
  onRevision(
    'networking key',
    [
      'ingress.class',
      'ingress-class',
      'certificate.class',
      'certificate-class',
      'disableAutoTLS',
      'disable-auto-tls',
      'disable-external-domain-tls',
      'httpOption',
      'http-protocol',
    ].map((name) => `networking.knative.dev/${name}`),
    ['', 'x', 'true', 'Redirected'],
    ['', 'y'],
  ),
  {
    name: 'networking key that is none',
    broken: annotated(
      revisionMetadata,
      [
        'networking.knative.dev/visibility',
        'networking.knative.dev/x',
        'networking.knative.devx/ingress.class',
        'networking.knative.dev',
      ],
      ['', 'cluster-local'],
    ),
  },
  onRevision(
    'queue percentage',
    [sidecar('resource-percentage'), sidecar('resourcePercentage')],
    ['0.1', '50', '100', 'NaN'],
    [...badFloats, '0.09', '100.1', 'Inf'],
  ),
  onRevision(
    'queue resources',
    ['cpu', 'memory', 'ephemeral-storage'].flatMap((resource) => [
      sidecar(`${resource}-resource-request`),
      sidecar(`${resource}-resource-limit`),
    ]),
    ['100m', '1', '64Mi', '-1', '1e3', '0', '.5'],
    ['', '1GB', 'a', '1 Mi', '1m5', 'Mi', '1.2.3', '--1', '1i'],
  ),
  onRevision(
    'progress deadline',
    ['serving.knative.dev/progress-deadline', 'serving.knative.dev/progressDeadline'],
    [...goodDurations, '0', '0s', ''],
    badDurations,
  ),
  {
    name: 'rollout duration',
    sound: annotated(
      metadata,
      ['serving.knative.dev/rollout-duration', 'serving.knative.dev/rolloutDuration'],
      [...goodDurations, '0', ''],
    ),
    broken: annotated(
      metadata,
      ['serving.knative.dev/rollout-duration', 'serving.knative.dev/rolloutDuration'],
      ['10', '1500ms', '-10s', 'a', '1d', '1us', ' '],
    ),
  },
  {
    name: 'annotation at the wrong level',
    sound: annotated(metadata, wrongLevelKeys.slice(5), ['1', '10s', '50']),
    broken: annotated(metadata, wrongLevelKeys, ['1', '10s', '', 'x']),
  },
  {
    name: "object's annotation in the template",
    sound: annotated(
      revisionMetadata,
      [
        'serving.knative.dev/rollout-duration',
        'serving.knative.dev/creator',
        'serving.knative.dev/unheard-of',
        'features.knative.dev/podspec-dryrun',
      ],
      ['1', '', 'strict', 'x'],
    ),
  },
];

function scales(texts: readonly string[]): Mutate {
  return (draft, random) => {
    const path = draft.revisionMetadata;
    if (path === undefined) return undefined;
    const names = random
      .shuffled(['min-scale', 'max-scale', 'activation-scale', 'initial-scale', 'minScale', 'maxScale'])
      .slice(0, 3);
    const chosen = names.map((name) => [name, random.pick(texts) ?? '1'] as const);
    for (const [name, text] of chosen) draft.set([...path, 'annotations', scaling(name)], text);
    return `scales ${chosen.map(([name, text]) => `${name}=${text}`).join(' ')}`;
  };
}

function classWithMetric(metrics: readonly string[]): Mutate {
  return (draft, random) => {
    const path = draft.revisionMetadata;
    if (path === undefined) return undefined;
    const named = random.pick(['kpa.autoscaling.knative.dev', 'hpa.autoscaling.knative.dev', 'mine']) ?? '';
    const metric = random.pick(metrics) ?? '';
    draft.set([...path, 'annotations', scaling('class')], named);
    draft.set([...path, 'annotations', scaling('metric')], metric);
    if (random.chance(0.3))
      draft.set(
        [...path, 'annotations', scaling('metric-aggregation-algorithm')],
        random.pick(['linear', 'x']) ?? '',
      );
    return `class ${named} with metric ${short(metric)}`;
  };
}
