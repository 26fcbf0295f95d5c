/** A Route: resolves its targets, keeps the Ingress and the placeholders, moves rollouts on (serving pkg/reconciler/route). */
import { parseDuration } from '#knative/goNumbers.ts';
import {
  annotationsOf,
  type ApiObject,
  finalizersOf,
  isTerminating,
  listAt,
  nameOf,
  namespaceOf,
  textAt,
  withMetadata,
} from '../../api/object.ts';
import type { Conditions, ConditionSet } from '../conditions.ts';
import { type Controller, type Key, keyOf } from '../controller.ts';
import { type Environment, say, settingsIn } from '../environment.ts';
import { ownerKeys } from '../owners.ts';
import { isObserved, reconciled } from '../reconciled.ts';
import { type DomainSettings, domainOf, hostOf, internalHostOf } from './domains.ts';
import { unlabel } from './labeler.ts';
import { annotation, configurationKind, ingressKind, revisionKind, routeKind } from './names.ts';
import { isReady, readyCondition } from './readiness.ts';
import { isDone, nextStep, observeReady, type Rollout, stepped } from './rollout.ts';
import { ingressOf, rolloutAnnotation } from './routeChildren.ts';
import { resolveTraffic } from './traffic.ts';
import { pointPlaceholders, tendPlaceholders } from './placeholders.ts';
import { readRollout } from './rolloutAnnotation.ts';
import { tendIngress } from './routeIngress.ts';
import { rolloutGoal, type Target, trafficStatus } from './targets.ts';

const set: ConditionSet = {
  happy: 'Ready',
  dependents: ['AllTrafficAssigned', 'IngressReady', 'CertificateProvisioned'],
};
const finalizer = 'routes.serving.knative.dev';
const component = 'route-controller';

export function routeController(environment: Environment): Controller {
  const { client } = environment;
  return {
    delay: 60,
    keysOf: (kind, change) => {
      if (kind === routeKind) return [keyOf(change)];
      if (kind === ingressKind) return ownerKeys(change.object, 'Route');
      if (kind !== configurationKind && kind !== revisionKind) return [];
      return client
        .list(routeKind, { namespace: namespaceOf(change.object) })
        .filter((route) => mentions(route, kind === revisionKind, change.object))
        .map((route): Key => ({ namespace: namespaceOf(route), name: nameOf(route) }));
    },
    reconcile: ({ namespace, name }, again) => {
      const route = client.find(routeKind, namespace, name);
      if (route === undefined) return;
      if (isTerminating(route)) finalize(environment, route);
      else look(environment, withFinalizer(environment, route), again);
    },
  };
}

function mentions(route: ApiObject, isRevision: boolean, object: ApiObject): boolean {
  return listAt(route['spec'], 'traffic').some((target) => {
    const configuration = textAt(target, 'configurationName');
    if (!isRevision) return configuration === nameOf(object);
    return textAt(target, 'revisionName') === nameOf(object);
  });
}

function withFinalizer(environment: Environment, route: ApiObject): ApiObject {
  if (finalizersOf(route).includes(finalizer)) return route;
  const finalizers = [...finalizersOf(route), finalizer];
  const updated = environment.client.update(withMetadata(route, { finalizers }));
  sayFinalizer(environment, route);
  return updated;
}

function finalize(environment: Environment, route: ApiObject): void {
  if (!finalizersOf(route).includes(finalizer)) return;
  unlabel(environment, route);
  const finalizers = finalizersOf(route).filter((one) => one !== finalizer);
  sayFinalizer(environment, route);
  environment.client.update(withMetadata(route, { finalizers }));
}

function sayFinalizer(environment: Environment, route: ApiObject): void {
  const message = `Updated ${JSON.stringify(nameOf(route))} finalizers`;
  say(environment, route, component, 'FinalizerUpdate', message);
}

function look(environment: Environment, route: ApiObject, again: (milliseconds: number) => void): void {
  const settings: DomainSettings = {
    domains: settingsIn(environment, 'config-domain'),
    network: settingsIn(environment, 'config-network'),
  };
  reconciled(environment, route, set, (conditions, status) => {
    if (!isObserved(route)) notConfigured(conditions);
    const domain = domainOf(route, settings);
    const urlOf = (tag: string): string => `http://${hostOf(route, tag, domain, settings)}`;
    status['url'] = urlOf('');
    const traffic = resolveTraffic(environment.client, route);
    if ('bad' in traffic) {
      conditions.mark('AllTrafficAssigned', traffic.bad.status, traffic.bad.reason, traffic.bad.message);
      return;
    }
    conditions.mark('AllTrafficAssigned', 'True');
    status['address'] = { url: `http://${internalHostOf(route, '')}` };
    tendPlaceholders(environment, route, traffic.targets, settings);
    conditions.mark('CertificateProvisioned', 'True', 'TLSNotEnabled', 'external-domain-tls is not enabled');
    const rollout = nextRollout(environment, route, traffic.targets, conditions, settings);
    const ingress = tendIngress(
      environment,
      route,
      ingressOf(route, traffic.targets, rollout, settings),
      conditions,
    );
    if (ingress === undefined) return;
    if (!isObserved(ingress)) notConfigured(conditions);
    else if (isDone(rollout)) propagateIngress(ingress, conditions);
    pointPlaceholders(environment, route, traffic.targets, ingress, settings);
    status['traffic'] = trafficStatus(traffic.targets, rollout, urlOf);
    if (!isDone(rollout)) {
      const message = 'A gradual rollout of the latest revision(s) is in progress.';
      conditions.mark('IngressReady', 'Unknown', 'RolloutInProgress', message);
      const due = nextStep(rollout);
      if (due !== undefined) again(Math.max(1, Math.ceil(due / 1e6 - environment.cluster.clock.now())));
    }
  });
}

function notConfigured(conditions: Conditions): void {
  conditions.mark('IngressReady', 'Unknown', 'IngressNotConfigured', 'Ingress has not yet been reconciled.');
}

function propagateIngress(ingress: ApiObject, conditions: Conditions): void {
  const { status, reason, message } = readyCondition(ingress);
  if (listAt(ingress['status'], 'conditions').length === 0) notConfigured(conditions);
  else if (status === 'True') conditions.mark('IngressReady', 'True');
  else conditions.mark('IngressReady', status, reason, message);
}

/** Where the rollout stands now; where none is wanted, everything is at its goal. */
function nextRollout(
  environment: Environment,
  route: ApiObject,
  targets: readonly Target[],
  conditions: Conditions,
  { network }: DomainSettings,
): Rollout {
  const goal = rolloutGoal(targets);
  const wanted = annotationsOf(route)[annotation.rolloutDuration] ?? network['rollout-duration'] ?? '0s';
  const seconds = Number(parseDuration(wanted) ?? 0n) / 1e9;
  const ingress = environment.client.find(ingressKind, namespaceOf(route), nameOf(route));
  if (seconds <= 0 || ingress === undefined) return goal;
  const now = environment.cluster.clock.now() * 1e6;
  const before = readRollout(annotationsOf(ingress)[rolloutAnnotation] ?? '');
  const isArrived = isReady(ingress) && !conditions.is('IngressReady', 'True');
  return stepped(goal, isArrived ? observeReady(before, now, seconds) : before, now);
}
