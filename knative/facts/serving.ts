/** Facts of Serving, today's and that of 2019: who names revisions, and who sends traffic to them. */
import { isObject, member } from '../json.ts';
import type { Path } from '../path.ts';
import { containerPathsOf, itemPaths, modes, podPathOf, templatePathOf } from '../template.ts';
import { buildFacts } from './build.ts';
import { templateFingerprint } from '../templateFingerprint.ts';
import { textOf, type Notes } from './notes.ts';
import { referenceFacts } from './objectReference.ts';

/** What a `revision` or a `tag` carries. */
export interface ServiceData {
  /** Whose it is: the Service, or the Configuration or Route that has none. */
  readonly service: string;
  /** Of a revision that a template names, the template's fingerprint. */
  readonly template?: string;
}

/** Whose revision or tag it is; '' where that is not known. */
export function serviceOf({ data }: { readonly data?: unknown }): string {
  // The index hands back what `servingFacts` put in.
  return (data as Partial<ServiceData> | undefined)?.service ?? '';
}

/** What a `service` or `configuration` carries whose template has a name. */
export interface OwnerOfRevision {
  readonly revision: string;
}

/** The revision that the template of a Service or Configuration names; '' where it names none. */
export function revisionOf({ data }: { readonly data?: unknown }): string {
  return (data as Partial<OwnerOfRevision> | undefined)?.revision ?? '';
}

/** The fingerprint of the template that names a revision; '' where none does. */
export function templateOf({ data }: { readonly data?: unknown }): string {
  return (data as Partial<ServiceData> | undefined)?.template ?? '';
}

export function servingFacts(notes: Notes): void {
  const { kind } = notes.resource;
  switch (kind) {
    case 'Revision':
      revisionFacts(notes);
      break;
    case 'DomainMapping':
      domainMappingFacts(notes);
      break;
    case 'Service':
    case 'Configuration':
    case 'Route':
      ownerFacts(notes, kind);
      trafficFacts(notes, ['spec', 'traffic']);
      if (isOld(notes)) oldFacts(notes);
      break;
    default:
  }
  containerFacts(notes);
}

function revisionFacts(notes: Notes): void {
  const labels = member(notes.resource.value['metadata'], 'labels');
  const service = textOf(labels, 'serving.knative.dev/service');
  notes.define('revision', ['metadata', 'name'], { service } satisfies ServiceData);
}

/** A Service, Configuration or Route, and the revision that its template names. */
function ownerFacts(notes: Notes, kind: string): void {
  const template = templatePathOf(notes.resource);
  const metadata = [...(template ?? []), 'metadata'];
  const revision = template === undefined ? '' : textOf(notes.at(metadata), 'name');
  const owner = revision === '' ? undefined : ({ revision } satisfies OwnerOfRevision);
  notes.define(kind.toLowerCase(), ['metadata', 'name'], owner);
  if (template === undefined || revision === '') return;
  const fingerprint = templateFingerprint(notes.at(template) ?? null);
  const data: ServiceData = { ...dataOf(notes), template: fingerprint };
  notes.define('revision', [...metadata, 'name'], data);
}

function trafficFacts(notes: Notes, traffic: Path): void {
  for (const target of itemPaths(notes.resource, traffic)) {
    notes.refer('revision', [...target, 'revisionName'], { data: dataOf(notes) });
    notes.refer('configuration', [...target, 'configurationName']);
    notes.define('tag', [...target, 'tag'], dataOf(notes));
    // A Route of v1alpha1 calls the tag a name.
    if (isOld(notes)) notes.define('tag', [...target, 'name'], dataOf(notes));
  }
}

function isOld({ resource }: Notes): boolean {
  return resource.apiVersion.endsWith('/v1alpha1');
}

/** The modes and the inline builds of 2019. */
function oldFacts(notes: Notes): void {
  const data = dataOf(notes);
  for (const path of itemPaths(notes.resource, ['spec', 'release', 'revisions'])) {
    if (notes.at(path) !== '@latest') notes.refer('revision', path, { data });
  }
  notes.refer('revision', ['spec', 'pinned', 'revisionName'], { data });
  for (const path of inlineBuilds) inlineBuildFacts(notes, path);
}

function dataOf({ resource }: Notes): ServiceData {
  return { service: resource.name };
}

const inlineBuilds: readonly Path[] = [
  ['spec', 'build'],
  ...modes.map((mode) => ['spec', mode, 'configuration', 'build']),
];

/** Either the `spec` of a Build, or a whole object; that may be of any kind, and then it is not ours to read. */
function inlineBuildFacts(notes: Notes, path: Path): void {
  const build = notes.at(path);
  if (!isObject(build)) return;
  const kind = textOf(build, 'kind');
  if (kind === '') buildFacts(notes, path);
  else if (kind === 'Build') buildFacts(notes, [...path, 'spec']);
}

function containerFacts(notes: Notes): void {
  for (const container of containerPathsOf(notes.resource)) notes.define('image', [...container, 'image']);
  const pod = isOld(notes) ? podPathOf(notes.resource) : undefined;
  if (pod === undefined) return;
  notes.refer('build', [...pod, 'buildName']);
  if (textOf(notes.at([...pod, 'buildRef']), 'kind') === 'Build')
    notes.refer('build', [...pod, 'buildRef', 'name']);
}

function domainMappingFacts(notes: Notes): void {
  notes.define('domainMapping', ['metadata', 'name']);
  referenceFacts(notes, ['spec', 'ref']);
}
