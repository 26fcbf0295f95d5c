/** Facts of Build: templates with their parameters, and the builds that use them. */
import type { Path } from '../path.ts';
import { itemPaths } from '../template.ts';
import { textOf, type Notes } from './notes.ts';
import {
  declared,
  declareParameters,
  mentionParameters,
  ownerIn,
  type OwnerData,
  type ParametersData,
} from './parameters.ts';

export function buildGroupFacts(notes: Notes): void {
  const { kind } = notes.resource;
  switch (kind) {
    case 'Build':
      notes.define('build', ['metadata', 'name']);
      buildFacts(notes, ['spec']);
      break;
    case 'BuildTemplate':
    case 'ClusterBuildTemplate':
      templateFacts(notes, kind);
      break;
    default:
  }
}

/** What the `spec` of a Build at `path` mentions. */
export function buildFacts(notes: Notes, path: Path): void {
  const template = [...path, 'template'];
  const type = textOf(notes.at(template), 'kind') === 'ClusterBuildTemplate' ? 'Cluster' : '';
  notes.refer(type === '' ? 'buildTemplate' : 'clusterBuildTemplate', [...template, 'name']);
  const name = textOf(notes.at(template), 'name');
  if (name !== '') {
    const owner = `${type}BuildTemplate/${name}`;
    for (const argument of itemPaths(notes.resource, [...template, 'arguments'])) {
      notes.refer('parameter', [...argument, 'name'], { data: { owner } satisfies OwnerData });
    }
    for (const env of itemPaths(notes.resource, [...template, 'env'])) {
      mentionParameters(notes, [...env, 'value'], 'build', () => owner);
    }
  }
  imageFacts(notes, path);
}

function imageFacts(notes: Notes, path: Path): void {
  const sources = [[...path, 'source'], ...itemPaths(notes.resource, [...path, 'sources'])];
  for (const source of sources) notes.define('image', [...source, 'custom', 'image']);
  for (const step of itemPaths(notes.resource, [...path, 'steps'])) notes.define('image', [...step, 'image']);
}

function templateFacts(notes: Notes, kind: 'BuildTemplate' | 'ClusterBuildTemplate'): void {
  const parameters = declared(notes.at(['spec', 'parameters']));
  const type = kind === 'BuildTemplate' ? 'buildTemplate' : 'clusterBuildTemplate';
  notes.define(type, ['metadata', 'name'], { parameters } satisfies ParametersData);
  const scope = declareParameters(notes, ['spec', 'parameters'], `${kind}/${notes.resource.name}`);
  for (const path of replacedIn(notes)) {
    mentionParameters(notes, path, 'build', (name) => ownerIn(scope, name));
  }
  imageFacts(notes, ['spec']);
}

/** Where the Build controller replaces placeholders (build pkg/builder, ApplyReplacements); nowhere else. */
function* replacedIn({ resource }: Notes): Iterable<Path> {
  for (const step of itemPaths(resource, ['spec', 'steps'])) {
    for (const key of ['name', 'image', 'args', 'command', 'workingDir']) yield [...step, key];
    for (const env of itemPaths(resource, [...step, 'env'])) yield [...env, 'value'];
    for (const mount of itemPaths(resource, [...step, 'volumeMounts'])) {
      for (const key of ['name', 'mountPath', 'subPath']) yield [...mount, key];
    }
  }
  for (const volume of itemPaths(resource, ['spec', 'volumes'])) {
    yield [...volume, 'name'];
    yield [...volume, 'configMap', 'name'];
    yield [...volume, 'secret', 'secretName'];
    yield [...volume, 'persistentVolumeClaim', 'claimName'];
  }
}
