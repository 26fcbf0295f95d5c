/** Where a Route leads: its targets with the revisions they mean, or the first that cannot be used (serving pkg/reconciler/route/traffic/traffic.go). */
import { type Json, type JsonObject } from '#knative/json.ts';
import { type ApiObject, labelsOf, listAt, nameOf, namespaceOf, numberAt, textAt } from '../../api/object.ts';
import type { Client } from '../../api/client.ts';
import { configurationKind, label, revisionKind } from './names.ts';
import { isFailed, isReady } from './readiness.ts';
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

export interface BadTarget {
  readonly status: 'False' | 'Unknown';
  readonly reason: 'RevisionMissing' | 'ConfigurationMissing' | 'RevisionNotOwned';
  readonly message: string;
}

export type Traffic = { readonly targets: readonly Target[] } | { readonly bad: BadTarget };

export function resolveTraffic(client: Client, route: ApiObject): Traffic {
  const targets: Target[] = [];
  for (const given of listAt(route['spec'], 'traffic')) {
    const target = resolve(client, route, given);
    if ('bad' in target) return target;
    targets.push(target);
  }
  return { targets };
}

function resolve(client: Client, route: ApiObject, given: Json): Target | { readonly bad: BadTarget } {
  const revisionName = textAt(given, 'revisionName');
  const found =
    revisionName === ''
      ? latestRevision(client, route, textAt(given, 'configurationName'))
      : namedRevision(client, route, revisionName);
  if ('bad' in found) return found;
  const { revision } = found;
  return {
    tag: textAt(given, 'tag'),
    revisionName: nameOf(revision),
    configurationName: labelsOf(revision)[label.configuration] ?? textAt(given, 'configurationName'),
    percent: numberAt(given, 'percent') ?? 0,
    latest: revisionName === '',
  };
}

type Found = { readonly revision: ApiObject } | { readonly bad: BadTarget };

function latestRevision(client: Client, route: ApiObject, name: string): Found {
  const configuration = client.find(configurationKind, namespaceOf(route), name);
  const quoted = JSON.stringify(name);
  if (configuration === undefined) {
    return bad('False', 'ConfigurationMissing', `Configuration ${quoted} referenced in traffic not found.`);
  }
  const ready = textAt(configuration['status'], 'latestReadyRevisionName');
  if (ready !== '') {
    const revision = client.find(revisionKind, namespaceOf(route), ready);
    return revision === undefined ? missing(ready) : { revision };
  }
  return isFailed(configuration)
    ? bad('False', 'RevisionMissing', `Configuration ${quoted} does not have any ready Revision.`)
    : bad('Unknown', 'RevisionMissing', `Configuration ${quoted} is waiting for a Revision to become ready.`);
}

function namedRevision(client: Client, route: ApiObject, name: string): Found {
  const revision = client.find(revisionKind, namespaceOf(route), name);
  if (revision === undefined) return missing(name);
  const quoted = JSON.stringify(name);
  const [ours, theirs] = [labelsOf(route)[label.service], labelsOf(revision)[label.service]];
  if (ours !== undefined && ours !== theirs) {
    const message = `Revision ${quoted} belongs to Service ${JSON.stringify(theirs ?? '')}, not Service ${JSON.stringify(ours)}.`;
    return bad('False', 'RevisionNotOwned', message);
  }
  if (isReady(revision)) return { revision };
  return isFailed(revision)
    ? bad('False', 'RevisionMissing', `Revision ${quoted} failed to become ready.`)
    : bad('Unknown', 'RevisionMissing', `Revision ${quoted} is not yet ready.`);
}

function missing(name: string): Found {
  return bad('False', 'RevisionMissing', `Revision ${JSON.stringify(name)} referenced in traffic not found.`);
}

function bad(
  status: BadTarget['status'],
  reason: BadTarget['reason'],
  message: string,
): { readonly bad: BadTarget } {
  return { bad: { status, reason, message } };
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
