/**
 * Completion: what the schema of a kind offers, and what no schema knows: names from other manifests and the cluster,
 * annotations, parameters, whole manifests. The only feature that waits, for the schema.
 */
import { CompletionItemKind, type CompletionItem } from 'vscode-languageserver-types';
import { isArray } from '#knative/json.ts';
import { valueAt, type Path } from '#knative/path.ts';
import type { ObjectShape, ScalarShape, Shape } from '#knative/resources/shape.ts';
import type { AskSchema, SchemaProposal } from '../model/schemaProposals.ts';
import type { PositionParams, Snapshot, WaitingFeature } from '../model/snapshot.ts';
import { contextAt, type Context } from './completion/context.ts';
import { fieldKeys } from './completion/fields.ts';
import { itemOf } from './completion/item.ts';
import { firstKeys, manifests } from './completion/manifests.ts';
import { ranks, type Proposal } from './completion/proposal.ts';
import { knownValues } from './completion/sources.ts';
import { annotationKeys } from './completion/sources/annotations.ts';
import { wholeArguments } from './completion/sources/arguments.ts';
import { placeholders } from './completion/sources/placeholders.ts';

export interface CompletionParams extends PositionParams {
  readonly context?: { readonly triggerCharacter?: string };
}

export type Completion = WaitingFeature<CompletionParams, readonly CompletionItem[] | null>;

/** @param schemas gives the schemas with their explanations in the user's language */
export function completion(schemas: (translate: (doc: string) => string) => AskSchema): Completion {
  const known = new WeakMap<Snapshot, AskSchema>();
  return async (snapshot, { position, context: asked }, document) => {
    const context = contextAt(snapshot, document, position);
    if (context === undefined || isEarly(context, asked?.triggerCharacter)) return null;
    const askSchema = known.get(snapshot) ?? schemas((message) => snapshot.translate({ message, args: [] }));
    known.set(snapshot, askSchema);
    const proposals = await proposalsAt(context, askSchema);
    return eachOnce(proposals).map((proposal) => itemOf(context, proposal));
  };
}

/** Who has just typed a colon, a dash or an indentation goes on typing; who asks there by hand is answered. */
function isEarly({ spot: { before }, place, offset }: Context, typed: string | undefined): boolean {
  if (typed === ':' || typed === '-') return before === ' ';
  if (typed !== ' ') return false;
  const { text } = place.segment;
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

async function proposalsAt(context: Context, askSchema: AskSchema): Promise<readonly Proposal[]> {
  const inText = placeholders(context);
  if (inText !== undefined) return inText;
  if (context.spot.at === 'text') return [];
  const { kind, path, shape, spot } = context;
  if (kind === undefined || shape === undefined) {
    return [
      ...manifests(context),
      ...firstKeys(context),
      ...(spot.at === 'key' ? [] : knownValues(context, path)),
    ];
  }
  switch (shape.type) {
    case 'object':
      return objectProposals(context, askSchema, path, shape);
    case 'map':
      return isBelow(context) ? [] : annotationKeys(context);
    case 'list':
      return listProposals(context, askSchema, shape.items);
    default:
      return spot.at === 'key' ? [] : valueProposals(context, askSchema, path, shape);
  }
}

/** In brackets nothing can go on below. */
function isBelow({ spot: { at, flow } }: Context): boolean {
  return at === 'value' && flow;
}

async function objectProposals(
  context: Context,
  askSchema: AskSchema,
  path: Path,
  shape: ObjectShape,
): Promise<readonly Proposal[]> {
  const { kind, spot } = context;
  if (kind === undefined || isBelow(context)) return [];
  const list = path.slice(0, -1);
  const whole = typeof path.at(-1) === 'number' && spot.at === 'bare' ? wholeArguments(context, list) : [];
  const offered = await askSchema({ kind, path, want: 'keys' });
  return [...whole, ...fieldKeys(context, path, shape, offered)];
}

/** A new item, with its dash. */
async function listProposals(
  context: Context,
  askSchema: AskSchema,
  items: Shape,
): Promise<readonly Proposal[]> {
  const { spot, path, resource } = context;
  if (spot.at === 'key' || isBelow(context)) return [];
  const held = valueAt(resource.value, path);
  const item = [...path, isArray(held) ? held.length : 0];
  if (items.type === 'object') return objectProposals(context, askSchema, item, items);
  if (items.type === 'list' || items.type === 'map' || spot.at === 'value') return [];
  return valueProposals(context, askSchema, item, items);
}

async function valueProposals(
  context: Context,
  askSchema: AskSchema,
  path: Path,
  shape: Shape,
): Promise<readonly Proposal[]> {
  const known = knownValues(context, path);
  const { kind } = context;
  // What a schema has beside real names are examples.
  if (kind === undefined || shape.type === 'any' || (known.length > 0 && !isChoice(shape))) return known;
  const offered = await askSchema({ kind, path, want: 'value' });
  return [...known, ...offered.map((one, index) => schemaValue(one, index, shape))];
}

function schemaValue({ label, documentation }: SchemaProposal, index: number, shape: Shape): Proposal {
  return {
    type: 'value',
    value: valueOf(label, shape.type as ScalarShape['type']),
    rank: ranks.possible + index,
    kind: isChoice(shape) ? CompletionItemKind.EnumMember : CompletionItemKind.Value,
    documentation,
  };
}

function isChoice(shape: Shape): boolean {
  return 'allowed' in shape && shape.allowed !== undefined;
}

/** yaml-language-server's label is the value as YAML has it. */
function valueOf(label: string, type: ScalarShape['type']): string | number | boolean {
  if (type === 'bool') return label === 'true';
  const isNumber = /^-?\d+(?:\.\d+)?$/.test(label);
  if (isNumber && type !== 'string') return Number(label);
  return /^".*"$/.test(label) ? (JSON.parse(label) as string) : label;
}

/** Of those with one name the first that counts. */
function eachOnce(proposals: readonly Proposal[]): readonly Proposal[] {
  const found = new Map<string, Proposal>();
  for (const proposal of proposals.toSorted((a, b) => a.rank - b.rank)) {
    const name = nameOf(proposal);
    if (!found.has(name)) found.set(name, proposal);
  }
  return [...found.values()];
}

function nameOf(proposal: Proposal): string {
  switch (proposal.type) {
    case 'key':
      return proposal.key;
    case 'value':
      return String(proposal.value);
    case 'snippet':
    case 'piece':
      return proposal.label;
  }
}
