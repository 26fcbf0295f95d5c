/**
 * Serving v1alpha1 (0.1 to 0.7) as v1. The result is that of Knative's own conversion in 0.6, which refuses the mode
 * `manual` and inline builds as well.
 */
import type { Change } from '../change.ts';
import type { Resource } from '../resource.ts';
import { configuration } from './configuration.ts';
import { isBlocked, type Migration } from './migration.ts';
import { visibilityLabel } from './labels.ts';
import { route } from './route.ts';
import { service } from './service.ts';
import { revision } from './template.ts';

export function servingV1alpha1ToV1(resource: Resource): Migration | undefined {
  const body = bodyOf(resource);
  if (body === undefined || isBlocked(body)) return body;
  return { changes: [...head, ...visibilityLabel(resource), ...body.changes], notes: body.notes };
}

const head: readonly Change[] = [{ op: 'set', path: ['apiVersion'], value: 'serving.knative.dev/v1' }];

function bodyOf(resource: Resource): Migration | undefined {
  switch (resource.kind) {
    case 'Service':
      return service(resource);
    case 'Configuration':
      return configuration(resource);
    case 'Revision':
      return revision(resource);
    case 'Route':
      return route(resource);
    default:
      return undefined;
  }
}
