/** The CustomResourceDefinitions behind Knative's kinds, for tools that look whether Knative is installed. */
import type { JsonObject } from '#knative/json.ts';
import { timestamp } from '../clock.ts';
import type { Cluster } from '../api/cluster.ts';
import type { ApiKind } from '../api/kinds/kind.ts';

export function definitionOf(kind: ApiKind, cluster: Cluster): JsonObject {
  const { group, version, plural, singular, shortNames, categories, namespaced, columns } = kind;
  const names = {
    plural,
    singular,
    kind: kind.kind,
    listKind: `${kind.kind}List`,
    ...(shortNames.length > 0 && { shortNames: [...shortNames] }),
    ...(categories.length > 0 && { categories: [...categories] }),
  };
  const printed = columns.flatMap(({ name, type, jsonPath }) =>
    jsonPath === undefined ? [] : [{ name, type, jsonPath }],
  );
  const now = timestamp(cluster.clock.now());
  const condition = (type: string, reason: string, message: string): JsonObject => ({
    type,
    status: 'True',
    lastTransitionTime: now,
    reason,
    message,
  });
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}`, labels: { 'app.kubernetes.io/name': 'knative-serving' } },
    spec: {
      group,
      names,
      scope: namespaced ? 'Namespaced' : 'Cluster',
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
          ...(printed.length > 0 && { additionalPrinterColumns: printed }),
        },
      ],
      conversion: { strategy: 'None' },
    },
    status: {
      acceptedNames: names,
      storedVersions: [version],
      conditions: [
        condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
        condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
      ],
    },
  };
}
