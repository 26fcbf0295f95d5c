/** A DomainMapping: claims its domain and leads it to what it refers to (serving pkg/reconciler/domainmapping). */
import { type ApiObject, isTerminating, nameOf, namespaceOf, objectAt, textAt } from '../../api/object.ts';
import type { Conditions, ConditionSet } from '../conditions.ts';
import { type Controller, type Key, keyOf } from '../controller.ts';
import { type Environment, settingsIn } from '../environment.ts';
import { ownedBy, ownerKeys } from '../owners.ts';
import { type Draft, isObserved, reconciled } from '../reconciled.ts';
import { ingressKind, routeKind, serviceKind } from '../serving/names.ts';
import { readyCondition } from '../serving/readiness.ts';
import { tendIngress } from './domainMappingIngress.ts';

export const domainMappingKind = 'serving.knative.dev/v1beta1 DomainMapping';
const claimKind = 'networking.internal.knative.dev/v1alpha1 ClusterDomainClaim';

const set: ConditionSet = {
  happy: 'Ready',
  dependents: ['DomainClaimed', 'ReferenceResolved', 'IngressReady', 'CertificateProvisioned'],
};

export function domainMappingController(environment: Environment): Controller {
  const { client } = environment;
  const all = (): readonly Key[] =>
    client.list(domainMappingKind).map((one) => ({ namespace: namespaceOf(one), name: nameOf(one) }));
  return {
    delay: 30,
    keysOf: (kind, change) => {
      if (kind === domainMappingKind) return [keyOf(change)];
      if (kind === ingressKind) return ownerKeys(change.object, 'DomainMapping');
      // Few have any: those that wait for a claim or a target look again.
      return kind === claimKind || kind === serviceKind || kind === routeKind ? all() : [];
    },
    reconcile: ({ namespace, name }) => {
      const mapping = client.find(domainMappingKind, namespace, name);
      if (mapping === undefined || isTerminating(mapping)) return;
      reconciled(environment, mapping, set, (conditions, status) =>
        look(environment, mapping, conditions, status),
      );
    },
  };
}

function look(environment: Environment, mapping: ApiObject, conditions: Conditions, status: Draft): void {
  if (!isObserved(mapping)) notConfigured(conditions);
  const url = `http://${nameOf(mapping)}`;
  status['url'] = url;
  status['address'] = { url };
  conditions.mark('CertificateProvisioned', 'True', 'TLSNotEnabled', 'external-domain-tls is not enabled');
  if (!claim(environment, mapping, conditions)) return;
  const target = resolveReference(environment, mapping, conditions);
  if (target === undefined) return;
  const ingress = tendIngress(environment, mapping, target);
  if (!isObserved(ingress)) return notConfigured(conditions);
  const ready = readyCondition(ingress);
  if (ready.status === 'True') conditions.mark('IngressReady', 'True');
  else conditions.mark('IngressReady', ready.status, ready.reason, ready.message);
}

function notConfigured(conditions: Conditions): void {
  conditions.mark('IngressReady', 'Unknown', 'IngressNotConfigured', 'Ingress has not yet been reconciled.');
}

/** A domain belongs to the namespace that its claim names. */
function claim(environment: Environment, mapping: ApiObject, conditions: Conditions): boolean {
  const { client } = environment;
  const name = nameOf(mapping);
  const found = client.find(claimKind, '', name);
  if (found === undefined) {
    const isAutomatic =
      settingsIn(environment, 'config-network')['autocreate-cluster-domain-claims'] === 'true';
    if (!isAutomatic) {
      const message = `no ClusterDomainClaim found for domain ${JSON.stringify(name)}`;
      conditions.mark('DomainClaimed', 'False', 'DomainClaimFailed', message);
      return false;
    }
    client.create({
      apiVersion: 'networking.internal.knative.dev/v1alpha1',
      kind: 'ClusterDomainClaim',
      metadata: { name, ownerReferences: ownedBy(mapping) },
      spec: { namespace: namespaceOf(mapping) },
    });
  } else if (textAt(found['spec'], 'namespace') !== namespaceOf(mapping)) {
    const message = 'The domain name is already in use by another DomainMapping';
    conditions.mark('DomainClaimed', 'False', 'DomainAlreadyClaimed', message);
    return false;
  }
  conditions.mark('DomainClaimed', 'True');
  return true;
}

/** The host inside the cluster that it refers to. */
function resolveReference(
  { client }: Environment,
  mapping: ApiObject,
  conditions: Conditions,
): string | undefined {
  const ref = objectAt(mapping['spec'], 'ref');
  const [kind, name] = [textAt(ref, 'kind'), textAt(ref, 'name')];
  const full = `${textAt(ref, 'apiVersion')} ${kind}`;
  const found =
    full === serviceKind || full === routeKind ? client.find(full, namespaceOf(mapping), name) : undefined;
  const url = textAt(objectAt(found?.['status'], 'address'), 'url');
  if (url === '') {
    const plural = `${kind.toLowerCase()}s.serving.knative.dev`;
    const message =
      found === undefined
        ? `${plural} ${JSON.stringify(name)} not found`
        : `address not set for &ObjectReference{Kind:${kind},Namespace:${namespaceOf(mapping)},Name:${name},UID:,APIVersion:${textAt(ref, 'apiVersion')},ResourceVersion:,FieldPath:,}`;
    conditions.mark('ReferenceResolved', 'False', 'ResolveFailed', message);
    return undefined;
  }
  conditions.mark('ReferenceResolved', 'True');
  return url.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}
