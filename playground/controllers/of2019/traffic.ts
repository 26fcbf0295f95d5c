/** Where a Route of 2019 leads (serving 0.3 pkg/reconciler/v1alpha1/route/traffic). */
import type { Json, JsonObject } from '#knative/json.ts';
import type { Client } from '../../api/client.ts';
import { type ApiObject, listAt, nameOf, namespaceOf, numberAt, textAt } from '../../api/object.ts';
import { readyCondition } from '../serving/readiness.ts';
import { configurationKind, revisionKind } from './kinds.ts';

export interface Target {
  /** '' where it has none. */
  readonly name: string;
  readonly revisionName: string;
  readonly percent: number;
}

export interface BadTarget {
  readonly status: 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

/** The targets that can be found, and what is wrong with the first that cannot be used. */
export interface Traffic {
  readonly targets: readonly Target[];
  readonly bad: BadTarget | undefined;
}

export function resolveTraffic(client: Client, route: ApiObject): Traffic {
  const targets: Target[] = [];
  let bad: BadTarget | undefined;
  for (const given of listAt(route['spec'], 'traffic')) {
    const found = resolve(client, route, given);
    if (typeof found !== 'string') bad ??= found;
    else
      targets.push({
        name: textAt(given, 'name'),
        revisionName: found,
        percent: numberAt(given, 'percent') ?? 0,
      });
  }
  return { targets, bad };
}

function resolve(client: Client, route: ApiObject, given: Json): string | BadTarget {
  const configurationName = textAt(given, 'configurationName');
  if (configurationName !== '') return latestOf(client, route, configurationName);
  const name = textAt(given, 'revisionName');
  const revision = client.find(revisionKind, namespaceOf(route), name);
  if (revision === undefined) return missing('Revision', name);
  return (
    unready(
      revision,
      `Revision ${JSON.stringify(name)} is not yet ready.`,
      `Revision ${JSON.stringify(name)} failed to become ready.`,
    ) ?? name
  );
}

function latestOf(client: Client, route: ApiObject, name: string): string | BadTarget {
  const configuration = client.find(configurationKind, namespaceOf(route), name);
  if (configuration === undefined) return missing('Configuration', name);
  const ready = textAt(configuration['status'], 'latestReadyRevisionName');
  const quoted = JSON.stringify(name);
  if (ready === '') {
    const failed = readyCondition(configuration).status === 'False';
    return failed
      ? notReady('False', `Configuration ${quoted} does not have any ready Revision.`)
      : notReady('Unknown', `Configuration ${quoted} is waiting for a Revision to become ready.`);
  }
  const revision = client.find(revisionKind, namespaceOf(route), ready);
  return revision === undefined ? missing('Revision', ready) : nameOf(revision);
}

function unready(revision: ApiObject, waiting: string, failed: string): BadTarget | undefined {
  switch (readyCondition(revision).status) {
    case 'True':
      return undefined;
    case 'False':
      return notReady('False', failed);
    case 'Unknown':
      return notReady('Unknown', waiting);
  }
}

function notReady(status: BadTarget['status'], message: string): BadTarget {
  return { status, reason: 'RevisionMissing', message };
}

function missing(kind: 'Revision' | 'Configuration', name: string): BadTarget {
  const message = `${kind} ${JSON.stringify(name)} referenced in traffic not found.`;
  return { status: 'False', reason: `${kind}Missing`, message };
}

/** The shares behind a name, '' for the main address. */
export function sharesBehind(targets: readonly Target[], name: string): readonly Omit<Target, 'name'>[] {
  const behind =
    name === '' ? targets.filter(({ percent }) => percent > 0) : targets.filter((one) => one.name === name);
  const shares = new Map<string, number>();
  for (const { revisionName, percent } of behind)
    shares.set(revisionName, (shares.get(revisionName) ?? 0) + percent);
  const all = [...shares].map(([revisionName, percent]) => ({ revisionName, percent }));
  return all.length === 1 ? all.map((one) => ({ ...one, percent: 100 })) : all;
}

export function trafficStatus(targets: readonly Target[]): readonly JsonObject[] {
  return targets.map(({ name, revisionName, percent }) => ({
    ...(name !== '' && { name }),
    revisionName,
    percent,
  }));
}
