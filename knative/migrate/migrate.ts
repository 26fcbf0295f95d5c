/** Makes manifests of API versions that clusters no longer serve into those that take their place. */
import type { Resource } from '../resource.ts';
import { explainBuild } from './buildToTekton.ts';
import { together, type Migration } from './migration.ts';
import { refusals } from './refusals.ts';
import { sameFields } from './sameFields.ts';
import { servingV1alpha1ToV1 } from './servingV1alpha1ToV1.ts';

/** Undefined where the resource is of today, or of a kind nothing is known to follow. */
export function migrate(resource: Resource): Migration | undefined {
  const migration = stepFor(resource);
  if (migration === undefined || migration.changes.length === 0) return migration;
  return together([migration, { changes: [], notes: refusals(resource, migration.changes) }]);
}

function stepFor(resource: Resource): Migration | undefined {
  switch (resource.apiVersion) {
    case 'serving.knative.dev/v1alpha1':
      return resource.kind === 'DomainMapping'
        ? sameFields('serving.knative.dev/v1beta1')
        : servingV1alpha1ToV1(resource);
    case 'serving.knative.dev/v1beta1':
      return resource.kind === 'DomainMapping' ? undefined : servingV1beta1(resource);
    case 'build.knative.dev/v1alpha1':
      return explainBuild(resource);
    default:
      return undefined;
  }
}

const beta = new Set(['Service', 'Configuration', 'Revision', 'Route']);

function servingV1beta1({ kind }: Resource): Migration | undefined {
  return beta.has(kind) ? sameFields('serving.knative.dev/v1') : undefined;
}
