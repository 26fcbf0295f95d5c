/** Where a manifest of Serving names the images of its containers. */
import type { JsonObject } from '../json.ts';
import { type Path, valueAt } from '../path.ts';
import { textAt } from '../json.ts';
import { containerPathsOf } from '../template.ts';

export interface ImageField {
  readonly path: Path;
  /** '' where it has no name. */
  readonly container: string;
  readonly image: string;
}

/** None of init containers: what a build makes is what serves. */
export function imageFields(apiVersion: string, kind: string, value: JsonObject): readonly ImageField[] {
  const resource = { apiVersion, kind, name: '', namespace: '', value, duplicateKeys: [] };
  return containerPathsOf(resource)
    .filter((path) => !path.includes('initContainers'))
    .map((path) => {
      const container = valueAt(value, path);
      return {
        path: [...path, 'image'],
        container: textAt(container, 'name'),
        image: textAt(container, 'image'),
      };
    });
}
