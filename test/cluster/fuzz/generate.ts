/** Makes manifests: a base, changed in one to three places, sound ones and broken ones about half and half. */
import { stringify } from 'yaml';
import { admit } from '#knative/admission/admission.ts';
import type { ClusterProfile } from '#knative/clusterProfile.ts';
import { isArray, isObject, type Json, type JsonObject } from '#knative/json.ts';
import { firstRejection } from '#knative/problem.ts';
import { resourceOf } from '#test/vectors/read.ts';
import { bases } from './bases.ts';
import { Draft } from './draft.ts';
import type { Mutate, Operator } from './operator.ts';
import { annotationOperators } from './operators/annotations.ts';
import { containerOperators } from './operators/containers.ts';
import { domainMappingOperators } from './operators/domainMapping.ts';
import { gatedOperators } from './operators/gated.ts';
import { fragmentOperators } from './operators/fragments.ts';
import { metadataOperators } from './operators/metadata.ts';
import { podOperators } from './operators/pod.ts';
import { probeOperatorList } from './operators/probes.ts';
import { securityOperators } from './operators/security.ts';
import { structureOperators } from './operators/structure.ts';
import { trafficOperators } from './operators/traffic.ts';
import { updateOperators } from './operators/update.ts';
import { volumeOperators } from './operators/volumes.ts';
import { Random } from './random.ts';

export const operators: readonly Operator[] = [
  ...structureOperators,
  ...metadataOperators,
  ...annotationOperators,
  ...trafficOperators,
  ...containerOperators,
  ...probeOperatorList,
  ...volumeOperators,
  ...securityOperators,
  ...podOperators,
  ...domainMappingOperators,
  ...updateOperators,
  ...fragmentOperators,
  ...gatedOperators,
];

export interface FuzzCase {
  readonly id: string;
  readonly manifest: string;
  /** The object as it is stored before, where the manifest changes one. */
  readonly old?: string;
  /** What was done to the base. */
  readonly ops: readonly string[];
  /** The names of the operators that did it. */
  readonly operators: readonly string[];
}

/** Shares of all manifests. What breaks a sound manifest by accident counts as well, so fewer need to be broken. */
const updates = 0.25;
const broken = 0.42;

/** The same manifests for the same seed, none of them twice. */
export function* fuzzCases(seed: number, count: number, profile: ClusterProfile): Generator<FuzzCase> {
  const random = new Random(seed);
  const used = new Map(operators.map(({ name }) => [name, 0]));
  const known = new Set<string>();
  const start = bases();
  for (let made = 0; made < count;) {
    const next = mutated(start, random, used, profile);
    if (next === undefined) continue;
    const { base, draft, ops, names, isUpdate } = next;
    const manifest = stringify(draft.root, { aliasDuplicateObjects: false, lineWidth: 0 });
    const old = isUpdate ? stringify(base, { aliasDuplicateObjects: false, lineWidth: 0 }) : undefined;
    const key = `${manifest}\n---\n${old ?? ''}`;
    if (known.has(key) || !isSameWhenRead(draft.root)) continue;
    known.add(key);
    for (const name of names) used.set(name, (used.get(name) ?? 0) + 1);
    yield { id: `fuzz-${seed}-${made}`, manifest, ...(old !== undefined && { old }), ops, operators: names };
    made++;
  }
}

interface Mutated {
  readonly base: JsonObject;
  readonly draft: Draft;
  readonly ops: readonly string[];
  readonly names: readonly string[];
  readonly isUpdate: boolean;
}

/** What is stored before an update: a base, or a base with a change that we take for acceptable. */
function stored(
  base: JsonObject,
  random: Random,
  used: ReadonlyMap<string, number>,
  profile: ClusterProfile,
): { readonly object: JsonObject; readonly ops: readonly string[]; readonly names: readonly string[] } {
  const draft = new Draft(base);
  const operator = random.chance(0.5) ? rarest(draft, true, 'sound', random, used) : undefined;
  const done = operator?.sound?.(draft, random);
  const isKept = ['finalizers', 'ownerReferences'].every((key) => draft.at(['metadata', key]) === undefined);
  if (operator === undefined || done === undefined || !isKept || !isAccepted(draft.root, profile)) {
    return { object: base, ops: [], names: [] };
  }
  return { object: draft.root, ops: [`before: ${done}`], names: [operator.name] };
}

function isAccepted(value: JsonObject, profile: ClusterProfile): boolean {
  const resource = resourceOf(stringify(value, { aliasDuplicateObjects: false }));
  return resource !== undefined && firstRejection(admit(resource, { profile })).length === 0;
}

function mutated(
  start: readonly JsonObject[],
  random: Random,
  used: ReadonlyMap<string, number>,
  profile: ClusterProfile,
): Mutated | undefined {
  const isUpdate = random.chance(updates);
  const given = random.pick(start) ?? {};
  const before = isUpdate ? stored(given, random, used, profile) : { object: given, ops: [], names: [] };
  const base = before.object;
  const draft = new Draft(base);
  const ops: string[] = [];
  const names: string[] = [];
  for (const wanted of plan(random)) {
    const operator = rarest(draft, isUpdate, wanted, random, used);
    const done = operator?.[wanted]?.(draft, random);
    if (operator === undefined || done === undefined || done === '') continue;
    ops.push(done);
    names.push(operator.name);
  }
  if (ops.length === 0) return undefined;
  return { base, draft, ops: [...before.ops, ...ops], names: [...before.names, ...names], isUpdate };
}

type Wanted = 'sound' | 'broken';

function plan(random: Random): readonly Wanted[] {
  // Now and then many changes at once: what they say must add up.
  if (random.chance(0.04))
    return Array.from({ length: 4 + random.below(3) }, () => (random.chance(0.3) ? 'broken' : 'sound'));
  if (!random.chance(broken))
    return random.shuffled(['sound', ...(random.chance(0.4) ? ['sound' as const] : [])]);
  const more: readonly Wanted[] = random.chance(0.25) ? ['broken'] : random.chance(0.3) ? ['sound'] : [];
  return random.shuffled<Wanted>(['broken', ...more]);
}

/** Of a few that apply the one that was used least, so that all have their turn. */
function rarest(
  draft: Draft,
  isUpdate: boolean,
  wanted: Wanted,
  random: Random,
  used: ReadonlyMap<string, number>,
): Operator | undefined {
  const unwanted = isUpdate ? 'creates' : 'updates';
  const candidates = random
    .shuffled(operators)
    .filter((operator) => operator.only !== unwanted && applies(operator[wanted], draft, random))
    .slice(0, 12);
  const times = ({ name }: Operator): number => used.get(name) ?? 0;
  return candidates.toSorted((a, b) => times(a) - times(b))[0];
}

function applies(mutate: Mutate | undefined, draft: Draft, random: Random): boolean {
  return mutate?.(new Draft(draft.root), random) !== undefined;
}

/** Numbers that JSON or YAML would write differently are not worth a quarrel about. */
function isSameWhenRead(value: Json): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (isArray(value)) return value.every(isSameWhenRead);
  return !isObject(value) || Object.values(value).every(isSameWhenRead);
}
