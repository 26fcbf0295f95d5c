/** The built-in kinds that both clusters serve. */
import { coreTables } from './coreTables.ts';
import {
  autoscalerColumns,
  dataColumns,
  definitionColumns,
  deploymentColumns,
  endpointsColumns,
  eventColumns,
  namespaceColumns,
  nodeColumns,
  plainColumns,
  replicaSetColumns,
  secretColumns,
  serviceAccountColumns,
  serviceColumns,
} from './coreColumns.ts';
import { type ApiKind, kindsOf } from './kind.ts';
import { podColumns } from './podColumns.ts';

const builtin: readonly ApiKind[] = [
  ...kindsOf('v1', [
    {
      kind: 'Namespace',
      plural: 'namespaces',
      shortNames: ['ns'],
      namespaced: false,
      subresources: ['status'],
      columns: namespaceColumns,
      verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
    },
    {
      kind: 'Node',
      plural: 'nodes',
      shortNames: ['no'],
      namespaced: false,
      subresources: ['status'],
      columns: nodeColumns,
    },
    {
      kind: 'Pod',
      plural: 'pods',
      shortNames: ['po'],
      categories: ['all'],
      subresources: ['status', 'log', 'proxy'],
      generations: true,
      columns: podColumns,
    },
    {
      kind: 'Service',
      plural: 'services',
      shortNames: ['svc'],
      categories: ['all'],
      subresources: ['status', 'proxy'],
      columns: serviceColumns,
    },
    {
      kind: 'Endpoints',
      plural: 'endpoints',
      singular: 'endpoints',
      shortNames: ['ep'],
      columns: endpointsColumns,
    },
    { kind: 'ConfigMap', plural: 'configmaps', shortNames: ['cm'], columns: dataColumns },
    { kind: 'Secret', plural: 'secrets', columns: secretColumns },
    {
      kind: 'ServiceAccount',
      plural: 'serviceaccounts',
      shortNames: ['sa'],
      columns: serviceAccountColumns,
    },
    { kind: 'Event', plural: 'events', shortNames: ['ev'], columns: eventColumns },
  ]),
  ...kindsOf('apps/v1', [
    {
      kind: 'Deployment',
      plural: 'deployments',
      shortNames: ['deploy'],
      categories: ['all'],
      subresources: ['status', 'scale'],
      generations: true,
      columns: deploymentColumns,
    },
    {
      kind: 'ReplicaSet',
      plural: 'replicasets',
      shortNames: ['rs'],
      categories: ['all'],
      subresources: ['status', 'scale'],
      generations: true,
      columns: replicaSetColumns,
    },
  ]),
  ...kindsOf('authorization.k8s.io/v1', [
    {
      kind: 'SelfSubjectAccessReview',
      plural: 'selfsubjectaccessreviews',
      namespaced: false,
      verbs: ['create'],
    },
    {
      kind: 'SelfSubjectRulesReview',
      plural: 'selfsubjectrulesreviews',
      namespaced: false,
      verbs: ['create'],
    },
  ]),
];

export const coreKinds: readonly ApiKind[] = builtin.map(withTable);

function withTable(kind: ApiKind): ApiKind {
  const table = coreTables[kind.kind];
  return table === undefined ? kind : { ...kind, table, prunes: true };
}

/** CustomResourceDefinitions, in the version a release serves. */
function definitions(version: string): readonly ApiKind[] {
  return kindsOf(`apiextensions.k8s.io/${version}`, [
    {
      kind: 'CustomResourceDefinition',
      plural: 'customresourcedefinitions',
      shortNames: ['crd', 'crds'],
      categories: ['api-extensions'],
      namespaced: false,
      subresources: ['status'],
      generations: true,
      columns: definitionColumns,
    },
  ]);
}

/** What Kubernetes 1.13 has besides. */
export const olderCoreKinds: readonly ApiKind[] = definitions('v1beta1');

/** What today's cluster has besides. */
export const newerCoreKinds: readonly ApiKind[] = [
  ...definitions('v1'),
  ...kindsOf('autoscaling/v2', [
    {
      kind: 'HorizontalPodAutoscaler',
      plural: 'horizontalpodautoscalers',
      shortNames: ['hpa'],
      categories: ['all'],
      subresources: ['status'],
      columns: autoscalerColumns,
    },
  ]),
  // As metrics-server tells them.
  ...kindsOf('metrics.k8s.io/v1beta1', [
    { kind: 'PodMetrics', plural: 'pods', singular: '', verbs: ['get', 'list'], columns: plainColumns },
  ]),
  ...kindsOf('authentication.k8s.io/v1', [
    { kind: 'SelfSubjectReview', plural: 'selfsubjectreviews', namespaced: false, verbs: ['create'] },
  ]),
  ...kindsOf('discovery.k8s.io/v1', [
    { kind: 'EndpointSlice', plural: 'endpointslices', columns: plainColumns },
  ]),
  ...kindsOf('coordination.k8s.io/v1', [{ kind: 'Lease', plural: 'leases', columns: plainColumns }]),
];
