/** A Service of 2019 in one of its four modes (serving 0.3 pkg/reconciler/v1alpha1/service). */
import { jsonEquals, type JsonObject } from '#knative/json.ts';
import {
  type ApiObject,
  isTerminating,
  labelsOf,
  nameOf,
  namespaceOf,
  numberAt,
  objectAt,
  withMetadata,
} from '../../api/object.ts';
import { Conditions, type ConditionSet } from '../conditions.ts';
import { type Controller, keyOf } from '../controller.ts';
import { type Environment, say } from '../environment.ts';
import { ownerKeys } from '../owners.ts';
import { type Draft, reconciled, writeStatus } from '../reconciled.ts';
import { copyReady } from '../serving/readiness.ts';
import { configurationKind, routeKind, serviceKind } from './kinds.ts';
import { configurationOf, modeOf, routeOf } from './serviceChildren.ts';

const set: ConditionSet = { happy: 'Ready', dependents: ['ConfigurationsReady', 'RoutesReady'], quiet: true };
const component = 'service-controller';

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
      const mode = modeOf(service);
      if (mode === undefined) return manual(environment, service);
      reconciled(environment, service, set, (conditions, status) => {
        const configuration = child(environment, service, configurationKind, configurationOf(service, mode));
        propagate(configuration, status, ['latestReadyRevisionName', 'latestCreatedRevisionName']);
        copyReady(configuration, conditions, 'ConfigurationsReady');
        const route = child(environment, service, routeKind, routeOf(service, mode));
        propagate(route, status, ['domain', 'domainInternal', 'address', 'traffic']);
        copyReady(route, conditions, 'RoutesReady');
      });
      const after = environment.client.find(serviceKind, namespace, name);
      if (after !== undefined && !jsonEquals(after['status'], service['status'])) {
        say(environment, service, component, 'Updated', `Updated Service ${JSON.stringify(name)}`);
      }
    },
  };
}

/** The children are left alone, and their states may have nothing to do with this Service. */
function manual({ client, cluster }: Environment, service: ApiObject): void {
  const conditions = new Conditions(
    set,
    withMetadata({ ...service, status: keptOf(service) }, {}),
    cluster.clock,
    false,
  );
  const message = 'Service is set to Manual, and is not managing underlying resources.';
  conditions.mark('ConfigurationsReady', 'Unknown', 'Manual', message);
  conditions.mark('RoutesReady', 'Unknown', 'Manual', message);
  const { conditions: _, ...kept } = keptOf(service);
  writeStatus(client, service, { ...kept, conditions: conditions.list() });
}

function keptOf(service: ApiObject): JsonObject {
  const status = objectAt(service, 'status');
  const kept = ['address', 'domain', 'domainInternal', 'conditions'].filter(
    (key) => status[key] !== undefined,
  );
  return Object.fromEntries(kept.map((key) => [key, status[key] ?? null]));
}

function child(
  environment: Environment,
  service: ApiObject,
  kind: typeof configurationKind | typeof routeKind,
  wanted: JsonObject,
): ApiObject {
  const { client } = environment;
  const live = client.find(kind, namespaceOf(service), nameOf(service));
  if (live === undefined) {
    const created = client.create(wanted);
    const word = kind === routeKind ? 'Route' : 'Configuration';
    say(environment, service, component, 'Created', `Created ${word} ${JSON.stringify(nameOf(service))}`);
    return created;
  }
  // The counter is the webhook's.
  const generation = numberAt(live['spec'], 'generation');
  const spec = { ...objectAt(wanted, 'spec'), ...(generation !== undefined && { generation }) };
  const labels = objectAt(objectAt(wanted, 'metadata'), 'labels');
  if (jsonEquals(live['spec'], spec) && jsonEquals(labelsOf(live), labels)) return live;
  return client.update({ ...withMetadata(live, { labels }), spec });
}

function propagate(from: ApiObject, status: Draft, keys: readonly string[]): void {
  for (const key of keys) status[key] = objectAt(from, 'status')[key];
}
