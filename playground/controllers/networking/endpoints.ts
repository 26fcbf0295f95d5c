/** The addresses of the ready pods behind a Service that selects them (k8s.io/kubernetes pkg/controller/endpoint). */
import { isObject, type JsonObject, jsonEquals } from '#knative/json.ts';
import {
  type ApiObject,
  labelsOf,
  listAt,
  nameOf,
  namespaceOf,
  numberAt,
  objectAt,
  textAt,
  uidOf,
} from '../../api/object.ts';
import { type Controller, type Key, keyOf } from '../controller.ts';
import type { Environment } from '../environment.ts';
import { isReadyPod } from '../workload/replicaSet.ts';

const serviceKind = 'v1 Service';
const podKind = 'v1 Pod';
const endpointsKind = 'v1 Endpoints';

export function endpointsController(environment: Environment): Controller {
  const { system } = environment;
  return {
    delay: 10,
    keysOf: (kind, change) => {
      if (kind === serviceKind) return [keyOf(change)];
      if (kind !== podKind) return [];
      return system
        .list(serviceKind, { namespace: namespaceOf(change.object) })
        .filter((service) => selects(service, change.object))
        .map((service): Key => ({ namespace: namespaceOf(service), name: nameOf(service) }));
    },
    reconcile: ({ namespace, name }) => {
      const service = system.find(serviceKind, namespace, name);
      const live = system.find(endpointsKind, namespace, name);
      if (service === undefined) {
        if (live !== undefined) system.delete(endpointsKind, namespace, name);
        return;
      }
      if (Object.keys(selectorOf(service)).length === 0) return;
      writeEndpoints(environment, service, addressesOf(environment, service));
    },
  };
}

/** Stores these addresses under the name of a Service. */
export function writeEndpoints(
  { system }: Environment,
  service: ApiObject,
  addresses: readonly JsonObject[],
): void {
  const live = system.find(endpointsKind, namespaceOf(service), nameOf(service));
  const ports = listAt(service['spec'], 'ports')
    .filter(isObject)
    .map((port) => ({
      name: textAt(port, 'name'),
      port: numberAt(port, 'targetPort') ?? numberAt(port, 'port') ?? 80,
      protocol: 'TCP',
    }));
  const subsets = addresses.length === 0 ? [] : [{ addresses, ports }];
  if (live === undefined) {
    const metadata = { name: nameOf(service), namespace: namespaceOf(service), labels: labelsOf(service) };
    system.create({ apiVersion: 'v1', kind: 'Endpoints', metadata, subsets });
  } else if (!jsonEquals(live['subsets'], subsets)) system.update({ ...live, subsets });
}

/** The addresses of the ready pods that a Service selects. */
export function addressesOf({ system }: Environment, service: ApiObject): readonly JsonObject[] {
  return system
    .list(podKind, { namespace: namespaceOf(service) })
    .filter((pod) => selects(service, pod) && isReadyPod(pod))
    .map((pod) => ({
      ip: textAt(pod['status'], 'podIP'),
      nodeName: textAt(pod['spec'], 'nodeName'),
      targetRef: { kind: 'Pod', name: nameOf(pod), namespace: namespaceOf(pod), uid: uidOf(pod) },
    }));
}

function selects(service: ApiObject, pod: ApiObject): boolean {
  const wanted = Object.entries(selectorOf(service));
  return wanted.length > 0 && wanted.every(([key, value]) => labelsOf(pod)[key] === value);
}

function selectorOf(service: ApiObject): JsonObject {
  return objectAt(service['spec'], 'selector');
}
