/**
 * The annotations of the autoscaler (knative.dev/serving pkg/apis/autoscaling/register.go). Ranges are those that
 * `admission/annotations/` enforces.
 */
import { page } from '../admission/annotations/bounds.ts';
import { known, type KnownAnnotation } from './known.ts';

const largest = '2147483647';

export const autoscalingAnnotations: readonly KnownAnnotation[] = [
  entry('min-scale', {
    doc: 'Fewest instances that are kept running, requests or not. 0 lets the revision scale to zero.',
    type: 'integer',
    range: ['0', largest],
    default: '0',
    config: 'min-scale',
    examples: ['0', '1', '2'],
    alias: true,
  }),
  entry('max-scale', {
    doc: 'Most instances that are ever started; further requests wait. 0 means no limit.',
    type: 'integer',
    range: ['0', largest],
    default: '0',
    config: 'max-scale',
    examples: ['1', '5', '10', '100'],
    alias: true,
  }),
  entry('initial-scale', {
    doc: 'Instances that must have been ready once before a new revision counts as ready. 0 needs a cluster that allows it.',
    type: 'integer',
    range: ['0', ''],
    default: '1',
    config: 'initial-scale',
    examples: ['1', '2', '3'],
    alias: true,
  }),
  entry('activation-scale', {
    doc: 'Instances that are started at once when the revision wakes up from zero.',
    type: 'integer',
    range: ['2', largest],
    default: '1',
    examples: ['2', '3', '5'],
    autoscaler: 'kpa',
  }),
  entry('class', {
    doc: 'Which autoscaler decides: Knative’s own (`kpa`), by requests and down to zero, or the one of Kubernetes (`hpa`), by CPU, memory or a metric of your own.',
    default: 'kpa.autoscaling.knative.dev',
    config: 'pod-autoscaler-class',
    examples: ['kpa.autoscaling.knative.dev', 'hpa.autoscaling.knative.dev'],
  }),
  entry('metric', {
    doc: 'What is measured: `concurrency` or `rps` (requests per second) by Knative’s autoscaler, `cpu`, `memory` or the name of a metric by the one of Kubernetes.',
    default: 'concurrency',
    examples: ['concurrency', 'rps', 'cpu', 'memory'],
  }),
  entry('target', {
    doc: 'How much one instance is meant to take: concurrent requests, requests per second, percent of the requested CPU, or MiB of memory, by the metric. Never more than `containerConcurrency`.',
    type: 'number',
    range: ['0.01', ''],
    default: '100',
    config: 'container-concurrency-target-default',
    examples: ['10', '50', '100', '200'],
  }),
  entry('target-utilization-percentage', {
    doc: 'The share of the target that the autoscaler aims at, so that new instances are ready before the old ones are full.',
    type: 'number',
    range: ['1', '100'],
    default: '70',
    config: 'container-concurrency-target-percentage',
    examples: ['70', '80', '90'],
    alias: true,
    autoscaler: 'kpa',
  }),
  entry('target-burst-capacity', {
    doc: 'How many requests beyond the present ones must be bearable at once, or else the activator stays in the path and buffers. -1 keeps it there always, 0 only at scale zero.',
    type: 'number',
    range: ['-1', ''],
    default: '211',
    config: 'target-burst-capacity',
    examples: ['-1', '0', '200'],
    alias: true,
    autoscaler: 'kpa',
  }),
  entry('window', {
    doc: 'The time over which the load is averaged before the scale is decided. Whole seconds.',
    type: 'duration',
    range: ['6s', '1h0m0s'],
    default: '60s',
    config: 'stable-window',
    examples: ['30s', '60s', '120s'],
  }),
  entry('panic-window-percentage', {
    doc: 'The length of the short window that notices sudden load, in percent of `window`.',
    type: 'number',
    range: ['1', '100'],
    default: '10',
    config: 'panic-window-percentage',
    examples: ['10', '20'],
    alias: true,
    autoscaler: 'kpa',
  }),
  entry('panic-threshold-percentage', {
    doc: 'How many percent of the ready instances the short window must ask for until the autoscaler panics: then it only scales up.',
    type: 'number',
    range: ['110', '1000'],
    default: '200',
    config: 'panic-threshold-percentage',
    examples: ['150', '200'],
    alias: true,
    autoscaler: 'kpa',
  }),
  entry('scale-down-delay', {
    doc: 'How long less load must last until instances are taken away. Whole seconds.',
    type: 'duration',
    range: ['0s', '1h0m0s'],
    default: '0s',
    config: 'scale-down-delay',
    examples: ['5m', '15m'],
    alias: true,
    autoscaler: 'kpa',
  }),
  entry('scale-to-zero-pod-retention-period', {
    doc: 'How long the last instance stays at least after the last request.',
    type: 'duration',
    range: ['0s', '1h0m0s'],
    default: '0s',
    config: 'scale-to-zero-pod-retention-period',
    examples: ['1m5s', '10m'],
    alias: true,
    autoscaler: 'kpa',
  }),
  entry('metric-aggregation-algorithm', {
    doc: 'How the measurements of a window are averaged: all alike, or the newest the most.',
    default: 'linear',
    examples: ['linear', 'weighted-exponential'],
    alias: true,
    autoscaler: 'kpa',
  }),
];

type Entry = Omit<Parameters<typeof known>[0], 'key' | 'places' | 'docs' | 'aliases'> & {
  /** Whether the spelling of old, in camelCase, is read as well. */
  readonly alias?: true;
};

function entry(name: string, { alias, ...rest }: Entry): KnownAnnotation {
  const key = `autoscaling.knative.dev/${name}`;
  const camel = key.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return known({
    ...rest,
    key,
    places: ['template'],
    docs: page(key),
    aliases: alias === true ? [camel] : [],
  });
}
