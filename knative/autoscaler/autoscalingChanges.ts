/** Annotations of the autoscaler as changes of a manifest, in the spelling that the manifest or its era has. */
import { annotationOf } from '../annotations.ts';
import type { Change } from '../change.ts';
import { isObject } from '../json.ts';
import { valueAt, type Path } from '../path.ts';
import type { Resource } from '../resource.ts';

/**
 * Only those that say something else than is written.
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
  return Object.entries(annotations).flatMap(([key, text]): readonly Change[] => {
    const spellings = [key, ...(annotationOf(key)?.aliases ?? [])];
    const used = spellings.filter((name) => Object.hasOwn(written, name));
    if (text === '') return used.map((name) => ({ op: 'remove', path: [...place, name] }));
    // Today's comes first, as it does for the cluster; 0.3 knows only the one of old.
    const [name = (apiVersion.endsWith('/v1alpha1') ? spellings[1] : key) ?? key] = used;
    return written[name] === text ? [] : [{ op: 'set', path: [...place, name], value: text }];
  });
}
