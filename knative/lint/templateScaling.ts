/** The autoscaling annotations of a template, read as the autoscaler reads them. */
import { className } from '../admission/annotations/classAndMetric.ts';
import { annotationOf } from '../annotations.ts';
import type { ClusterProfile } from '../clusterProfile.ts';
import { isObject, type JsonObject } from '../json.ts';
import { type Path, valueAt } from '../path.ts';
import type { Resource } from '../resource.ts';
import { templatePathOf } from '../template.ts';

export interface TemplateScaling {
  /** Where the annotations stand. */
  readonly path: Path;
  readonly autoscaler: 'kpa' | 'hpa' | 'other';
  /** '' where the template does not say. */
  readonly metric: string;
  /** The spelling that counts, and its text; undefined where there is none. */
  annotation(name: string): { readonly key: string; readonly value: string } | undefined;
  /** The same as a number; undefined also where it is none. */
  number(name: string): number | undefined;
}

export function templateScalingOf(
  resource: Resource,
  { autoscaler }: ClusterProfile,
): TemplateScaling | undefined {
  const template = templatePathOf(resource);
  if (template === undefined) return undefined;
  const path = [...template, 'metadata', 'annotations'];
  const annotations = valueAt(resource.value, path);
  if (!isObject(annotations)) return undefined;
  const annotation = (name: string): ReturnType<TemplateScaling['annotation']> => find(annotations, name);
  const numberOf = (name: string): number | undefined => {
    const value = annotation(name)?.value;
    return value === undefined || !/^[+-]?\d+(?:\.\d+)?$/.test(value) ? undefined : Number(value);
  };
  return {
    path,
    autoscaler: autoscalerOf(annotation('class')?.value ?? autoscaler['pod-autoscaler-class']),
    metric: annotation('metric')?.value ?? '',
    annotation,
    number: numberOf,
  };
}

function autoscalerOf(name: string | undefined): TemplateScaling['autoscaler'] {
  if (name === undefined || name === className.kpa) return 'kpa';
  return name === className.hpa ? 'hpa' : 'other';
}

function find(annotations: JsonObject, name: string): ReturnType<TemplateScaling['annotation']> {
  const key = `autoscaling.knative.dev/${name}`;
  for (const spelling of [key, ...(annotationOf(key)?.aliases ?? [])]) {
    const value = Object.hasOwn(annotations, spelling) ? annotations[spelling] : undefined;
    if (typeof value === 'string') return { key: spelling, value };
  }
  return undefined;
}
