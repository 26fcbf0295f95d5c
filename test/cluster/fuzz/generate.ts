/** Makes manifests: a base, changed in one to three places, sound ones and broken ones about half and half. */
import { stringify } from 'yaml';
import type { ClusterProfile } from '#knative/clusterProfile.ts';
import { isArray, isObject, type Json, type JsonObject } from '#knative/json.ts';
import { bases } from './bases.ts';
import { type Choice, rarest, type Wanted } from './choice.ts';
import { Draft } from './draft.ts';
import { operatorsFor } from './operators.ts';
import { Random } from './random.ts';
import { stored } from './stored.ts';

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

/** Services, which are richest, come twice as often as the others. */
const kinds = ['Service', 'Service', 'Configuration', 'Revision', 'Route', 'DomainMapping'];

/** Shares of all manifests. What breaks a sound manifest by accident counts as well, so fewer need to be broken. */
const updates = 0.25;
const broken = 0.35;

/** The same manifests for the same seed, none of them twice. */
export function* fuzzCases(seed: number, count: number, profile: ClusterProfile): Generator<FuzzCase> {
  const random = new Random(seed);
  const operators = operatorsFor(profile);
  const used = new Map(operators.map(({ name }) => [name, 0]));
  const choice = { operators, used, random };
  const known = new Set<string>();
  const start = bases();
  for (let made = 0; made < count;) {
    const next = mutated(start, choice, profile);
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

function mutated(start: readonly JsonObject[], choice: Choice, profile: ClusterProfile): Mutated | undefined {
  const { random } = choice;
  const isUpdate = random.chance(updates);
  const kind = random.pick(kinds);
  const given = random.pick(start.filter((base) => base['kind'] === kind)) ?? {};
  const before = isUpdate ? stored(given, choice, profile) : { object: given, ops: [], names: [] };
  const base = before.object;
  const draft = new Draft(base);
  const ops: string[] = [];
  const names: string[] = [];
  for (const wanted of plan(random)) {
    const operator = rarest(draft, isUpdate, wanted, choice);
    const done = operator?.[wanted]?.(draft, random);
    if (operator === undefined || done === undefined || done === '') continue;
    ops.push(done);
    names.push(operator.name);
  }
  if (ops.length === 0) return undefined;
  return { base, draft, ops: [...before.ops, ...ops], names: [...before.names, ...names], isUpdate };
}

function plan(random: Random): readonly Wanted[] {
  // Now and then many changes at once: what they say must add up.
  if (random.chance(0.04))
    return Array.from({ length: 4 + random.below(3) }, () => (random.chance(0.3) ? 'broken' : 'sound'));
  if (!random.chance(broken))
    return random.shuffled(['sound', ...(random.chance(0.6) ? ['sound' as const] : [])]);
  const more: readonly Wanted[] = random.chance(0.25) ? ['broken'] : random.chance(0.6) ? ['sound'] : [];
  return random.shuffled<Wanted>(['broken', ...more]);
}

/** Numbers that JSON or YAML would write differently are not worth a quarrel about. */
function isSameWhenRead(value: Json): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (isArray(value)) return value.every(isSameWhenRead);
  return !isObject(value) || Object.values(value).every(isSameWhenRead);
}
