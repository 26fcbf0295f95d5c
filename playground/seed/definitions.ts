/** The CustomResourceDefinitions behind Knative's kinds, for tools that look whether Knative is installed. */
import type { JsonObject } from '#knative/json.ts';
import { timestamp } from '../clock.ts';
import type { Cluster } from '../api/cluster.ts';
import type { ApiKind } from '../api/kinds/kind.ts';

/** In the version of CustomResourceDefinition that this cluster serves. */
export function definitionOf(kind: ApiKind, cluster: Cluster): JsonObject {
  const { group, version, plural, namespaced } = kind;
  const isOld = cluster.registry.find('apiextensions.k8s.io/v1 CustomResourceDefinition') === undefined;
  const scope = namespaced ? 'Namespaced' : 'Cluster';
  return {
    apiVersion: `apiextensions.k8s.io/${isOld ? 'v1beta1' : 'v1'}`,
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}`, labels: { 'app.kubernetes.io/name': 'knative-serving' } },
    spec: {
      group,
      names: namesOf(kind),
      scope,
      ...(isOld ? olderVersions(kind) : versions(kind)),
      conversion: { strategy: 'None' },
    },
    status: {
      acceptedNames: namesOf(kind),
      storedVersions: [version],
      conditions: conditions(timestamp(cluster.clock.now())),
    },
  };
}

function namesOf({ plural, singular, shortNames, categories, kind }: ApiKind): JsonObject {
  return {
    plural,
    singular,
    kind,
    listKind: `${kind}List`,
    ...(shortNames.length > 0 && { shortNames: [...shortNames] }),
    ...(categories.length > 0 && { categories: [...categories] }),
  };
}

function versions(kind: ApiKind): JsonObject {
  const additionalPrinterColumns = printed(kind, 'jsonPath');
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  return {
    versions: [
      {
        name: kind.version,
        served: true,
        storage: true,
        subresources: { status: {} },
        schema,
        ...(additionalPrinterColumns.length > 0 && { additionalPrinterColumns }),
      },
    ],
  };
}

/** `v1beta1` said of all versions at once what `v1` says of each. */
function olderVersions(kind: ApiKind): JsonObject {
  const additionalPrinterColumns = printed(kind, 'JSONPath');
  return {
    version: kind.version,
    versions: [{ name: kind.version, served: true, storage: true }],
    subresources: { status: {} },
    ...(additionalPrinterColumns.length > 0 && { additionalPrinterColumns }),
  };
}

function printed({ columns }: ApiKind, pathKey: string): JsonObject[] {
  return columns.flatMap(({ name, type, jsonPath }) =>
    jsonPath === undefined ? [] : [{ name, type, [pathKey]: jsonPath }],
  );
}

function conditions(lastTransitionTime: string): JsonObject[] {
  const condition = (type: string, reason: string, message: string): JsonObject => ({
    type,
    status: 'True',
    lastTransitionTime,
    reason,
    message,
  });
  return [
    condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
    condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
  ];
}
