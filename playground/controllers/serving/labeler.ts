/** Marks the revisions that a Route leads to, and takes the marks away when it no longer does (serving pkg/reconciler/labeler). */
import { isObject, type Json } from '#knative/json.ts';
import { timestamp } from '../../clock.ts';
import {
  annotationsOf,
  type ApiObject,
  isTerminating,
  labelsOf,
  listAt,
  nameOf,
  namespaceOf,
  textAt,
} from '../../api/object.ts';
import type { Controller, Key } from '../controller.ts';
import { keyOf } from '../controller.ts';
import type { Environment } from '../environment.ts';
import { annotation, configurationKind, label, revisionKind, routeKind } from './names.ts';
import { isFailed, isReady } from './readiness.ts';

type Kind = typeof revisionKind | typeof configurationKind;

export function labelController(environment: Environment): Controller {
  return {
    delay: 25,
    keysOf: (kind, change) => {
      if (kind === routeKind) return [keyOf(change)];
      if (kind !== configurationKind && kind !== revisionKind) return [];
      return routesOf(change.object).map((name): Key => ({ namespace: namespaceOf(change.object), name }));
    },
    reconcile: ({ namespace, name }) => {
      const route = environment.client.find(routeKind, namespace, name);
      if (route !== undefined) tend(environment, route);
    },
  };
}

/** Takes a Route out of all it leads to. */
export function unlabel(environment: Environment, route: ApiObject): void {
  clear(environment, route, revisionKind, new Set());
  clear(environment, route, configurationKind, new Set());
}

function tend(environment: Environment, route: ApiObject): void {
  if (isTerminating(route)) return unlabel(environment, route);
  const { revisions, configurations } = targetsOf(environment, route);
  // What it led to before still gets requests until the Route has arrived.
  if (isReady(route) || isFailed(route)) {
    clear(environment, route, revisionKind, revisions);
    clear(environment, route, configurationKind, configurations);
  }
  for (const name of revisions) mark(environment, route, revisionKind, name, true);
  for (const name of configurations) mark(environment, route, configurationKind, name, true);
}

interface Targets {
  readonly revisions: ReadonlySet<string>;
  readonly configurations: ReadonlySet<string>;
}

/** What its status and its spec lead to, and the newest Revision of what it follows, so that the change is smooth. */
function targetsOf({ client }: Environment, route: ApiObject): Targets {
  const namespace = namespaceOf(route);
  const revisions = new Set<string>();
  const configurations = new Set<string>();
  const follow = (name: string, target: Json): void => {
    const configuration = client.find(configurationKind, namespace, name);
    if (configuration === undefined) return;
    configurations.add(name);
    const created = textAt(configuration['status'], 'latestCreatedRevisionName');
    if (isObject(target) && target['latestRevision'] === true && created !== '') revisions.add(created);
  };
  for (const target of [...listAt(route['status'], 'traffic'), ...listAt(route['spec'], 'traffic')]) {
    const configuration = textAt(target, 'configurationName');
    const revision = client.find(revisionKind, namespace, textAt(target, 'revisionName'));
    if (revision !== undefined) revisions.add(nameOf(revision));
    const owner =
      revision === undefined ? configuration : (labelsOf(revision)[label.configuration] ?? configuration);
    if (owner !== '') follow(owner, target);
  }
  return { revisions, configurations };
}

function clear(environment: Environment, route: ApiObject, kind: Kind, kept: ReadonlySet<string>): void {
  for (const object of environment.client.list(kind, { namespace: namespaceOf(route) })) {
    if (!kept.has(nameOf(object)) && routesOf(object).includes(nameOf(route))) {
      mark(environment, route, kind, nameOf(object), false);
    }
  }
}

function mark(
  { client, cluster }: Environment,
  route: ApiObject,
  kind: Kind,
  name: string,
  leads: boolean,
): void {
  const namespace = namespaceOf(route);
  const object = client.find(kind, namespace, name);
  if (object === undefined) return;
  const others = routesOf(object).filter((one) => one !== nameOf(route));
  const routes = leads ? [...others, nameOf(route)] : others;
  const state = routes.length > 0 ? 'active' : 'reserve';
  const before = labelsOf(object)[label.routingState];
  if (routesOf(object).length === routes.length && (kind === configurationKind || before === state)) return;
  const modified = timestamp(cluster.clock.now());
  const body: Json = {
    metadata: {
      annotations: {
        [annotation.routes]: routes.length > 0 ? routes.join(',') : null,
        ...(kind === revisionKind && before !== state && { [annotation.routingStateModified]: modified }),
      },
      ...(kind === revisionKind && { labels: { [label.routingState]: state } }),
    },
  };
  client.patch(kind, namespace, name, 'merge', body);
}

/** The names of the Routes that lead here. */
function routesOf(object: ApiObject): readonly string[] {
  return (annotationsOf(object)[annotation.routes] ?? '').split(',').filter((name) => name !== '');
}
