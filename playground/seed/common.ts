/** What every cluster has before anybody uses it: namespaces, a node, Knative's own workloads and settings. */
import type { JsonObject } from '#knative/json.ts';
import { timestamp } from '../clock.ts';
import { systemUser } from '../api/auth/users.ts';
import type { Client } from '../api/client.ts';
import type { Cluster } from '../api/cluster.ts';
import { definitionOf } from './definitions.ts';
import { createWorkload, type Workload } from './workload.ts';

export interface Furnishing {
  readonly namespaces: readonly string[];
  /** Workloads of one ready pod each. */
  readonly deployments: readonly Workload[];
  readonly services: readonly IngressService[];
  /** In `knative-serving`, by name. */
  readonly configMaps: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface IngressService {
  readonly namespace: string;
  readonly name: string;
  readonly type: 'LoadBalancer' | 'ClusterIP';
  readonly labels?: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly name: string; readonly port: number; readonly targetPort: number }[];
}

export function furnish(
  cluster: Cluster,
  { namespaces, deployments, services, configMaps }: Furnishing,
): void {
  const client = cluster.as(systemUser, 'kube-controller-manager');
  for (const name of ['default', 'kube-system', ...namespaces]) {
    client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  createNode(client, cluster);
  for (const kind of cluster.registry.kinds)
    if (kind.custom) createDefinition(client, definitionOf(kind, cluster));
  for (const [name, data] of Object.entries(configMaps)) {
    client.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'knative-serving' },
      data,
    });
  }
  for (const [index, workload] of deployments.entries())
    createWorkload(client, cluster, { ...workload, node, ip: `10.244.0.${100 + index}` });
  for (const service of services) createService(client, service);
}

const node = 'playground';

function createNode(client: Client, cluster: Cluster): void {
  const now = timestamp(cluster.clock.now());
  const created = client.create({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: node,
      labels: { 'kubernetes.io/hostname': node, 'node-role.kubernetes.io/control-plane': '' },
    },
    spec: {},
  });
  const resources = { cpu: '8', memory: '16Gi', pods: '110' };
  client.updateStatus({
    ...created,
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          message: 'kubelet is posting ready status',
          lastHeartbeatTime: now,
          lastTransitionTime: now,
        },
      ],
      addresses: [
        { type: 'InternalIP', address: '127.0.0.1' },
        { type: 'Hostname', address: node },
      ],
      nodeInfo: {
        kubeletVersion: cluster.release.gitVersion,
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
    },
  });
}

function createDefinition(client: Client, definition: JsonObject): void {
  const created = client.create(definition);
  client.updateStatus({ ...created, status: definition['status'] ?? {} });
}

function createService(client: Client, service: IngressService): void {
  const { namespace, name, type, labels = {}, selector } = service;
  const ports = service.ports.map((one): JsonObject => {
    return { name: one.name, port: one.port, targetPort: one.targetPort, protocol: 'TCP' };
  });
  const created = client.create({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, ...(Object.keys(labels).length > 0 && { labels }) },
    spec: { type, selector, ports },
  });
  if (type !== 'LoadBalancer') return;
  client.updateStatus({ ...created, status: { loadBalancer: { ingress: [{ ip: '127.0.0.1' }] } } });
}
