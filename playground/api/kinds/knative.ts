/** Knative's kinds on each of the two clusters, as their CustomResourceDefinitions declare them. */
import { kindOf } from '#knative/kinds.ts';
import { conditionColumn, createdAtColumn, nameColumn, pathColumn } from './column.ts';
import { type ApiKind, customKinds } from './kind.ts';

const ready = [conditionColumn('Ready', 'Ready', 'status'), conditionColumn('Reason', 'Ready', 'reason')];
const url = pathColumn('URL', ['status', 'url']);
const latest = [
  pathColumn('LatestCreated', ['status', 'latestCreatedRevisionName']),
  pathColumn('LatestReady', ['status', 'latestReadyRevisionName']),
];
const label = (key: string): readonly string[] => ['metadata', 'labels', `serving.knative.dev/${key}`];

const servingCategories = ['all', 'knative', 'serving'];
const networkingCategories = ['knative-internal', 'networking'];
const autoscalingCategories = ['knative-internal', 'autoscaling'];

/** Serving of 2026. */
export const todaysKinds: readonly ApiKind[] = [
  ...customKinds('serving.knative.dev/v1', [
    {
      kind: 'Service',
      plural: 'services',
      shortNames: ['kservice', 'ksvc'],
      categories: servingCategories,
      columns: [nameColumn, url, ...latest, ...ready],
    },
    {
      kind: 'Configuration',
      plural: 'configurations',
      shortNames: ['config', 'cfg'],
      categories: servingCategories,
      columns: [nameColumn, ...latest, ...ready],
    },
    {
      kind: 'Revision',
      plural: 'revisions',
      shortNames: ['rev'],
      categories: servingCategories,
      columns: [
        nameColumn,
        pathColumn('Config Name', label('configuration')),
        pathColumn('Generation', label('configurationGeneration')),
        ...ready,
        pathColumn('Actual Replicas', ['status', 'actualReplicas'], 'integer'),
        pathColumn('Desired Replicas', ['status', 'desiredReplicas'], 'integer'),
      ],
    },
    {
      kind: 'Route',
      plural: 'routes',
      shortNames: ['rt'],
      categories: servingCategories,
      columns: [nameColumn, url, ...ready],
    },
  ]).map(withTable),
  ...customKinds('serving.knative.dev/v1beta1', [
    {
      kind: 'DomainMapping',
      plural: 'domainmappings',
      shortNames: ['dm'],
      categories: servingCategories,
      columns: [nameColumn, url, ...ready],
    },
  ]).map(withTable),
  ...customKinds('autoscaling.internal.knative.dev/v1alpha1', [
    {
      kind: 'PodAutoscaler',
      plural: 'podautoscalers',
      shortNames: ['kpa', 'pa'],
      categories: autoscalingCategories,
      columns: [
        nameColumn,
        pathColumn('DesiredScale', ['status', 'desiredScale'], 'integer'),
        pathColumn('ActualScale', ['status', 'actualScale'], 'integer'),
        ...ready,
      ],
    },
    {
      kind: 'Metric',
      plural: 'metrics',
      categories: autoscalingCategories,
      columns: [nameColumn, ...ready],
    },
  ]),
  ...customKinds('networking.internal.knative.dev/v1alpha1', [
    {
      kind: 'Ingress',
      plural: 'ingresses',
      shortNames: ['kingress', 'king'],
      categories: networkingCategories,
      columns: [nameColumn, ...ready],
    },
    {
      kind: 'ServerlessService',
      plural: 'serverlessservices',
      shortNames: ['sks'],
      categories: networkingCategories,
      columns: [
        nameColumn,
        pathColumn('Mode', ['spec', 'mode']),
        pathColumn('Activators', ['spec', 'numActivators'], 'integer'),
        pathColumn('ServiceName', ['status', 'serviceName']),
        pathColumn('PrivateServiceName', ['status', 'privateServiceName']),
        ...ready,
      ],
    },
    {
      kind: 'ClusterDomainClaim',
      plural: 'clusterdomainclaims',
      shortNames: ['cdc'],
      categories: networkingCategories,
      namespaced: false,
      columns: [nameColumn, createdAtColumn],
    },
    {
      kind: 'Certificate',
      plural: 'certificates',
      shortNames: ['kcert'],
      categories: networkingCategories,
      columns: [nameColumn, ...ready],
    },
  ]),
  ...customKinds('caching.internal.knative.dev/v1alpha1', [
    {
      kind: 'Image',
      plural: 'images',
      categories: ['knative-internal', 'caching'],
      columns: [nameColumn, pathColumn('Image', ['spec', 'image'])],
    },
  ]),
];

