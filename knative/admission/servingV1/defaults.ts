/**
 * What the cluster fills in before it validates: first the CRD's defaults, then those of Knative's mutating webhook
 * (knative.dev/serving pkg/apis/serving/v1 service_defaults.go, configuration_defaults.go, route_defaults.go,
 * revision_defaults.go). Values go in and come out as Go holds them (`goValue`).
 */
import type { Configuration, Revision, Route, Service } from '../../resources/servingV1.ts';
import { revisionSpecDefaults, schemaDefaults } from './revisionDefaults.ts';
import type { Defaulting, ObjectMeta, RevisionTemplate, TrafficTarget } from './types.ts';

export interface ByKind {
  readonly Service: Service;
  readonly Configuration: Configuration;
  readonly Revision: Revision;
  readonly Route: Route;
}

/** The object with everything filled in but the annotations that name the user. */
export const applyDefaults: {
  readonly [K in keyof ByKind]: (object: ByKind[K], context: Defaulting) => ByKind[K];
} = {
  Service: (service, context) => ({
    ...service,
    spec: {
      ...service.spec,
      template: template(service.spec?.template, service.metadata, context),
      traffic: traffic(service.spec?.traffic, true),
    },
  }),
  Configuration: (configuration, context) => ({
    ...configuration,
    spec: { template: template(configuration.spec?.template, configuration.metadata, context) },
  }),
  Revision: (revision, context) => {
    const spec = schemaDefaults(revision.spec ?? {});
    // A revision never changes, not even by a default that came later.
    return { ...revision, spec: context.isUpdate ? spec : revisionSpecDefaults(spec, {}, context) };
  },
  Route: (route) => ({ ...route, spec: { traffic: traffic(route.spec?.traffic, false) } }),
};

/** A template that keeps its own name is left as it is, lest a new default looked like a change of it. */
function template(
  given: RevisionTemplate = {},
  parent: ObjectMeta = {},
  context: Defaulting,
): RevisionTemplate {
  const spec = schemaDefaults(given.spec ?? {});
  const name = given.metadata?.name ?? '';
  if (context.isUpdate && name !== '' && name === context.storedTemplateName) return { ...given, spec };
  return { ...given, spec: revisionSpecDefaults(spec, parent, context) };
}

/** Only a Service knows what to send everything to where nothing is said. */
function traffic(targets: readonly TrafficTarget[] = [], ofService: boolean): readonly TrafficTarget[] {
  if (targets.length === 0) return ofService ? [{ latestRevision: true, percent: 100 }] : [];
  return targets.map((target) => ({
    ...target,
    latestRevision: target.latestRevision ?? (target.revisionName ?? '') === '',
    percent: target.percent ?? 0,
  }));
}
