/** Where a Route leads: its targets with the revisions they mean, or the first that cannot be used (serving pkg/reconciler/route/traffic/traffic.go). */
import type { Json } from '#knative/json.ts';
import { type ApiObject, labelsOf, listAt, nameOf, namespaceOf, numberAt, textAt } from '../../api/object.ts';
import type { Client } from '../../api/client.ts';
import { configurationKind, label, revisionKind } from './names.ts';
import { isFailed, isReady } from './readiness.ts';
import type { Target } from './targets.ts';

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
