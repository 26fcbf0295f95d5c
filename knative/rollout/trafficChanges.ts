/** One list of traffic targets as changes of another, item by item, so that a file's comments stay with their targets. */
import type { Change } from '../change.ts';
import { member, type Json, type JsonObject } from '../json.ts';
import type { Target } from './rollout.ts';

const path = ['spec', 'traffic'];

export function trafficChanges(
  service: JsonObject,
  before: readonly Target[],
  after: readonly Target[],
): readonly Change[] {
  const written = member(service['spec'], 'traffic') !== undefined;
  if (!written || !keepsOrder(before, after)) return [{ op: 'set', path, value: after.map(asJson) }];
  return [...updates(before, after), ...removals(before, after), ...additions(before, after)];
}

function updates(before: readonly Target[], after: readonly Target[]): readonly Change[] {
  return before.flatMap((one, index): readonly Change[] => {
    const now = after.find((other) => isSame(one, other));
    if (now === undefined) return [];
    const item = [...path, index];
    return [
      ...(now.latest || now.revision === one.revision
        ? []
        : [{ op: 'set', path: [...item, 'revisionName'], value: now.revision } as const]),
      ...(now.percent === one.percent
        ? []
        : [{ op: 'set', path: [...item, 'percent'], value: now.percent } as const]),
    ];
  });
}

/** From the end, so that the places of the others hold. */
function removals(before: readonly Target[], after: readonly Target[]): readonly Change[] {
  return before
    .flatMap((one, index): readonly Change[] =>
      after.some((other) => isSame(one, other)) ? [] : [{ op: 'remove', path: [...path, index] }],
    )
    .toReversed();
}

function additions(before: readonly Target[], after: readonly Target[]): readonly Change[] {
  return after.flatMap((one, index): readonly Change[] =>
    before.some((other) => isSame(one, other))
      ? []
      : [{ op: 'insert', path: [...path, index], value: asJson(one) }],
  );
}

/** Whether what stays stays in its order, and no two targets are the same. */
function keepsOrder(before: readonly Target[], after: readonly Target[]): boolean {
  const distinct = (list: readonly Target[]): boolean =>
    list.every((one, i) => list.findIndex((other) => isSame(one, other)) === i);
  if (!distinct(before) || !distinct(after)) return false;
  const places = after
    .map((one) => before.findIndex((other) => isSame(one, other)))
    .filter((place) => place >= 0);
  return places.every((place, i) => i === 0 || place > (places[i - 1] ?? -1));
}

/** A tag is an address of its own, whatever it leads to; without one, a target is what it leads to. */
function isSame(a: Target, b: Target): boolean {
  if (a.latest !== b.latest || a.tag !== b.tag) return false;
  return a.tag !== undefined || a.latest || a.revision === b.revision;
}

function asJson({ revision, latest, percent, tag }: Target): Json {
  return {
    ...(tag !== undefined && { tag }),
    ...(latest ? { latestRevision: true } : { revisionName: revision }),
    percent,
  };
}
