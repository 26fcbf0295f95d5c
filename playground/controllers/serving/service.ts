/** A Service: keeps its Configuration and its Route, and says how they are (serving pkg/reconciler/service). */
import { isObject, jsonEquals, type Json } from '#knative/json.ts';
import {
  type ApiObject,
  isTerminating,
  listAt,
  nameOf,
  namespaceOf,
  objectAt,
  textAt,
} from '../../api/object.ts';
import type { Conditions, ConditionSet } from '../conditions.ts';
import { type Controller, keyOf } from '../controller.ts';
import { type Environment, say } from '../environment.ts';
import { isOwnedBy, notOwned, ownerKeys } from '../owners.ts';
import { type Draft, isObserved, reconciled, updatedLike } from '../reconciled.ts';
import { revisionNameTaken } from './configuration.ts';
import { configurationKind, routeKind, serviceKind } from './names.ts';
import { copyReady } from './readiness.ts';
import { configurationOf, routeOf } from './serviceChildren.ts';

const set: ConditionSet = { happy: 'Ready', dependents: ['ConfigurationsReady', 'RoutesReady'] };

export function serviceController(environment: Environment): Controller {
  return {
    delay: 20,
    keysOf: (kind, change) => {
      if (kind === serviceKind) return [keyOf(change)];
      return kind === configurationKind || kind === routeKind ? ownerKeys(change.object, 'Service') : [];
    },
    reconcile: ({ namespace, name }) => {
      const service = environment.client.find(serviceKind, namespace, name);
      if (service === undefined || isTerminating(service)) return;
      reconciled(environment, service, set, (conditions, status) =>
        look(environment, service, conditions, status),
      );
    },
  };
}

function look(environment: Environment, service: ApiObject, conditions: Conditions, status: Draft): void {
  const configuration = child(environment, service, configurationKind, conditions);
  if (configuration === undefined) return;
  const template = objectAt(configuration['spec'], 'template');
  const chosenName = textAt(template['metadata'], 'name');
  if (isObserved(configuration)) propagateConfiguration(configuration, conditions, status);
  else {
    conditions.mark('ConfigurationsReady', 'Unknown', 'OutOfDate', outOfDate('Configuration'));
    // With a name of one's own the Route waits until the Configuration has found that name free.
    if (chosenName !== '') return;
  }
  if (revisionNameTaken(environment, configuration) !== undefined) {
    conditions.mark('RoutesReady', 'False', 'RevisionNameTaken', nameTaken(chosenName));
    return;
  }
  const route = child(environment, service, routeKind, conditions);
  if (route === undefined) return;
  if (isObserved(route)) propagateRoute(route, conditions, status);
  else conditions.mark('RoutesReady', 'Unknown', 'OutOfDate', outOfDate('Route'));
  checkMigrated(configuration, route, conditions);
}

/** The child as it should be; undefined where somebody else has one of its name. */
function child(
  environment: Environment,
  service: ApiObject,
  kind: typeof configurationKind | typeof routeKind,
  conditions: Conditions,
): ApiObject | undefined {
  const { client } = environment;
  const [type, word] =
    kind === routeKind
      ? (['RoutesReady', 'Route'] as const)
      : (['ConfigurationsReady', 'Configuration'] as const);
  const name = nameOf(service);
  const live = client.find(kind, namespaceOf(service), name);
  const wanted = kind === routeKind ? routeOf(service) : configurationOf(service, live);
  if (live === undefined) {
    const created = client.create(wanted);
    say(environment, service, 'service-controller', 'Created', `Created ${word} ${JSON.stringify(name)}`);
    return created;
  }
  if (!isOwnedBy(live, service)) {
    conditions.mark(type, 'False', 'NotOwned', notOwned(word, name));
    return undefined;
  }
  return updatedLike(client, live, wanted);
}

function propagateConfiguration(configuration: ApiObject, conditions: Conditions, status: Draft): void {
  const seen = objectAt(configuration, 'status');
  status['latestCreatedRevisionName'] = seen['latestCreatedRevisionName'];
  status['latestReadyRevisionName'] = seen['latestReadyRevisionName'];
  copyReady(configuration, conditions, 'ConfigurationsReady');
}

function propagateRoute(route: ApiObject, conditions: Conditions, status: Draft): void {
  const seen = objectAt(route, 'status');
  for (const key of ['url', 'address', 'traffic']) status[key] = seen[key];
  copyReady(route, conditions, 'RoutesReady');
}

/** A Route that is ready for an older split is not what the Service wants. */
function checkMigrated(configuration: ApiObject, route: ApiObject, conditions: Conditions): void {
  if (!conditions.is('RoutesReady', 'True')) return;
  const latest = textAt(configuration['status'], 'latestReadyRevisionName');
  const wanted = listAt(route['spec'], 'traffic').map((target) =>
    comparable(target, nameOf(configuration), latest),
  );
  const got = listAt(route['status'], 'traffic').map((target) =>
    comparable(target, nameOf(configuration), latest),
  );
  if (jsonEquals(wanted, got)) return;
  const message = 'Traffic is not yet migrated to the latest revision.';
  conditions.mark('RoutesReady', 'Unknown', 'TrafficNotMigrated', message);
}

function comparable(target: Json, configuration: string, latest: string): Json {
  if (!isObject(target)) return target;
  const follows = target['configurationName'] === configuration;
  return {
    revisionName: follows ? latest : (target['revisionName'] ?? ''),
    percent: target['percent'] ?? 0,
    tag: target['tag'] ?? '',
  };
}

function outOfDate(child: string): string {
  return `The ${child} is still working to reflect the latest desired specification.`;
}

function nameTaken(name: string): string {
  return `The revision name ${JSON.stringify(name)} is taken by a conflicting Revision, so traffic will not be migrated`;
}
