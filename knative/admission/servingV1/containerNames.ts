/**
 * Names for containers without one (knative.dev/serving pkg/apis/serving/v1/revision_defaults.go
 * applyDefaultContainerNames, pkg/apis/config/defaults.go).
 */
import type { Container, ObjectMeta } from './types.ts';

/** `taken` are the names of all containers of the pod; made names are not added to it. */
export function named(
  containers: readonly Container[],
  taken: ReadonlySet<string>,
  template: string,
  parent: ObjectMeta,
): readonly Container[] {
  if (containers.every(({ name = '' }) => name !== '')) return containers;
  const base = rendered(template, parent);
  let suffix = 0;
  return containers.map((container) => {
    if ((container.name ?? '') !== '') return container;
    let name = base;
    if (containers.length > 1 || taken.has(base)) {
      do name = `${base}-${suffix++}`;
      while (taken.has(name));
    }
    // Config-defaults can render a template to nothing.
    return name === '' ? container : { ...container, name };
  });
}

const action = /\{\{-?\s*(.*?)\s*-?\}\}/g;
const plainField = /^\.(Name|GenerateName|Namespace)$/;
const mapEntry = /^(?:\.(Labels|Annotations)\.(\w+)|index \.(Labels|Annotations) "([^"]*)")$/;

/** The actions of Go's templates that single out a field of the metadata; others give nothing. */
function rendered(template: string, parent: ObjectMeta): string {
  if (!template.includes('{{')) return template;
  return template.replaceAll(action, (_, inside: string) => {
    const field = plainField.exec(inside)?.[1];
    if (field === 'Name') return parent.name ?? '';
    if (field === 'GenerateName') return parent.generateName ?? '';
    if (field === 'Namespace') return parent.namespace ?? '';
    const [, dotted, member, indexed, key] = mapEntry.exec(inside) ?? [];
    const map = (dotted ?? indexed) === 'Annotations' ? parent.annotations : parent.labels;
    const name = member ?? key;
    return name !== undefined && map !== undefined && Object.hasOwn(map, name) ? (map[name] ?? '') : '';
  });
}
