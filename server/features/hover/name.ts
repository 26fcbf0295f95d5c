/** What is known of the name under the cursor: where it is defined, and what the cluster has of it. */
import { ownerOf, parametersOf, type Parameter } from '#knative/facts/parameters.ts';
import { serviceOf } from '#knative/facts/serving.ts';
import { pathEquals } from '#knative/path.ts';
import { generatedNumber, ownerOfGeneratedName } from '#knative/revisionNames.ts';
import { text } from '#knative/text.ts';
import type { Mention } from '#knative/world.ts';
import type { Cursor } from '../../model/cursor.ts';
import { definitionsOf, nameAt, type NameAt } from '../../model/names.ts';
import type { Located, Snapshot } from '../../model/snapshot.ts';
import { code } from './about.ts';
import { liveRevision, liveService } from './live.ts';

export interface NameFacts {
  readonly name: NameAt | undefined;
  readonly facts: readonly string[];
  /** Nothing more is worth saying: who asks for a parameter does not ask for the field it stands in. */
  readonly isAll: boolean;
}

export function aboutName(snapshot: Snapshot, cursor: Cursor): NameFacts {
  const name = nameAt(snapshot, cursor);
  const argument = name?.mention.type === 'parameter' ? name.mention : argumentAt(snapshot, cursor);
  if (argument !== undefined && (name === undefined || name.mention === argument)) {
    return { name, facts: parameterFacts(snapshot, argument), isAll: true };
  }
  return { name, facts: name === undefined ? [] : factsOf(snapshot, cursor, name), isAll: false };
}

function factsOf(snapshot: Snapshot, cursor: Cursor, { mention, defines }: NameAt): readonly string[] {
  switch (mention.type) {
    case 'image':
    case 'parameter':
      return [];
    case 'tag': {
      const host = code(tagHost(mention, cursor.view.resource.apiVersion));
      return [snapshot.translate(text('It has an address of its own, which begins with {0}', host))];
    }
    case 'revision':
      return [
        ...(defines ? [] : [whereRevision(snapshot, cursor, mention)]),
        ...liveRevision(snapshot, mention),
      ];
    case 'service':
      return [
        ...(defines ? [] : [whereDefined(snapshot, cursor, mention)]),
        ...liveService(snapshot, mention),
      ];
    default:
      return defines ? [] : [whereDefined(snapshot, cursor, mention)];
  }
}

/** Releases up to 0.5 put the tag in front as a domain of its own. */
function tagHost(mention: Mention, apiVersion: string): string {
  return `${mention.name}${apiVersion.endsWith('/v1alpha1') ? '.' : '-'}${serviceOf(mention)}.`;
}

/** The parameter whose value the cursor is on. */
function argumentAt(snapshot: Snapshot, { view, path, at }: Cursor): Mention | undefined {
  if (at !== 'value' || path.at(-1) !== 'value') return undefined;
  const name = [...path.slice(0, -1), 'name'];
  return snapshot
    .facts(view)
    .refersTo.find((mention) => mention.type === 'parameter' && pathEquals(mention.path, name));
}

const ownerTypes: Readonly<Record<string, string>> = {
  BuildTemplate: 'buildTemplate',
  ClusterBuildTemplate: 'clusterBuildTemplate',
  Task: 'task',
  Pipeline: 'pipeline',
};

function parameterFacts(snapshot: Snapshot, mention: Mention): readonly string[] {
  const { translate } = snapshot;
  const owner = ownerOf(mention);
  const [kind = '', name = '', ...held] = owner.split('/');
  const head = translate(text('Parameter {0} of {1} {2}', code(mention.name), kind, code(name)));
  const type = ownerTypes[kind];
  if (held.length > 0 || type === undefined) return [head];
  const owners = snapshot.definitions({ ...mention, type, name });
  const parameter = owners.flatMap(parametersOf).find((one) => one.name === mention.name);
  if (parameter !== undefined) return [head, ...describe(snapshot, parameter)];
  return owners.length === 0
    ? [head, translate(text('{0} is not in this workspace', code(name)))]
    : [head, translate(text('{0} does not declare it', code(name)))];
}

function describe({ translate }: Snapshot, { description, default: fallback }: Parameter): readonly string[] {
  const value = typeof fallback === 'string' ? fallback : JSON.stringify(fallback);
  return [
    ...(description === undefined ? [] : [description]),
    fallback === undefined
      ? translate(text('Required'))
      : translate(text('Default: {0}', code(value === '' ? '""' : value))),
  ];
}

function whereRevision(snapshot: Snapshot, { view }: Cursor, mention: Mention): string {
  const { translate } = snapshot;
  const [definition] = definitionsOf(snapshot, mention, view);
  const owner = ownerOfGeneratedName(mention.name) ?? '';
  if (definition === undefined) {
    return translate(text('No manifest of this workspace names the revision {0}', code(mention.name)));
  }
  if (definition.type === 'revision') {
    return translate(text('The revision {0} is named in {1}', code(mention.name), linkTo(definition)));
  }
  const number = generatedNumber(mention.name, owner) ?? 0;
  return translate(
    text('Revision number {0} of {1}, which is in {2}', number, code(owner), linkTo(definition)),
  );
}

function whereDefined(snapshot: Snapshot, { view }: Cursor, mention: Mention): string {
  const { translate } = snapshot;
  const [definition] = definitionsOf(snapshot, mention, view);
  return definition === undefined
    ? translate(text('{0} is not in this workspace', code(mention.name)))
    : translate(text('{0} is in {1}', code(mention.name), linkTo(definition)));
}

/** The file by its last name, as a link to the line. */
function linkTo({ uri, range }: Located): string {
  const file = decodeURIComponentSafely(uri.slice(uri.lastIndexOf('/') + 1));
  return `[${file.replaceAll(/[[\]\\]/g, '\\$&')}](${uri}#L${range.start.line + 1})`;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
