/** The parts of a resource that are worth jumping to: templates, containers, traffic, parameters, steps, tasks. */
import { isObject, member, type Json } from './json.ts';
import { type Path, valueAt } from './path.ts';
import { groupOf, type Resource } from './resource.ts';
import { shareInShort, splitOf } from './split.ts';
import { containerPathsOf, itemPaths, templatePathOf } from './template.ts';
import type { Text } from './text.ts';

export interface Part {
  readonly path: Path;
  readonly type: 'template' | 'container' | 'traffic' | 'target' | 'parameter' | 'step' | 'task' | 'link';
  /** A word of the manifest, or a sentence of ours. */
  readonly name: string | Text;
  /** What stands behind the name; '' where there is nothing to say. */
  readonly detail: string;
  readonly parts: readonly Part[];
}

export function outlineOf(resource: Resource): readonly Part[] {
  switch (groupOf(resource.apiVersion)) {
    case 'serving.knative.dev':
      return [...templatePart(resource), ...trafficPart(resource), ...linkPart(resource, ['spec', 'ref'])];
    case 'build.knative.dev':
      return [
        ...parameterParts(resource, ['spec', 'parameters']),
        ...linkPart(resource, ['spec', 'template']),
        ...stepParts(resource, ['spec', 'steps']),
      ];
    case 'tekton.dev':
      return tektonParts(resource);
    default:
      return eventParts(resource);
  }
}

function templatePart(resource: Resource): readonly Part[] {
  const containers = containerPathsOf(resource).map((path) =>
    part(resource, 'container', path, path.at(-1) === 'container' ? 'container' : ''),
  );
  const path = templatePathOf(resource);
  if (path === undefined) return containers;
  const name = textAt(valueAt(resource.value, [...path, 'metadata']), 'name');
  return [{ path, type: 'template', name: String(path.at(-1)), detail: name, parts: containers }];
}

function trafficPart(resource: Resource): readonly Part[] {
  const spec = resource.value['spec'];
  const [path, targets] =
    member(spec, 'release') === undefined
      ? [['spec', 'traffic'], itemPaths(resource, ['spec', 'traffic'])]
      : [['spec', 'release'], itemPaths(resource, ['spec', 'release', 'revisions'])];
  if (targets.length === 0) return [];
  const shares = splitOf(resource);
  const parts = targets.flatMap((target, index): readonly Part[] => {
    const share = shares[index];
    if (share === undefined) return [];
    return [{ path: target, type: 'target', name: shareInShort(share), detail: share.tag, parts: [] }];
  });
  return [{ path, type: 'traffic', name: String(path.at(-1)), detail: '', parts }];
}

function tektonParts(resource: Resource): readonly Part[] {
  const held = ['taskSpec', 'pipelineSpec'].find((key) => isObject(member(resource.value['spec'], key)));
  const spec = held === undefined ? ['spec'] : ['spec', held];
  return [
    ...parameterParts(resource, [...spec, 'params']),
    ...['taskRef', 'pipelineRef'].flatMap((key) => linkPart(resource, ['spec', key])),
    ...stepParts(resource, [...spec, 'steps']),
    ...['tasks', 'finally'].flatMap((key) =>
      itemPaths(resource, [...spec, key]).map((path) => part(resource, 'task', path, '')),
    ),
  ];
}

function eventParts(resource: Resource): readonly Part[] {
  const places: readonly Path[] = [
    ['spec', 'subscriber'],
    ['spec', 'sink'],
    ['spec', 'reply'],
    ...itemPaths(resource, ['spec', 'steps']),
    ...itemPaths(resource, ['spec', 'branches']),
  ];
  return [
    ...linkPart(resource, ['spec', 'channel']),
    ...places.flatMap((path) => {
      const value = valueAt(resource.value, path);
      if (!isObject(value)) return [];
      const name = path.slice(1).join(' ');
      return [{ path, type: 'link' as const, name, detail: targetOf(value), parts: [] }];
    }),
  ];
}

/** Where a destination, or a branch's subscriber, leads to. */
function targetOf(destination: Json): string {
  const at = member(destination, 'subscriber') ?? destination;
  return textAt(member(at, 'ref'), 'name') || textAt(at, 'uri');
}

function parameterParts(resource: Resource, list: Path): readonly Part[] {
  return itemPaths(resource, list).map((path) => part(resource, 'parameter', path, ''));
}

function stepParts(resource: Resource, list: Path): readonly Part[] {
  return itemPaths(resource, list).map((path, index) => part(resource, 'step', path, `step ${index + 1}`));
}

function linkPart(resource: Resource, path: Path): readonly Part[] {
  const value = valueAt(resource.value, path);
  if (!isObject(value)) return [];
  return [{ path, type: 'link', name: String(path.at(-1)), detail: textAt(value, 'name'), parts: [] }];
}

function part(resource: Resource, type: Part['type'], path: Path, unnamed: string): Part {
  const value = valueAt(resource.value, path);
  const image = textAt(value, 'image');
  const used = textAt(member(value, 'taskRef'), 'name');
  const name = textAt(value, 'name') || unnamed || image || String(path.at(-1));
  return { path, type, name, detail: image === name ? '' : image || used, parts: [] };
}

function textAt(value: Json | undefined, key: string): string {
  const found = member(value, key);
  return typeof found === 'string' ? found : '';
}