const domain = pathColumn('Domain', ['status', 'domain']);

/** Serving and Build as of release 0.3. */
export const kindsOf2019: readonly ApiKind[] = [
  ...customKinds('serving.knative.dev/v1alpha1', [
    {
      kind: 'Service',
      plural: 'services',
      shortNames: ['kservice', 'ksvc'],
      categories: servingCategories,
      columns: [nameColumn, domain, ...latest, ...ready],
    },
    {
      kind: 'Configuration',
      plural: 'configurations',
      shortNames: ['config', 'cfg'],
      categories: servingCategories,
      columns: [nameColumn, ...latest, ...ready],
    },
    {
      kind: 'Revision',
      plural: 'revisions',
      shortNames: ['rev'],
      categories: servingCategories,
      columns: [nameColumn, pathColumn('Service Name', ['status', 'serviceName']), ...ready],
    },
    {
      kind: 'Route',
      plural: 'routes',
      categories: servingCategories,
      columns: [nameColumn, domain, ...ready],
    },
  ]).map(withTable),
  ...customKinds('build.knative.dev/v1alpha1', [
    {
      kind: 'Build',
      plural: 'builds',
      categories: ['all', 'knative'],
      columns: [
        nameColumn,
        conditionColumn('Succeeded', 'Succeeded', 'status'),
        conditionColumn('Reason', 'Succeeded', 'reason'),
        pathColumn('StartTime', ['status', 'startTime'], 'date'),
        pathColumn('CompletionTime', ['status', 'completionTime'], 'date'),
      ],
    },
    {
      kind: 'BuildTemplate',
      plural: 'buildtemplates',
      categories: ['all', 'knative'],
      columns: [nameColumn, createdAtColumn],
    },
    {
      kind: 'ClusterBuildTemplate',
      plural: 'clusterbuildtemplates',
      categories: ['all', 'knative'],
      namespaced: false,
      columns: [nameColumn, createdAtColumn],
    },
  ]).map(withTable),
  ...customKinds('autoscaling.internal.knative.dev/v1alpha1', [
    {
      kind: 'PodAutoscaler',
      plural: 'podautoscalers',
      shortNames: ['kpa'],
      categories: autoscalingCategories,
      columns: [nameColumn, ...ready],
    },
  ]),
  ...customKinds('networking.internal.knative.dev/v1alpha1', [
    {
      kind: 'ClusterIngress',
      plural: 'clusteringresses',
      categories: networkingCategories,
      namespaced: false,
      columns: [nameColumn, ...ready],
    },
  ]),
  ...customKinds('caching.internal.knative.dev/v1alpha1', [
    {
      kind: 'Image',
      plural: 'images',
      shortNames: ['img'],
      categories: ['knative-internal', 'caching'],
      columns: [nameColumn, pathColumn('Image', ['spec', 'image'])],
    },
  ]),
];

/** The project's own field table, where there is one; the CRDs of 2019 had no schema. */
function withTable(kind: ApiKind): ApiKind {
  const known = kindOf(`${kind.group}/${kind.version}`, kind.kind);
  return { ...kind, table: known?.table(), prunes: known?.verdict === 'serving' };
}
