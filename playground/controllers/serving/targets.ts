/** The targets of a Route, and what share each revision behind them has (serving pkg/reconciler/route/traffic). */
import type { JsonObject } from '#knative/json.ts';
import type { ConfigurationRollout, Rollout, Share } from './rollout.ts';

export interface Target {
  /** '' where it has none. */
  readonly tag: string;
  readonly revisionName: string;
  readonly configurationName: string;
  readonly percent: number;
  /** Follows the latest revision. */
  readonly latest: boolean;
}

/** The targets behind one address: '' for the main one, where targets on the same revision are one. */
export function targetsBehind(targets: readonly Target[], tag: string): readonly Target[] {
  const behind =
    tag === '' ? targets.filter(({ percent }) => percent > 0) : targets.filter((one) => one.tag === tag);
  const byRevision = new Map<string, Target>();
  for (const target of behind) {
    const before = byRevision.get(target.revisionName);
    const merged = before === undefined ? target : { ...before, percent: before.percent + target.percent };
    byRevision.set(target.revisionName, merged);
  }
  const all = [...byRevision.values()];
  return all.length === 1 ? all.map((one) => ({ ...one, percent: 100 })) : all;
}

export function tagsOf(targets: readonly Target[]): readonly string[] {
  return [...new Set(targets.map(({ tag }) => tag).filter((tag) => tag !== ''))].toSorted();
}

/** Where every share that follows a Configuration is meant to be. */
export function rolloutGoal(targets: readonly Target[]): Rollout {
  return ['', ...tagsOf(targets)].flatMap((tag) =>
    targetsBehind(targets, tag)
      .filter(({ latest }) => latest)
      .map(({ configurationName, percent, revisionName }): ConfigurationRollout => ({
        configurationName,
        tag,
        percent,
        revisions: [{ revisionName, percent }],
        stepParams: {},
      })),
  );
}

/** The shares behind one address, as far as a rollout has come. */
export function sharesBehind(targets: readonly Target[], tag: string, rollout: Rollout): readonly Share[] {
  const shares = new Map<string, number>();
  for (const target of targetsBehind(targets, tag)) {
    for (const { revisionName, percent } of sharesOf(target, tag, rollout) ?? [target]) {
      shares.set(revisionName, (shares.get(revisionName) ?? 0) + percent);
    }
  }
  return [...shares].map(([revisionName, percent]) => ({ revisionName, percent }));
}

function sharesOf(target: Target, tag: string, rollout: Rollout): readonly Share[] | undefined {
  if (!target.latest) return undefined;
  return rollout.find((one) => one.tag === tag && one.configurationName === target.configurationName)
    ?.revisions;
}

/** `status.traffic`: a target under way is several entries. */
export function trafficStatus(
  targets: readonly Target[],
  rollout: Rollout,
  urlOf: (tag: string) => string,
): readonly JsonObject[] {
  return targets.flatMap((target) => {
    const { tag, latest, percent, revisionName } = target;
    const underway = sharesOf(target, tag, rollout) ?? [];
    const shares = underway.length > 1 ? underway : [{ revisionName, percent }];
    const named = tag === '' ? {} : { tag, url: urlOf(tag) };
    return shares.map((share) => shareStatus(share, latest, named));
  });
}

function shareStatus(
  { revisionName, percent }: Share,
  latestRevision: boolean,
  named: JsonObject,
): JsonObject {
  return { latestRevision, percent, revisionName, ...named };
}
