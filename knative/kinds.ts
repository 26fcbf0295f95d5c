/**
 * Every group, version and kind the project recognises: what it is called, where its field table is, and whose verdict
 * admission knows for it. Tables of kinds without a verdict are built when first asked for.
 */
import { build, buildTemplate, clusterBuildTemplate } from './resources/buildV1alpha1.ts';
import { domainMapping } from './resources/domainMapping.ts';
import { eventingKinds } from './resources/eventing.ts';
import type { KindTable } from './resources/kindTable.ts';
import { configuration, revision, route, service } from './resources/servingV1.ts';
import * as servingV1alpha1 from './resources/servingV1alpha1.ts';
import type { ObjectShape } from './resources/shape.ts';
import { tektonKinds } from './resources/tekton.ts';

export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  /** The resource's name in addresses and on kubectl's command line. */
  readonly plural: string;
  readonly namespaced: boolean;
  /** The field table; may build it on the first call. */
  readonly table: () => ObjectShape;
  /** Whose verdict admission gives: today's Serving, the Serving and Build of 2019, or none. */
  readonly verdict: 'serving' | 'legacy' | 'none';
  /** What today's clusters serve instead; absent where they still serve this. */
  readonly replacedBy?: string;
}

const serving = 'serving.knative.dev/v1';

/** The API of 2019 and 2020 that carried the same fields. */
const beta = 'serving.knative.dev/v1beta1';

/** The API of 2018 and 2019, in the form of release 0.3. */
const alpha = 'serving.knative.dev/v1alpha1';

const builds = 'build.knative.dev/v1alpha1';
/** Who carries on what Build began. */
const tekton = 'tekton.dev/v1';

const table: readonly Kind[] = [
  current(serving, 'Service', 'services', service),
  current(serving, 'Configuration', 'configurations', configuration),
  current(serving, 'Revision', 'revisions', revision),
  current(serving, 'Route', 'routes', route),
  current(beta, 'DomainMapping', 'domainmappings', domainMapping),
  replaced(beta, 'Service', 'services', service, serving),
  replaced(beta, 'Configuration', 'configurations', configuration, serving),
  replaced(beta, 'Revision', 'revisions', revision, serving),
  replaced(beta, 'Route', 'routes', route, serving),
  replaced(alpha, 'DomainMapping', 'domainmappings', domainMapping, beta),
  archived(alpha, 'Service', 'services', servingV1alpha1.service, serving),
  archived(alpha, 'Configuration', 'configurations', servingV1alpha1.configuration, serving),
  archived(alpha, 'Revision', 'revisions', servingV1alpha1.revision, serving),
  archived(alpha, 'Route', 'routes', servingV1alpha1.route, serving),
  archived(builds, 'Build', 'builds', build, tekton),
  archived(builds, 'BuildTemplate', 'buildtemplates', buildTemplate, tekton),
  {
    ...archived(builds, 'ClusterBuildTemplate', 'clusterbuildtemplates', clusterBuildTemplate, tekton),
    namespaced: false,
  },
  ...eventingKinds.map(unjudged),
  ...tektonKinds.map(unjudged),
];

/** All recognised kinds. */
export function kinds(): readonly Kind[] {
  return table;
}

const byName = new Map(table.map((kind) => [`${kind.apiVersion}/${kind.kind}`, kind]));

/** The kind of this API version and name; undefined for what is not Knative's or not known. */
export function kindOf(apiVersion: string, kind: string): Kind | undefined {
  return byName.get(`${apiVersion}/${kind}`);
}

function current(apiVersion: string, kind: string, plural: string, shape: ObjectShape): Kind {
  return { apiVersion, kind, plural, namespaced: true, table: () => shape, verdict: 'serving' };
}

function replaced(
  apiVersion: string,
  kind: string,
  plural: string,
  shape: ObjectShape,
  replacedBy: string,
): Kind {
  return { ...current(apiVersion, kind, plural, shape), verdict: 'none', replacedBy };
}

/** Of 2019: no cluster of today serves it, but the verdict of those days is known. */
function archived(
  apiVersion: string,
  kind: string,
  plural: string,
  shape: ObjectShape,
  replacedBy: string,
): Kind {
  return { ...current(apiVersion, kind, plural, shape), verdict: 'legacy', replacedBy };
}

/** Recognised and explained; what the cluster would say of it is not known. */
function unjudged(kind: KindTable): Kind {
  return { ...kind, namespaced: true, verdict: 'none' };
}
