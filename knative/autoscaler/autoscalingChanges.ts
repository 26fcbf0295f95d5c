/** Annotations of the autoscaler as changes of a manifest, in the spelling that the manifest or its era has. */
import { annotationOf } from '../annotations.ts';
import type { Change } from '../change.ts';
import { isObject } from '../json.ts';
import { valueAt, type Path } from '../path.ts';
import type { Resource } from '../resource.ts';

/**
 * @param template where the template stands
 * @param annotations values by key, in today's spelling; '' for one that is to go
 */
export function autoscalingChanges(
  { apiVersion, value }: Resource,
  template: Path,
  annotations: Readonly<Record<string, string>>,
): readonly Change[] {
  const place = [...template, 'metadata', 'annotations'];
  const own = valueAt(value, place);
  const written = isObject(own) ? own : {};
  return Object.entries(annotations).map(([key, text]): Change => {
    const path = [...place, spelled(key, written, apiVersion)];
    return text === '' ? { op: 'remove', path } : { op: 'set', path, value: text };
  });
}

/** As it is written already; else 0.3 knows only the spelling of old. */
function spelled(key: string, written: Readonly<Record<string, unknown>>, apiVersion: string): string {
  const aliases = annotationOf(key)?.aliases ?? [];
  if (key in written) return key;
  const used = aliases.find((alias) => alias in written);
  return used ?? (apiVersion.endsWith('/v1alpha1') ? (aliases[0] ?? key) : key);
}
