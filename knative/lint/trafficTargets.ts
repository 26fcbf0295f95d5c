/** The entries of `spec.traffic` as the rules look at them. */
import { isArray, isObject, member, type Json } from '../json.ts';
import type { Path } from '../path.ts';
import type { Resource } from '../resource.ts';

export interface Target {
  readonly path: Path;
  /** '' where the entry follows the newest revision. */
  readonly revisionName: string;
  /** What v1alpha1 calls a name; '' where there is none. */
  readonly tag: string;
  /** What is missing counts as 0. */
  readonly percent: number;
  readonly value: Json;
}

export function targetsOf({ value, apiVersion }: Resource): readonly Target[] {
  const traffic = member(value['spec'], 'traffic');
  if (!isArray(traffic)) return [];
  const tagKey = apiVersion.endsWith('/v1alpha1') ? 'name' : 'tag';
  return traffic.flatMap((item, index) => {
    if (!isObject(item)) return [];
    const percent = item['percent'];
    return [
      {
        path: ['spec', 'traffic', index],
        revisionName: textAt(item, 'revisionName'),
        tag: textAt(item, 'tag') || textAt(item, tagKey),
        percent: typeof percent === 'number' ? percent : 0,
        value: item,
      },
    ];
  });
}

/** A text member; '' where there is none. */
export function textAt(value: Json | undefined, key: string): string {
  const text = member(value, key);
  return typeof text === 'string' ? text : '';
}
