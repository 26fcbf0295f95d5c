/** A ServerlessService: one Service that always answers, through the activator or from the pods, and one for the pods alone (serving pkg/reconciler/serverlessservice). */
import type { JsonObject } from '#knative/json.ts';
import {
  annotationsOf,
  type ApiObject,
  isTerminating,
  labelsOf,
  nameOf,
  namespaceOf,
  objectAt,
  textAt,
} from '../../api/object.ts';
import type { Conditions, ConditionSet } from '../conditions.ts';
import { type Controller, keyOf } from '../controller.ts';
import type { Environment } from '../environment.ts';
import { childName, isOwnedBy, ownedBy, ownerKeys } from '../owners.ts';
import { type Draft, reconciled } from '../reconciled.ts';
import { coreServiceKind, label, podKind, serverlessKind } from '../serving/names.ts';
import { addressesOf, writeEndpoints } from './endpoints.ts';

const set: ConditionSet = { happy: 'Ready', dependents: ['EndpointsPopulated'] };

export function serverlessController(environment: Environment): Controller {
  return {
    delay: 45,
    keysOf: (kind, change) => {
      if (kind === serverlessKind) return [keyOf(change)];
      if (kind === coreServiceKind) return ownerKeys(change.object, 'ServerlessService');
      const revision = kind === podKind ? labelsOf(change.object)[label.revision] : undefined;
      return revision === undefined ? [] : [{ namespace: namespaceOf(change.object), name: revision }];
    },
    reconcile: ({ namespace, name }) => {
      const sks = environment.client.find(serverlessKind, namespace, name);
      if (sks === undefined || isTerminating(sks)) return;
      reconciled(environment, sks, set, (conditions, status) => look(environment, sks, conditions, status));
    },
  };
}

function look(environment: Environment, sks: ApiObject, conditions: Conditions, status: Draft): void {
  const services = [privateServiceOf(sks), publicServiceOf(sks)].map((wanted) =>
    tendService(environment, sks, wanted),
  );
  const [behind, front] = services;
  if (behind === undefined || front === undefined) {
    const name = behind === undefined ? privateName(sks) : nameOf(sks);
    const message = `Resource ${name} of type Service is not owned by SKS`;
    conditions.mark('EndpointsPopulated', 'False', 'NotOwned', message);
    return;
  }
  status['privateServiceName'] = nameOf(behind);
  status['serviceName'] = nameOf(front);
  const pods = addressesOf(environment, behind);
  const throughActivator = textAt(sks['spec'], 'mode') === 'Proxy' || pods.length === 0;
  writeEndpoints(environment, front, throughActivator ? [{ ip: '10.244.255.1' }] : pods);
  const message = 'Revision is backed by Activator';
  const is = throughActivator ? 'True' : 'False';
  conditions.mark('ActivatorEndpointsPopulated', is, 'ActivatorEndpointsPopulated', message);
  if (pods.length > 0) conditions.mark('EndpointsPopulated', 'True');
  else conditions.mark('EndpointsPopulated', 'Unknown', 'NoHealthyBackends', 'K8s Service is not ready');
}

function tendService({ client }: Environment, sks: ApiObject, wanted: JsonObject): ApiObject | undefined {
  const name = textAt(wanted['metadata'], 'name');
  const live = client.find(coreServiceKind, namespaceOf(sks), name);
  if (live === undefined) return client.create(wanted);
  return isOwnedBy(live, sks) ? live : undefined;
}

function privateName(sks: ApiObject): string {
  return childName(nameOf(sks), '-private');
}

const http = (sks: ApiObject): string => (textAt(sks['spec'], 'protocolType') === 'h2c' ? 'http2' : 'http');

function privateServiceOf(sks: ApiObject): JsonObject {
  const service = serviceOf(sks, privateName(sks), 'Private');
  const target = (name: string, port: number): JsonObject => ({
    name,
    port,
    targetPort: name,
    protocol: 'TCP',
  });
  return {
    ...service,
    spec: {
      selector: { [label.revisionUID]: labelsOf(sks)[label.revisionUID] ?? '' },
      ports: [
        ...publicPorts(sks),
        target('http-autometric', 9090),
        target('http-usermetric', 9091),
        { name: `${http(sks)}-istio`, port: 8012, targetPort: 8012, protocol: 'TCP' },
      ],
    },
  };
}

function publicServiceOf(sks: ApiObject): JsonObject {
  return { ...serviceOf(sks, nameOf(sks), 'Public'), spec: { ports: publicPorts(sks) } };
}

function publicPorts(sks: ApiObject): readonly JsonObject[] {
  return [
    { name: http(sks), port: 80, targetPort: http(sks) === 'http2' ? 8013 : 8012, protocol: 'TCP' },
    { name: 'https', port: 443, targetPort: 8112, protocol: 'TCP' },
  ];
}

function serviceOf(sks: ApiObject, name: string, type: 'Private' | 'Public'): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace: namespaceOf(sks),
      labels: {
        ...objectAt(sks.metadata, 'labels'),
        'networking.internal.knative.dev/serverlessservice': nameOf(sks),
        'networking.internal.knative.dev/serviceType': type,
      },
      annotations: annotationsOf(sks),
      ownerReferences: ownedBy(sks),
    },
  };
}
