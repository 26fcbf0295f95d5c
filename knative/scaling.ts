/** What the autoscaler will do with a revision, in words: the sums behind its annotations and its concurrency. */
import { autoscalerSettings, type AutoscalerSettings } from './autoscaler/settings.ts';
import type { ClusterProfile } from './clusterProfile.ts';
import { isObject, member, type Json } from './json.ts';
import { valueAt } from './path.ts';
import type { Resource } from './resource.ts';
import { podPathOf, templatePathOf } from './template.ts';
import { text, type Text } from './text.ts';

export interface Scaling extends AutoscalerSettings {
  readonly autoscaler: 'kpa' | 'hpa' | 'other';
  /** `concurrency`, `rps`, `cpu`, `memory`, or the name of a metric of one's own. */
  readonly measured: string;
  /** What the annotation asks one instance to take, before any limit. */
  readonly asked: string | undefined;
  /** 0 for no limit. */
  readonly containerConcurrency: number;
}

/** How the revisions of a resource will scale; undefined where it makes none. */
export function scalingOf(resource: Resource, profile: ClusterProfile): Scaling | undefined {
  const pod = podPathOf(resource);
  if (pod === undefined) return undefined;
  const metadata = [...(templatePathOf(resource) ?? []), 'metadata', 'annotations'];
  const annotations = textsOf(valueAt(resource.value, metadata));
  const containerConcurrency = concurrencyOf(valueAt(resource.value, pod), profile);
  const config = configOf(resource, profile);
  const name = annotations[`${group}/class`] ?? config['pod-autoscaler-class'] ?? kpa;
  const autoscaler = name === kpa ? 'kpa' : name === hpa ? 'hpa' : 'other';
  const settings = autoscalerSettings(annotations, containerConcurrency, config);
  return {
    ...settings,
    autoscaler,
    containerConcurrency,
    asked: annotations[`${group}/target`],
    measured: annotations[`${group}/metric`] ?? (autoscaler === 'hpa' ? 'cpu' : settings.metric),
  };
}

const group = 'autoscaling.knative.dev';
const kpa = 'kpa.autoscaling.knative.dev';
const hpa = 'hpa.autoscaling.knative.dev';

/** The clusters of 2019 aimed at all of the target (config-autoscaler of serving 0.3). */
function configOf(
  { apiVersion }: Resource,
  { autoscaler }: ClusterProfile,
): Readonly<Record<string, string>> {
  if (!apiVersion.endsWith('/v1alpha1')) return autoscaler;
  return { 'container-concurrency-target-percentage': '100', ...autoscaler };
}

function concurrencyOf(pod: Json | undefined, { defaults }: ClusterProfile): number {
  const given = member(pod, 'containerConcurrency');
  if (typeof given === 'number') return given;
  if (member(pod, 'concurrencyModel') === 'Single') return 1;
  const usual = Number(defaults['container-concurrency'] ?? '0');
  return Number.isFinite(usual) ? usual : 0;
}

function textsOf(value: Json | undefined): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** "target 100 at 70 % = 70 requests a pod", and what else bears on it. */
export function targetInWords(scaling: Scaling): readonly Text[] {
  if (scaling.autoscaler === 'other') return [];
  if (scaling.autoscaler === 'hpa') return hpaTarget(scaling);
  const { total, utilization, target, metric, containerConcurrency, asked } = scaling;
  const [all, share, each] = [rounded(total), rounded(utilization * 100), rounded(target)];
  if (metric === 'rps') {
    return [text('target {0} at {1} % = {2} requests a second for each pod', all, share, each)];
  }
  const sum = text('target {0} at {1} % = {2} requests a pod', all, share, each);
  if (asked === undefined || !(Number(asked) > total)) return [sum];
  return [
    sum,
    text(
      'containerConcurrency {0} counts, because it is less than the target {1}',
      containerConcurrency,
      asked,
    ),
  ];
}

function hpaTarget({ measured, asked }: Scaling): readonly Text[] {
  if (asked === undefined) return [text('without a target, this autoscaler does nothing')];
  const target = Number(asked);
  switch (measured) {
    case 'cpu':
      return [text('target {0} % of the CPU that a pod requests', Math.ceil(target))];
    case 'memory':
      return [text('target {0} MiB of memory a pod', target)];
    default:
      return [text('target {0} of the metric {1} a pod', target, measured)];
  }
}

/** From how few pods to how many. */
export function scaleInWords(scaling: Scaling): readonly Text[] {
  const { minScale, maxScale, autoscaler } = scaling;
  const least = autoscaler === 'hpa' ? Math.max(1, minScale) : minScale;
  const range =
    maxScale === 0
      ? text('{0} pods or more, without an upper limit', least)
      : text('{0} to {1} pods', least, maxScale);
  return [range, ...idleInWords(scaling), ...startInWords(scaling)];
}

function idleInWords({ autoscaler, minScale, enableScaleToZero, stableWindow }: Scaling): readonly Text[] {
  if (autoscaler === 'hpa') return [text('the autoscaler of Kubernetes never scales to zero')];
  if (autoscaler === 'other' || minScale > 0) return [];
  return enableScaleToZero
    ? [text('the last pod goes after {0} s without requests', rounded(stableWindow))]
    : [text('this cluster keeps the last pod')];
}

/** Until a revision was ready once, it has its initial scale at least. */
function startInWords({ autoscaler, minScale, initialScale, activationScale }: Scaling): readonly Text[] {
  if (autoscaler !== 'kpa') return [];
  const start = text(
    'a new revision counts as ready from this many pods on: {0}',
    Math.max(minScale, initialScale),
  );
  return activationScale > 1 ? [start, text('it wakes up with {0} pods', activationScale)] : [start];
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
