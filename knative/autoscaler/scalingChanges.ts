/** Other settings for a revision: what they would be, and the annotations that say so in its manifest. */
import type { Change } from '../change.ts';
import { isObject, type Json } from '../json.ts';
import { valueAt, type Path } from '../path.ts';
import type { Resource } from '../resource.ts';
import { templatePathOf } from '../template.ts';
import { plain } from './figures.ts';
import { autoscalerSettings, type AutoscalerSettings, type ScalingMetric } from './settings.ts';

/** What is to be other than it is; null takes an annotation away, so that the cluster's default counts. */
export interface ScalingChanges {
  readonly metric?: ScalingMetric | null;
  /** Before utilization. */
  readonly target?: number | null;
  /** Percent. */
  readonly utilization?: number | null;
  /** Seconds. */
  readonly window?: number | null;
  /** Percent of the window. */
  readonly panicWindow?: number | null;
  /** Percent of the ready replicas. */
  readonly panicThreshold?: number | null;
  readonly minScale?: number | null;
  /** 0 for no limit. */
  readonly maxScale?: number | null;
  readonly initialScale?: number | null;
  readonly activationScale?: number | null;
  /** Seconds. */
  readonly scaleDownDelay?: number | null;
  /** Seconds. */
  readonly podRetention?: number | null;
  readonly targetBurstCapacity?: number | null;
}

type Annotations = Readonly<Record<string, string>>;

const prefix = 'autoscaling.knative.dev/';

const names: Readonly<Record<keyof ScalingChanges, string>> = {
  metric: 'metric',
  target: 'target',
  utilization: 'target-utilization-percentage',
  window: 'window',
  panicWindow: 'panic-window-percentage',
  panicThreshold: 'panic-threshold-percentage',
  minScale: 'min-scale',
  maxScale: 'max-scale',
  initialScale: 'initial-scale',
  activationScale: 'activation-scale',
  scaleDownDelay: 'scale-down-delay',
  podRetention: 'scale-to-zero-pod-retention-period',
  targetBurstCapacity: 'target-burst-capacity',
};

const spans: ReadonlySet<string> = new Set<keyof ScalingChanges>([
  'window',
  'scaleDownDelay',
  'podRetention',
]);

/** The annotations to write, by their full keys in today's spelling; '' takes one away. */
export function annotationsForChanges(changes: ScalingChanges): Annotations {
  const entries = Object.entries(names).flatMap(([name, annotation]) => {
    const value = changes[name as keyof ScalingChanges];
    return value === undefined ? [] : [[prefix + annotation, written(name, value)] as const];
  });
  return Object.fromEntries(entries);
}

/** What the autoscaler would go by. */
export function changedSettings(
  before: {
    readonly annotations: Annotations;
    readonly containerConcurrency: number;
    readonly config: Annotations;
  },
  changes: ScalingChanges,
): AutoscalerSettings {
  const entries = Object.entries({ ...withoutOld(before.annotations), ...annotationsForChanges(changes) });
  const annotations = Object.fromEntries(entries.filter(([, value]) => value !== ''));
  return autoscalerSettings(annotations, before.containerConcurrency, before.config);
}

/**
 * The edits of a manifest's template that make these its annotations: only those that say something else than is
 * written. An old spelling gets today's. None for a resource without a template.
 */
export function annotationChanges(resource: Resource, annotations: Annotations): readonly Change[] {
  const template = templatePathOf(resource);
  if (template === undefined) return [];
  const path = [...template, 'metadata', 'annotations'];
  const found = valueAt(resource.value, path);
  // Clusters of then do not know the spelling of today.
  const is2019 = resource.apiVersion.endsWith('/v1alpha1');
  return Object.entries(annotations).flatMap(([key, value]) =>
    changesFor(path, found, is2019 ? camelCase(key) : key, value),
  );
}

function changesFor(path: Path, found: Json | undefined, key: string, value: string): readonly Change[] {
  const has = (name: string): boolean => isObject(found) && Object.hasOwn(found, name);
  const old = camelCase(key);
  const isOld = old !== key && has(old);
  if (value === '') {
    return [key, ...(isOld ? [old] : [])]
      .filter(has)
      .map((name): Change => ({ op: 'remove', path: [...path, name] }));
  }
  // Where both spellings stand, today's counts, and the other would only mislead.
  const spelled: readonly Change[] = !isOld
    ? []
    : has(key)
      ? [{ op: 'remove', path: [...path, old] }]
      : [{ op: 'rename', path: [...path, old], key }];
  const current = valueAt(found, [has(key) ? key : old]);
  if (current === value) return spelled;
  return [...spelled, { op: 'set', path: [...path, key], value }];
}

function written(name: string, value: number | string | null): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return spans.has(name) ? `${plain(value)}s` : plain(value);
}

/** Today's spelling for all, so that a change of one meets it. */
function withoutOld(annotations: Annotations): Annotations {
  const today = new Map(Object.values(names).map((name) => [camelCase(prefix + name), prefix + name]));
  const entries = Object.entries(annotations);
  const old = entries.flatMap(([key, value]) => {
    const other = today.get(key);
    return other === undefined || other === key ? [] : [[other, value] as const];
  });
  return Object.fromEntries([
    ...old,
    ...entries.filter(([key]) => !(today.has(key) && today.get(key) !== key)),
  ]);
}

function camelCase(key: string): string {
  return key.replaceAll(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}
