/** The Configuration and the Route that a Service of 2019 asks for (serving 0.3 pkg/reconciler/v1alpha1/service/resources). */
import { type Json, type JsonObject, listAt, member, numberAt, textAt } from '#knative/json.ts';
import { type ApiObject, labelsOf, nameOf, namespaceOf, objectAt } from '../../api/object.ts';
import { ownedBy } from '../owners.ts';
import { label } from '../serving/names.ts';

type Mode = 'runLatest' | 'pinned' | 'release';

/** Undefined for `manual`, where nothing is made. */
export function modeOf(service: ApiObject): Mode | undefined {
  const modes: readonly Mode[] = ['runLatest', 'pinned', 'release'];
  return modes.find((mode) => member(service['spec'], mode) !== undefined);
}

export function configurationOf(service: ApiObject, mode: Mode): JsonObject {
  const spec = objectAt(objectAt(service['spec'], mode), 'configuration');
  return { ...childOf(service, 'Configuration'), spec };
}

export function routeOf(service: ApiObject, mode: Mode): JsonObject {
  return { ...childOf(service, 'Route'), spec: { traffic: trafficOf(service, mode) } };
}

function trafficOf(service: ApiObject, mode: Mode): readonly Json[] {
  const configurationName = nameOf(service);
  const given = objectAt(service['spec'], mode);
  switch (mode) {
    case 'runLatest':
      return [{ configurationName, percent: 100 }];
    case 'pinned':
      return [{ revisionName: textAt(given, 'revisionName'), percent: 100 }];
    case 'release': {
      const [current, candidate] = listAt(given, 'revisions').map(String);
      const percent = numberAt(given, 'rolloutPercent') ?? 0;
      return [
        { name: 'current', percent: 100 - percent, revisionName: current ?? '' },
        ...(candidate === undefined ? [] : [{ name: 'candidate', percent, revisionName: candidate }]),
        { name: 'latest', percent: 0, configurationName },
      ];
    }
  }
}

function childOf(service: ApiObject, kind: string): JsonObject {
  return {
    apiVersion: service.apiVersion,
    kind,
    metadata: {
      name: nameOf(service),
      namespace: namespaceOf(service),
      labels: { ...labelsOf(service), [label.service]: nameOf(service) },
      ownerReferences: ownedBy(service),
    },
  };
}
