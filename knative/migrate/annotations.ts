/** Autoscaling annotations: the keys of 2019, and those that stood on the object instead of on its template. */
import type { Change } from '../change.ts';
import { isObject, type JsonObject } from '../json.ts';
import { valueAt, type Path } from '../path.ts';
import type { Resource } from '../resource.ts';
import { text } from '../text.ts';
import { nothing, remark, together, type Migration } from './migration.ts';

/** What v1 calls an autoscaling annotation, and allows on templates and revisions alone: the bare beginning counts. */
const prefix = 'autoscaling.knative.dev';

/** Still read, but every page about them has the other spelling. */
const today: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'minScale',
    'maxScale',
    'initialScale',
    'targetUtilizationPercentage',
    'targetBurstCapacity',
    'panicWindowPercentage',
    'panicThresholdPercentage',
    'scaleDownDelay',
    'scaleToZeroPodRetentionPeriod',
    'metricAggregationAlgorithm',
  ].map((name) => [`${prefix}/${name}`, `${prefix}/${name.replaceAll(/[A-Z]/g, dashed)}`]),
);

function dashed(capital: string): string {
  return `-${capital.toLowerCase()}`;
}

/** @param metadata where the template's metadata stands, now and after the changes before */
export function spellings(resource: Resource, metadata: { from: Path; to: Path }): readonly Change[] {
  const annotations = annotationsAt(resource, metadata.from);
  return Object.keys(annotations).flatMap((key): readonly Change[] => {
    const name = today[key];
    if (name === undefined || Object.hasOwn(annotations, name)) return [];
    return [{ op: 'rename', path: [...metadata.to, 'annotations', key], key: name }];
  });
}

/** Annotations of a Service or Configuration that its template shall have; called when the template has been migrated. */
export function toTemplate(resource: Resource, template: { from: Path; to: Path }): Migration {
  const misplaced = autoscalingKeys(resource);
  if (misplaced.length === 0) return nothing;
  const own = annotationsAt(resource, [...template.from, 'metadata']);
  const parts = misplaced.map((key) => {
    const name = today[key] ?? key;
    const aliases = Object.keys(today).filter((alias) => today[alias] === name);
    const has = [name, ...aliases].some((one) => Object.hasOwn(own, one));
    return has ? leftOut(key) : moved(key, [...template.to, 'metadata', 'annotations', name]);
  });
  return together([...parts, withoutEmpty(resource, misplaced)]);
}

/** A Route has no template; nothing there was ever scaled by it. */
export function withoutAutoscaling(resource: Resource): Migration {
  const misplaced = autoscalingKeys(resource);
  if (misplaced.length === 0) return nothing;
  const parts = misplaced.map((key): Migration => {
    const path = ['metadata', 'annotations', key];
    const message = text('A Route does not scale: {0} had no effect here and is left out.', key);
    return { changes: [{ op: 'remove', path }], notes: [remark(path, message)] };
  });
  return together([...parts, withoutEmpty(resource, misplaced)]);
}

function autoscalingKeys(resource: Resource): readonly string[] {
  return Object.keys(annotationsAt(resource, ['metadata'])).filter((key) => key.startsWith(prefix));
}

function moved(key: string, to: Path): Migration {
  const path = ['metadata', 'annotations', key];
  const message = text('{0} had no effect here. It moves to the template, where it takes effect.', key);
  return { changes: [{ op: 'move', path, to }], notes: [remark(path, message)] };
}

function leftOut(key: string): Migration {
  const path = ['metadata', 'annotations', key];
  const message = text(
    '{0} had no effect here and is left out, because the template has its own value for it.',
    key,
  );
  return { changes: [{ op: 'remove', path }], notes: [remark(path, message)] };
}

function withoutEmpty(resource: Resource, taken: readonly string[]): Migration {
  const rest = Object.keys(annotationsAt(resource, ['metadata'])).length - taken.length;
  return rest > 0 ? nothing : { changes: [{ op: 'remove', path: ['metadata', 'annotations'] }], notes: [] };
}

function annotationsAt({ value }: Resource, metadata: Path): JsonObject {
  const annotations = valueAt(value, [...metadata, 'annotations']);
  return isObject(annotations) ? annotations : {};
}
