/** What the user is making of a Service's split in the traffic editor, before anything is written. Pure. */
import { isArray, isObject, jsonEquals, type Json, type JsonObject } from '#knative/json.ts';
import { valueAt, type Path } from '#knative/path.ts';
import { applyChanges } from '#knative/applyChanges.ts';
import type { Plan } from '#knative/rollout/intention.ts';
import { planRollout } from '#knative/rollout/plan.ts';
import { rebalance } from '#knative/rollout/rebalance.ts';
import { readRollout, type Target } from '#knative/rollout/rollout.ts';
import { tagProblem } from '#knative/rollout/tags.ts';
import { text, type Text } from '#knative/text.ts';
import type { TrafficIntent } from '#protocol/trafficPanel.ts';

export interface DraftRow extends Target {
  /** Stays the same while the row lives. */
  readonly id: number;
}

export interface TrafficDraft {
  /** The Service that the draft starts from. */
  readonly base: JsonObject;
  readonly rows: readonly DraftRow[];
  readonly nextId: number;
}

/** The split as it is. */
export function draftOf(service: JsonObject): TrafficDraft {
  const { targets } = readRollout(service);
  const rows = targets.map((target, id): DraftRow => Object.assign({ id }, target));
  return { base: service, rows, nextId: rows.length };
}

/** The draft after an intent that changes it; the same where it does not. */
export function changedDraft(draft: TrafficDraft, intent: TrafficIntent): TrafficDraft {
  const { rows } = draft;
  switch (intent.kind) {
    case 'share': {
      const index = rows.findIndex(({ id }) => id === intent.id);
      return index < 0 ? draft : withShares(draft, rows, index, intent.percent);
    }
    case 'tag':
      return { ...draft, rows: rows.map((row) => (row.id === intent.id ? tagged(row, intent.tag) : row)) };
    case 'remove':
      return removed(draft, intent.id);
    case 'add':
      return added(draft, intent.revision);
    case 'reset':
      return draftOf(draft.base);
    case 'ready':
    case 'apply':
    case 'write':
      return draft;
  }
}

/** Whether it says anything else than the Service. */
export function isChanged(draft: TrafficDraft): boolean {
  return !saysTheSame(draft, draftOf(draft.base));
}

/** Whether two drafts split the requests alike. */
export function saysTheSame(a: TrafficDraft, b: TrafficDraft): boolean {
  return jsonEquals(a.rows.map(comparable), b.rows.map(comparable));
}

export function targetsOf({ rows }: TrafficDraft): readonly Target[] {
  return rows.map(({ id: _id, ...target }) => target);
}

/** What would be written; refused where a tag cannot be one. */
export function planOf(draft: TrafficDraft): Plan {
  const { base, rows } = draft;
  const wrong = rows.find((row) => tagError(row, rows) !== undefined);
  if (wrong !== undefined) return { refusal: text('Mend the tag {0} first.', wrong.tag ?? '') };
  return planRollout(base, { kind: 'targets', targets: targetsOf(draft) });
}

/** The part of the Service that says how requests are split, as it would be. */
export function plannedSplit(draft: TrafficDraft): JsonObject {
  const plan = planOf(draft);
  const after = 'changes' in plan ? applyChanges(draft.base, plan.changes) : draft.base;
  const found = splitPaths.flatMap((path) => {
    const value = valueAt(after, path);
    const [, key = ''] = path;
    return value === undefined ? [] : [[String(key), asWritten(value)] as const];
  });
  return { spec: Object.fromEntries(found) };
}

/** What is wrong with a row's tag. */
export function tagError(row: DraftRow, rows: readonly DraftRow[]): Text | undefined {
  if (row.tag === undefined) return undefined;
  const others = rows.filter(({ id }) => id !== row.id);
  return tagProblem(others, row.tag);
}

/** In 2019 the tags were what the mode `release` made them. */
export function hasFixedTags({ base }: TrafficDraft): boolean {
  return readRollout(base).form !== 'traffic';
}

const splitPaths: readonly Path[] = [
  ['spec', 'traffic'],
  ['spec', 'release'],
];

function withShares(
  draft: TrafficDraft,
  rows: readonly DraftRow[],
  index: number,
  percent: number,
): TrafficDraft {
  const percents = rebalance(
    rows.map((row) => row.percent),
    index,
    percent,
  );
  return { ...draft, rows: rows.map((row, i) => ({ ...row, percent: percents[i] ?? 0 })) };
}

function tagged({ tag: _old, ...row }: DraftRow, tag: string): DraftRow {
  return tag === '' ? row : { ...row, tag };
}

/** Its share goes to the others. */
function removed(draft: TrafficDraft, id: number): TrafficDraft {
  const index = draft.rows.findIndex((row) => row.id === id);
  if (index < 0 || draft.rows.length === 1) return draft;
  const { rows } = withShares(draft, draft.rows, index, 0);
  return { ...draft, rows: rows.filter((row) => row.id !== id) };
}

/** At 0 %: what it gets, the user decides next. */
function added(draft: TrafficDraft, revision: string): TrafficDraft {
  const latest = revision === '';
  const known = draft.rows.some((row) => row.latest === latest && (latest || row.revision === revision));
  if (known) return draft;
  const name = latest ? readRollout(draft.base).latestReady : revision;
  const row: DraftRow = { id: draft.nextId, revision: name, latest, percent: 0 };
  return { ...draft, rows: [...draft.rows, row], nextId: draft.nextId + 1 };
}

function comparable({ revision, latest, percent, tag = '' }: Target): Json {
  return { revision: latest ? '' : revision, percent, tag };
}

/**
 * Without what nobody writes: the whole configuration that a release of 2019 holds, which is not what this is about, and
 * the `latestRevision: false` that the cluster adds to targets that name a revision.
 */
function asWritten(value: Json): Json {
  if (isArray(value)) return value.map(asWritten);
  if (!isObject(value)) return value;
  const isNoise = (key: string, one: Json): boolean =>
    key === 'configuration' || (key === 'latestRevision' && one === false);
  return Object.fromEntries(Object.entries(value).filter(([key, one]) => !isNoise(key, one)));
}
