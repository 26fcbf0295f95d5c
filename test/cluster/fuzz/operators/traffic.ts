/** Shares, tags and targets of the traffic of Services and Routes. */
import { isArray, isObject, type Json, type JsonObject } from '#knative/json.ts';
import type { Draft } from '../draft.ts';
import { type Mutate, type Operator, short } from '../operator.ts';
import type { Random } from '../random.ts';

const path = ['spec', 'traffic'];

/** A target as its kind wants it: a Route's names a Configuration where it follows the latest revision. */
function latest(draft: Draft, more: JsonObject): JsonObject {
  return draft.kind === 'Route' ? { configurationName: 'shop', ...more } : { latestRevision: true, ...more };
}

function splitting(shares: (random: Random) => readonly Json[]): Mutate {
  return (draft, random) => {
    if (!draft.hasTraffic) return undefined;
    const percents = shares(random);
    const targets = percents.map((percent, index) =>
      index === 0 ? latest(draft, { percent }) : { revisionName: `shop-0000${index}`, percent },
    );
    draft.set(path, targets);
    return `split ${percents.map(short).join('/')}`;
  };
}

const soundShares: readonly (readonly number[])[] = [
  [100],
  [90, 10],
  [0, 100],
  [33, 33, 34],
  [1, 99],
  [100, 0, 0],
];
const brokenShares: readonly (readonly Json[])[] = [
  [99],
  [101],
  [-1, 101],
  [50, 49],
  [50, 51],
  [],
  [null, 50],
  [0],
  [200, -100],
  [1e10],
  [33.5, 66.5],
  ['100'],
  [100, 100],
  [0, 0],
];

/** Changes one target of those there are, or the first of new ones. */
function targeting(change: (target: JsonObject, random: Random, draft: Draft) => JsonObject): Mutate {
  return (draft, random) => {
    if (!draft.hasTraffic) return undefined;
    const given = draft.at(path);
    const targets = isArray(given) && given.length > 0 ? given : [latest(draft, { percent: 100 })];
    const index = random.below(targets.length);
    const target = targets[index];
    const next = change(isObject(target) ? target : {}, random, draft);
    draft.set(path, targets.toSpliced(index, 1, next));
    return `target ${index} ${short(next)}`;
  };
}

const adding =
  (choices: readonly JsonObject[]): Mutate =>
  (draft, random) => {
    if (!draft.hasTraffic) return undefined;
    const target = random.pick(choices) ?? {};
    const given = draft.at(path);
    if (!isArray(given) || given.length === 0) draft.set(path, [latest(draft, { percent: 100 })]);
    draft.append(path, target);
    return `add target ${short(target)}`;
  };

function without(target: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(target).filter(([key]) => !keys.includes(key)));
}

const goodTags = ['current', 'a', 'v-1', 'x'.repeat(63)];
const badTags = ['', 'Current', '1a', 'a.b', '-', 'a_b', 'x'.repeat(64), ' ', 'ä', 1];
const goodRevisions = ['shop-00001', 'x', 'A.b', 'a/b', 'x'.repeat(63)];
const badRevisions = ['', ' ', '-a', 'a/b/c', 'x'.repeat(64), 'a b', '/', 'ä', 1, {}];

export const trafficOperators: readonly Operator[] = [
  {
    name: 'shares',
    sound: splitting((random) => random.pick(soundShares) ?? []),
    broken: splitting((random) => random.pick(brokenShares) ?? []),
  },
  {
    name: 'percent',
    sound: targeting((target, random) => ({ ...target, percent: random.pick([100, null, 0]) ?? 100 })),
    broken: targeting((target, random) => ({
      ...target,
      percent: random.pick<Json>([-1, 101, 99, 1e3, 1.5, '10', 2147483648, 9007199254740991, true]) ?? 1,
    })),
  },
  {
    name: 'tag',
    sound: targeting((target, random) => ({ ...target, tag: random.pick(goodTags) ?? 'a' })),
    broken: targeting((target, random) => ({ ...target, tag: random.pick<Json>(badTags) ?? '' })),
  },
  {
    name: 'same tag twice',
    sound: adding([
      { revisionName: 'shop-00001', tag: 'fresh' },
      { revisionName: 'shop-00001', percent: 0 },
    ]),
    broken: (draft, random) => {
      const tag = random.pick(['a', 'current', '', 'A']) ?? '';
      const added = Array.from({ length: 2 + random.below(2) }, (_, index) =>
        adding([{ revisionName: `shop-0000${index}`, tag }])(draft, random),
      );
      return added[0] === undefined ? undefined : `tag ${short(tag)} ${added.length} times`;
    },
  },
  {
    name: 'latest revision',
    sound: targeting((target, random) => ({ ...target, latestRevision: random.pick([true, null]) ?? true })),
    broken: targeting((target, random) => ({
      ...target,
      latestRevision: random.pick<Json>([true, false, 'true', 1]) ?? false,
      ...(random.chance(0.5) && { revisionName: random.pick(['shop-00001', '']) ?? '' }),
    })),
  },
  {
    name: 'revision name',
    sound: targeting((given, random) => ({
      ...without(given, 'latestRevision', 'configurationName'),
      revisionName: random.pick(goodRevisions) ?? 'x',
    })),
    broken: targeting((target, random) => ({
      ...target,
      revisionName: random.pick<Json>(badRevisions) ?? '',
    })),
  },
  {
    name: 'configuration name',
    sound: targeting((given, random, { kind }) => ({
      ...without(given, 'latestRevision', 'revisionName'),
      configurationName: kind === 'Route' ? (random.pick(goodRevisions) ?? 'x') : '',
    })),
    broken: targeting((target, random) => ({
      ...target,
      configurationName: random.pick<Json>([...badRevisions, 'shop']) ?? '',
    })),
  },
  {
    name: 'target address',
    sound: targeting((target) => ({ ...target, url: '' })),
    broken: targeting((target, random) => ({
      ...target,
      url:
        random.pick<Json>([
          'http://example.com',
          '/',
          ':',
          'http://[',
          'a b',
          'http://a:b',
          '%zz',
          '%',
          1,
          {},
          'http://a b',
          '//',
          '?',
          '#',
        ]) ?? 'x',
    })),
  },
  {
    name: 'targets missing',
    sound: (draft) => {
      if (draft.kind !== 'Service') return undefined;
      draft.remove(path);
      return 'no traffic';
    },
    broken: (draft, random) => {
      if (!draft.hasTraffic) return undefined;
      const value = random.pick<Json>([[], null, {}, [{}], [null], [{}, {}], 'all', [[]]]) ?? null;
      draft.set(path, value);
      return `traffic ${short(value)}`;
    },
  },
];
