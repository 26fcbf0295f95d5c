/** A Route of 2019: resolves its targets, keeps a ClusterIngress and one placeholder (serving 0.3 pkg/reconciler/v1alpha1/route). */
import { jsonEquals, type Json, type JsonObject } from '#knative/json.ts';
import {
  annotationsOf,
  type ApiObject,
  isTerminating,
  labelsOf,
  listAt,
  nameOf,
  namespaceOf,
  textAt,
  withMetadata,
} from '../../api/object.ts';
import type { Conditions, ConditionSet } from '../conditions.ts';
import { type Controller, type Key, keyOf } from '../controller.ts';
import { type Environment, say, settingsIn } from '../environment.ts';
import { ownedBy } from '../owners.ts';
import { type Draft, reconciled } from '../reconciled.ts';
import { parseLabelSelectorTerms } from '../serving/domainSelectors.ts';
import { coreServiceKind, label } from '../serving/names.ts';
import { copyReady } from '../serving/readiness.ts';
import { clusterIngressKind, configurationKind, revisionKind, routeKind } from './kinds.ts';
import { resolveTraffic, type Target, trafficStatus } from './traffic.ts';
import { ingressSpec } from './routeChildren.ts';

const set: ConditionSet = { happy: 'Ready', dependents: ['AllTrafficAssigned', 'IngressReady'], quiet: true };
const component = 'route-controller';
const clusterLocal = 'svc.cluster.local';

export function routeController(environment: Environment): Controller {
  const { client } = environment;
  return {
    delay: 60,
    keysOf: (kind, change) => {
      if (kind === routeKind) return [keyOf(change)];
      if (kind === clusterIngressKind) {
        const { [label.route]: name, [label.routeNamespace]: namespace } = labelsOf(change.object);
        return name === undefined || namespace === undefined ? [] : [{ namespace, name }];
      }
      if (kind !== configurationKind && kind !== revisionKind) return [];
      return client
        .list(routeKind, { namespace: namespaceOf(change.object) })
        .filter((route) => mentions(route, nameOf(change.object)))
        .map((route): Key => ({ namespace: namespaceOf(route), name: nameOf(route) }));
    },
    reconcile: ({ namespace, name }) => {
      const route = client.find(routeKind, namespace, name);
      if (route === undefined || isTerminating(route)) return;
      reconciled(environment, route, set, (conditions, status) =>
        look(environment, route, conditions, status),
      );
    },
  };
}

function mentions(route: ApiObject, name: string): boolean {
  return listAt(route['spec'], 'traffic').some(
    (target) => textAt(target, 'revisionName') === name || textAt(target, 'configurationName') === name,
  );
}

function look(environment: Environment, route: ApiObject, conditions: Conditions, status: Draft): void {
  const { targets, bad } = resolveTraffic(environment.client, route);
  labelTargets(environment, route, targets);
  if (bad !== undefined) return conditions.mark('AllTrafficAssigned', bad.status, bad.reason, bad.message);
  status['traffic'] = trafficStatus(targets);
  conditions.mark('AllTrafficAssigned', 'True');
  const domain = `${nameOf(route)}.${namespaceOf(route)}.${domainOf(environment, route)}`;
  const inside = `${nameOf(route)}.${namespaceOf(route)}.${clusterLocal}`;
  status['domain'] = domain;
  status['domainInternal'] = inside;
  status['address'] = { hostname: inside };
  const ingress = tendIngress(environment, route, ingressSpec(route, targets, domain));
  copyReady(ingress, conditions, 'IngressReady');
  tendPlaceholder(environment, route, ingress);
}

function domainOf(environment: Environment, route: ApiObject): string {
  const labels = labelsOf(route);
  if (labels['serving.knative.dev/visibility'] === 'cluster-local') return clusterLocal;
  const fitting = Object.entries(settingsIn(environment, 'config-domain'))
    .map(([name, selector]) => ({ name, terms: parseLabelSelectorTerms(selector) }))
    .filter(({ terms }) => terms.every(([key, value]) => labels[key] === value))
    .toSorted((a, b) => b.terms.length - a.terms.length);
  return fitting[0]?.name ?? 'example.com';
}

/** So that the Route hears of them. */
function labelTargets({ client }: Environment, route: ApiObject, targets: readonly Target[]): void {
  const namespace = namespaceOf(route);
  const wanted = new Set(targets.map(({ revisionName }) => revisionName));
  for (const revision of client.list(revisionKind, { namespace })) {
    const name = nameOf(revision);
    const marked = labelsOf(revision)[label.route] === nameOf(route);
    if (marked === wanted.has(name)) continue;
    const value = wanted.has(name) ? nameOf(route) : null;
    client.patch(revisionKind, namespace, name, 'merge', { metadata: { labels: { [label.route]: value } } });
  }
}

function tendIngress(environment: Environment, route: ApiObject, spec: JsonObject): ApiObject {
  const { client } = environment;
  const labels = { [label.route]: nameOf(route), [label.routeNamespace]: namespaceOf(route) };
  const [live] = client.list(clusterIngressKind, {
    labels: `${label.route}=${nameOf(route)},${label.routeNamespace}=${namespaceOf(route)}`,
  });
  if (live !== undefined) return jsonEquals(live['spec'], spec) ? live : client.update({ ...live, spec });
  const created = client.create({
    apiVersion: 'networking.internal.knative.dev/v1alpha1',
    kind: 'ClusterIngress',
    metadata: {
      generateName: `${nameOf(route)}-`,
      labels,
      annotations: annotationsOf(route),
      ownerReferences: ownedBy(route),
    },
    spec,
  });
  say(environment, route, component, 'Created', `Created ClusterIngress ${JSON.stringify(nameOf(created))}`);
  return created;
}

function tendPlaceholder(environment: Environment, route: ApiObject, ingress: ApiObject): void {
  const { client } = environment;
  const balancer = (ingress['status'] as { loadBalancer?: { ingress?: readonly Json[] } } | undefined)
    ?.loadBalancer;
  const gateway = textAt(balancer?.ingress?.[0], 'domainInternal');
  if (gateway === '') return;
  const spec = { type: 'ExternalName', externalName: gateway, sessionAffinity: 'None' };
  const live = client.find(coreServiceKind, namespaceOf(route), nameOf(route));
  if (live !== undefined) {
    if (textAt(live['spec'], 'externalName') !== gateway) client.update({ ...live, spec });
    return;
  }
  const metadata = {
    name: nameOf(route),
    namespace: namespaceOf(route),
    labels: { [label.route]: nameOf(route) },
    ownerReferences: ownedBy(route),
  };
  client.create({ apiVersion: 'v1', kind: 'Service', metadata, spec });
  say(
    environment,
    withMetadata(route, {}),
    component,
    'Created',
    `Created service ${JSON.stringify(nameOf(route))}`,
  );
}
