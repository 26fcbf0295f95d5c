/** The fields of a mapping as keys: those of the schema, without what the neighbours rule out. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { isObject } from '#knative/json.ts';
import { valueAt, type Path } from '#knative/path.ts';
import type { Field, ObjectShape, Shape } from '#knative/resources/shape.ts';
import { text } from '#knative/text.ts';
import type { SchemaProposal } from '../../model/schemaProposals.ts';
import type { Context } from './context.ts';
import { withPage } from './page.ts';
import { ranks, type KeyProposal } from './proposal.ts';
import { hasKnownValues } from './sources.ts';

/** @param path the mapping, which may be an item that is yet to be written */
export function fieldKeys(
  context: Context,
  path: Path,
  shape: ObjectShape,
  offered: readonly SchemaProposal[],
): readonly KeyProposal[] {
  const held = valueAt(context.resource.value, path);
  const own = context.spot.at === 'key' ? textAt(context) : undefined;
  const present = new Set(isObject(held) ? Object.keys(held).filter((key) => key !== own) : []);
  return offered.flatMap((proposal, index) => {
    const key = proposal.label;
    const field = shape.fields[key];
    if (
      field === undefined ||
      field.deprecated === true ||
      present.has(key) ||
      isRuledOut(context, shape, key, present)
    )
      return [];
    return [keyOf(context, [...path, key], field, proposal, index)];
  });
}

function textAt({ place, spot }: Context): string {
  return place.segment.text.slice(spot.start, spot.end);
}

/** Of some fields a manifest may hold one alone; and a Service has one configuration, which it does not name. */
function isRuledOut(
  { resource }: Context,
  { go, fields }: ObjectShape,
  key: string,
  present: ReadonlySet<string>,
): boolean {
  if (key === 'configurationName' && resource.kind === 'Service') return true;
  const groups = exclusive.filter((group) => group.go.test(go) && group.keys.includes(key));
  return groups.some(({ keys }) => keys.some((one) => Object.hasOwn(fields, one) && present.has(one)));
}

const exclusive: readonly { readonly go: RegExp; readonly keys: readonly string[] }[] = [
  { go: /TrafficTarget$/, keys: ['revisionName', 'latestRevision', 'configurationName'] },
  { go: /EnvVar$/, keys: ['value', 'valueFrom'] },
  { go: /EnvFromSource$/, keys: ['configMapRef', 'secretRef'] },
  { go: /Probe$/, keys: ['httpGet', 'exec', 'tcpSocket', 'grpc'] },
  { go: /\.ServiceSpec$/, keys: ['runLatest', 'release', 'pinned', 'manual', 'template'] },
  { go: /Volume$/, keys: ['configMap', 'secret', 'projected', 'emptyDir', 'persistentVolumeClaim'] },
];

function keyOf(
  context: Context,
  path: Path,
  field: Field,
  { label, snippet, documentation }: SchemaProposal,
  index: number,
): KeyProposal {
  const isChosen = isScalar(field.shape) && (isChoice(field.shape) || hasKnownValues(context, path));
  const body = isChosen ? ': $1' : bodyOf(label, field.shape, snippet);
  const rank = field.required === true ? ranks.required : ranks.field;
  return {
    type: 'key',
    key: label,
    body,
    asks: isChosen || (!isScalar(field.shape) && isOpen(body)),
    rank: rank + index,
    kind: CompletionItemKind.Property,
    detail: detailOf(context, field),
    documentation: withPage(context, documentation, field.docs),
  };
}

/** What follows the key, with a place for the cursor. */
function bodyOf(key: string, shape: Shape, snippet: string): string {
  const usual = usualBodies.find(
    (one) => one.key === key && shape.type === 'object' && one.go.test(shape.go),
  );
  if (usual !== undefined) return usual.body;
  // Of what may be anything, only the name comes.
  if (!snippet.includes(':')) return ': $1';
  const [first = '', ...rest] = snippet.slice(key.length).split('\n');
  const below = rest.filter((line, index) => line.trim() !== '' || index === rest.length - 1);
  const columns = (below[0] ?? '').length - (below[0] ?? '').trimStart().length;
  const body = [first, ...below.map((line) => line.slice(Math.max(0, columns - 2)))].join('\n');
  if (/\$\{?\d/.test(body)) return body;
  return /\s$/.test(body) ? `${body}$1` : body;
}

/** What nearly every manifest holds there, although nothing requires it. */
const usualBodies: readonly { readonly key: string; readonly go: RegExp; readonly body: string }[] = [
  { key: 'metadata', go: /\.ObjectMeta$/, body: ':\n  name: $1' },
  { key: 'template', go: /RevisionTemplateSpec$/, body: ':\n  spec:\n    containers:\n      - image: $1' },
  {
    key: 'ref',
    go: /KReference$/,
    body: ':\n  apiVersion: ${1:serving.knative.dev/v1}\n  kind: ${2:Service}\n  name: $3',
  },
];

/** What is still empty: a value, or the first line of a mapping or a list. */
function isOpen(body: string): boolean {
  return /^:(?:\n *(?:- )?)?\s?\$1$/.test(body);
}

function isScalar({ type }: Shape): boolean {
  return type !== 'object' && type !== 'list' && type !== 'map' && type !== 'any';
}

function isChoice(shape: Shape): boolean {
  return shape.type === 'bool' || ('allowed' in shape && shape.allowed !== undefined);
}

function detailOf({ snapshot }: Context, { shape, required, default: fallback, range }: Field): string {
  const parts = [nameOf(shape)];
  if (required === true) parts.push(snapshot.translate(text('required')));
  if (range !== undefined) parts.push(`${range[0]}–${range[1]}`);
  if (typeof fallback === 'string' || typeof fallback === 'number' || typeof fallback === 'boolean')
    parts.push(snapshot.translate(text('default {0}', String(fallback))));
  return parts.join(', ');
}

function nameOf(shape: Shape): string {
  return shape.type === 'list' ? `${nameOf(shape.items)}[]` : shape.type;
}
