/** How the other built-in kinds are printed (k8s.io/kubernetes pkg/printers/internalversion). */
import { isObject, type Json, member } from '#knative/json.ts';
import { type ApiObject, labelsOf, listAt, numberAt, objectAt, textAt } from '../object.ts';
import { age, ageColumn, type Column, column, conditions, nameColumn } from './column.ts';

export const plainColumns: readonly Column[] = [nameColumn, ageColumn];

export const namespaceColumns: readonly Column[] = [
  nameColumn,
  column('Status', (object) => textAt(object['status'], 'phase')),
  ageColumn,
];

export const nodeColumns: readonly Column[] = [
  nameColumn,
  column('Status', (node) => {
    const ready = conditionStatus(node, 'Ready') === 'True' ? 'Ready' : 'NotReady';
    return member(node['spec'], 'unschedulable') === true ? `${ready},SchedulingDisabled` : ready;
  }),
  column('Roles', (node) => nodeRoles(node)),
  ageColumn,
  column('Version', (node) => textAt(member(node['status'], 'nodeInfo'), 'kubeletVersion')),
];

export const serviceColumns: readonly Column[] = [
  nameColumn,
  column('Type', (service) => textAt(service['spec'], 'type')),
  column('Cluster-IP', (service) => textAt(service['spec'], 'clusterIP') || '<none>'),
  column('External-IP', externalIp),
  column('Port(s)', (service) => listAt(service['spec'], 'ports').map(servicePort).join(',') || '<none>'),
  ageColumn,
  column('Selector', (service) => pairs(member(service['spec'], 'selector')), { wide: true }),
];

export const endpointsColumns: readonly Column[] = [
  nameColumn,
  column('Endpoints', endpointAddresses),
  ageColumn,
];

export const dataColumns: readonly Column[] = [
  nameColumn,
  column(
    'Data',
    (object) => Object.keys({ ...objectAt(object, 'data'), ...objectAt(object, 'binaryData') }).length,
    {
      type: 'integer',
    },
  ),
  ageColumn,
];

export const secretColumns: readonly Column[] = [
  nameColumn,
  column('Type', (secret) => textAt(secret, 'type')),
  ...dataColumns.slice(1),
];

export const serviceAccountColumns: readonly Column[] = [
  nameColumn,
  column('Secrets', (account) => listAt(account, 'secrets').length, { type: 'integer' }),
  ageColumn,
];

export const eventColumns: readonly Column[] = [
  column('Last Seen', (event, now) => age(textAt(event, 'lastTimestamp') || textAt(event, 'eventTime'), now)),
  column('Type', (event) => textAt(event, 'type')),
  column('Reason', (event) => textAt(event, 'reason')),
  column('Object', (event) => {
    const about = objectAt(event, 'involvedObject');
    return `${textAt(about, 'kind').toLowerCase()}/${textAt(about, 'name')}`;
  }),
  column('Subobject', (event) => textAt(event['involvedObject'], 'fieldPath'), { wide: true }),
  column('Source', (event) => textAt(event['source'], 'component') || textAt(event, 'reportingComponent'), {
    wide: true,
  }),
  column('Message', (event) => textAt(event, 'message').trim()),
  column(
    'First Seen',
    (event, now) => age(textAt(event, 'firstTimestamp') || textAt(event, 'eventTime'), now),
    {
      wide: true,
    },
  ),
  column('Count', (event) => numberAt(event, 'count') ?? 1, { wide: true }),
  column('Name', (event) => event.metadata.name, { wide: true }),
];

export const deploymentColumns: readonly Column[] = [
  nameColumn,
  column('Ready', ({ spec, status }) => `${count(status, 'readyReplicas')}/${count(spec, 'replicas')}`),
  column('Up-to-date', ({ status }) => count(status, 'updatedReplicas'), { type: 'integer' }),
  column('Available', ({ status }) => count(status, 'availableReplicas'), { type: 'integer' }),
  ageColumn,
  ...templateColumns(),
];

export const replicaSetColumns: readonly Column[] = [
  nameColumn,
  column('Desired', ({ spec }) => count(spec, 'replicas'), { type: 'integer' }),
  column('Current', ({ status }) => count(status, 'replicas'), { type: 'integer' }),
  column('Ready', ({ status }) => count(status, 'readyReplicas'), { type: 'integer' }),
  ageColumn,
  ...templateColumns(),
];

