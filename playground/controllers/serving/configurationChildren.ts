/** The Revision that a Configuration asks for in its present generation (serving pkg/reconciler/configuration/resources). */
import type { JsonObject } from '#knative/json.ts';
import { generatedName } from '#knative/revisionNames.ts';
import {
  annotationsOf,
  type ApiObject,
  labelsOf,
  nameOf,
  namespaceOf,
  objectAt,
  textAt,
  uidOf,
} from '../../api/object.ts';
import { childName, ownedBy } from '../owners.ts';
import { generationOf } from '../reconciled.ts';
import { annotation, label } from './names.ts';

export function templateOf(configuration: ApiObject): JsonObject {
  return objectAt(configuration['spec'], 'template');
}

export function revisionNameOf(configuration: ApiObject): string {
  const chosen = textAt(templateOf(configuration)['metadata'], 'name');
  if (chosen !== '') return chosen;
  const suffix = generatedName('', generationOf(configuration));
  return childName(nameOf(configuration), suffix);
}

/** The Revision that this generation asks for. */
export function revisionOf(configuration: ApiObject, now: string): JsonObject {
  const template = templateOf(configuration);
  const metadata = objectAt(template, 'metadata');
  const { [annotation.creator]: creator, [annotation.routes]: routes = '' } = annotationsOf(configuration);
  const owned = [label.service, label.serviceUID] as const;
  const inherited = owned.flatMap((key) => {
    const value = labelsOf(configuration)[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    apiVersion: configuration.apiVersion,
    kind: 'Revision',
    metadata: {
      name: revisionNameOf(configuration),
      namespace: namespaceOf(configuration),
      labels: {
        ...objectAt(metadata, 'labels'),
        ...Object.fromEntries(inherited),
        [label.configuration]: nameOf(configuration),
        [label.configurationGeneration]: String(generationOf(configuration)),
        [label.configurationUID]: uidOf(configuration),
        [label.routingState]: routes === '' ? 'pending' : 'active',
      },
      annotations: {
        ...objectAt(metadata, 'annotations'),
        ...(creator !== undefined && { [annotation.creator]: creator }),
        ...(routes !== '' && { [annotation.routes]: routes }),
        [annotation.routingStateModified]: now,
      },
      ownerReferences: ownedBy(configuration),
    },
    spec: objectAt(template, 'spec'),
  };
}
