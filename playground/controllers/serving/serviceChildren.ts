/** The Configuration and the Route that a Service asks for (serving pkg/reconciler/service/resources). */
import { isObject, type Json, type JsonObject } from '#knative/json.ts';
import {
  annotationsOf,
  type ApiObject,
  labelsOf,
  listAt,
  namespaceOf,
  nameOf,
  objectAt,
  uidOf,
} from '../../api/object.ts';
import { ownedBy } from '../owners.ts';
import { annotation, label, without } from './names.ts';

/** `existing` keeps the list of the routes that lead to it. */
export function configurationOf(service: ApiObject, existing: ApiObject | undefined): JsonObject {
  const name = nameOf(service);
  const routes = (existing === undefined ? '' : (annotationsOf(existing)[annotation.routes] ?? ''))
    .split(',')
    .filter((route) => route !== '' && route !== name);
  return {
    apiVersion: service.apiVersion,
    kind: 'Configuration',
    metadata: {
      name,
      namespace: namespaceOf(service),
      labels: { ...labelsOf(service), [label.service]: name, [label.serviceUID]: uidOf(service) },
      annotations: {
        ...without(annotationsOf(service), annotation.lastApplied, annotation.rolloutDuration),
        [annotation.routes]: [...routes, name].join(','),
      },
      ownerReferences: ownedBy(service),
    },
    spec: { template: objectAt(service['spec'], 'template') },
  };
}

export function routeOf(service: ApiObject): JsonObject {
  const name = nameOf(service);
  return {
    apiVersion: service.apiVersion,
    kind: 'Route',
    metadata: {
      name,
      namespace: namespaceOf(service),
      labels: { ...labelsOf(service), [label.service]: name },
      annotations: without(annotationsOf(service), annotation.lastApplied),
      ownerReferences: ownedBy(service),
    },
    spec: { traffic: listAt(service['spec'], 'traffic').map((target) => routeTarget(target, name)) },
  };
}

/** What follows the latest revision is the Configuration's. */
function routeTarget(target: Json, configurationName: string): Json {
  if (!isObject(target)) return target;
  return target['revisionName'] === undefined || target['revisionName'] === ''
    ? { ...target, configurationName }
    : target;
}