export const autoscalerColumns: readonly Column[] = [
  nameColumn,
  column('Reference', ({ spec }) => {
    const target = member(spec, 'scaleTargetRef');
    return `${textAt(target, 'kind')}/${textAt(target, 'name')}`;
  }),
  column('Targets', ({ spec, status }) => targets(spec, status)),
  column('MinPods', ({ spec }) => String(numberAt(spec, 'minReplicas') ?? '<unset>')),
  column('MaxPods', ({ spec }) => count(spec, 'maxReplicas'), { type: 'integer' }),
  column('Replicas', ({ status }) => count(status, 'currentReplicas'), { type: 'integer' }),
  ageColumn,
];

/** What is used beside what is aimed at, as kubectl prints it: `cpu: 12%/80%`. */
function targets(spec: Json | undefined, status: Json | undefined): string {
  const [metric] = listAt(spec, 'metrics');
  if (metric === undefined) return '<none>';
  const resource = member(metric, 'resource');
  const target = member(resource, 'target');
  const current = member(member(listAt(status, 'currentMetrics')[0], 'resource'), 'current');
  const share = numberAt(target, 'averageUtilization');
  const name = textAt(resource, 'name') || textAt(member(member(metric, 'pods'), 'metric'), 'name');
  if (share === undefined)
    return `${name}: ${textAt(current, 'averageValue') || '<unknown>'}/${textAt(target, 'averageValue') || '<unknown>'}`;
  const used = numberAt(current, 'averageUtilization');
  return `${name}: ${used === undefined ? '<unknown>' : `${used}%`}/${share}%`;
}

export const definitionColumns: readonly Column[] = [
  nameColumn,
  column('Created At', (object) => textAt(object.metadata, 'creationTimestamp')),
];

function templateColumns(): readonly Column[] {
  const containers = (object: ApiObject): readonly Json[] =>
    listAt(member(member(object['spec'], 'template'), 'spec'), 'containers');
  return [
    column(
      'Containers',
      (object) =>
        containers(object)
          .map((one) => textAt(one, 'name'))
          .join(','),
      { wide: true },
    ),
    column(
      'Images',
      (object) =>
        containers(object)
          .map((one) => textAt(one, 'image'))
          .join(','),
      { wide: true },
    ),
    column('Selector', (object) => pairs(member(member(object['spec'], 'selector'), 'matchLabels')), {
      wide: true,
    }),
  ];
}

function count(value: Json | undefined, key: string): number {
  return numberAt(value, key) ?? 0;
}

function conditionStatus(object: ApiObject, type: string): string {
  return textAt(
    conditions(object).find((one) => textAt(one, 'type') === type),
    'status',
  );
}

function nodeRoles(node: ApiObject): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(labelsOf(node)).flatMap((key) =>
    key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
  );
  return roles.sort().join(',') || '<none>';
}

function externalIp({ spec, status }: ApiObject): string {
  if (textAt(spec, 'type') === 'ExternalName') return textAt(spec, 'externalName');
  const ingress = listAt(member(status, 'loadBalancer'), 'ingress');
  const addresses = ingress.map((one) => textAt(one, 'ip') || textAt(one, 'hostname'));
  const given = listAt(spec, 'externalIPs').filter((one) => typeof one === 'string');
  const all = [...addresses, ...given];
  if (all.length > 0) return all.join(',');
  return textAt(spec, 'type') === 'LoadBalancer' ? '<pending>' : '<none>';
}

function servicePort(port: Json): string {
  const nodePort = numberAt(port, 'nodePort');
  const outside = nodePort === undefined ? '' : `:${nodePort}`;
  return `${numberAt(port, 'port') ?? ''}${outside}/${textAt(port, 'protocol')}`;
}

function endpointAddresses(endpoints: ApiObject): string {
  const all = listAt(endpoints, 'subsets').flatMap((subset) =>
    listAt(subset, 'ports').flatMap((port) =>
      listAt(subset, 'addresses').map(
        (address) => `${textAt(address, 'ip')}:${numberAt(port, 'port') ?? ''}`,
      ),
    ),
  );
  if (all.length === 0) return '<none>';
  return all.length > 3 ? `${all.slice(0, 3).join(',')} + ${all.length - 3} more...` : all.join(',');
}

function pairs(value: Json | undefined): string {
  if (!isObject(value)) return '<none>';
  const texts = Object.keys(value).map((key) => `${key}=${textAt(value, key)}`);
  return texts.sort().join(',') || '<none>';
}
