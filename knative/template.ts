/** Where the kinds of Serving keep what a revision is made from: the template, its pod and its containers. */
import { isArray, isObject } from './json.ts';
import { type Path, valueAt } from './path.ts';
import { groupOf, type Resource } from './resource.ts';

export const servingGroup = 'serving.knative.dev';

/** The modes of a v1alpha1 Service that hold a configuration. */
export const modes = ['runLatest', 'release', 'pinned'] as const;

const places: readonly Path[] = [
  ['spec', 'template'],
  ['spec', 'revisionTemplate'],
  ...modes.map((mode) => ['spec', mode, 'configuration', 'revisionTemplate']),
];

/** The template of a Service or Configuration of any version; undefined for other kinds, and where it has none. */
export function templatePathOf({ apiVersion, kind, value }: Resource): Path | undefined {
  if (groupOf(apiVersion) !== servingGroup || (kind !== 'Service' && kind !== 'Configuration')) {
    return undefined;
  }
  return places.find((path) => isObject(valueAt(value, path)));
}

/** What holds a revision's containers: `spec` of the template, or of a Revision itself. */
export function podPathOf(resource: Resource): Path | undefined {
  if (resource.kind === 'Revision' && groupOf(resource.apiVersion) === servingGroup) return ['spec'];
  const template = templatePathOf(resource);
  return template === undefined ? undefined : [...template, 'spec'];
}

/** The containers of a revision: one `container` in v1alpha1, else the items of two lists. */
export function containerPathsOf(resource: Resource): readonly Path[] {
  const pod = podPathOf(resource);
  if (pod === undefined) return [];
  const single = [...pod, 'container'];
  return [
    ...(isObject(valueAt(resource.value, single)) ? [single] : []),
    ...itemPaths(resource, [...pod, 'containers']),
    ...itemPaths(resource, [...pod, 'initContainers']),
  ];
}

/** The paths of a list's items; none where there is no list. */
export function itemPaths({ value }: Pick<Resource, 'value'>, list: Path): readonly Path[] {
  const items = valueAt(value, list);
  return isArray(items) ? items.map((_, index) => list.concat(index)) : [];
}
