/** Where a resource of any of our kinds says which containers run. */
import type { Path } from '../path.ts';
import type { Resource } from '../resource.ts';
import { containerPathsOf, itemPaths } from '../template.ts';

/** Of Serving its containers, of Build and Tekton the steps. */
export function containersOf(resource: Resource): readonly Path[] {
  const { apiVersion, kind } = resource;
  if (apiVersion.startsWith('serving.')) return containerPathsOf(resource);
  if (apiVersion.startsWith('build.')) return itemPaths(resource, ['spec', 'steps']);
  return kind === 'Task' ? itemPaths(resource, ['spec', 'steps']) : [];
}
