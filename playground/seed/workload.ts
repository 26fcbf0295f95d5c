/** A workload that every cluster has before anybody uses it: a Deployment, its ReplicaSet, and one pod that runs. */
import type { JsonObject } from '#knative/json.ts';
import type { Client } from '../api/client.ts';
import type { Cluster } from '../api/cluster.ts';
import { type ApiObject, nameOf, objectAt, uidOf } from '../api/object.ts';
import { timestamp } from '../clock.ts';
import { ownedBy } from '../controllers/owners.ts';
import { podStatus } from '../controllers/workload/podStatus.ts';

export interface Workload {
  readonly namespace: string;
  readonly name: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
}

interface Placed extends Workload {
  readonly node: string;
  readonly ip: string;
}

export function createWorkload(client: Client, cluster: Cluster, workload: Placed): void {
  const set = createReplicaSet(client, createDeployment(client, cluster, workload), cluster);
  const template = objectAt(set['spec'], 'template');
  const pod = client.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${nameOf(set)}-${cluster.random.suffix(5)}`,
      namespace: workload.namespace,
      labels: objectAt(objectAt(template, 'metadata'), 'labels'),
      ownerReferences: ownedBy(set),
    },
    spec: { ...objectAt(template, 'spec'), nodeName: workload.node },
  });
  const now = cluster.clock.now();
  const running = { kind: 'running', ready: true, since: now } as const;
  const stage = { user: running, proxy: running, restarts: 0, started: now, ip: workload.ip };
  client.updateStatus({ ...pod, status: podStatus(pod, stage, now) });
  cluster.logs.start(uidOf(pod), workload.name);
}

function createDeployment(
  client: Client,
  cluster: Cluster,
  { namespace, name, image, labels, ports = [] }: Workload,
): ApiObject {
  const container: JsonObject = {
    name,
    image,
    ...(ports.length > 0 && { ports: ports.map((port) => ({ ...port })) }),
  };
  const created = client.create({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { ...labels, app: name } }, spec: { containers: [container] } },
    },
  });
  const condition = {
    type: 'Available',
    status: 'True',
    reason: 'MinimumReplicasAvailable',
    lastTransitionTime: timestamp(cluster.clock.now()),
  };
  const status = {
    ...oneReady,
    updatedReplicas: 1,
    conditions: [{ ...condition, message: 'Deployment has minimum availability.' }],
  };
  return client.updateStatus({ ...created, status });
}

function createReplicaSet(client: Client, deployment: ApiObject, { random }: Cluster): ApiObject {
  const hash = { 'pod-template-hash': random.suffix(9) };
  const { selector, template } = objectAt(deployment, 'spec');
  const labels = { ...objectAt(objectAt(template, 'metadata'), 'labels'), ...hash };
  const created = client.create({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${nameOf(deployment)}-${hash['pod-template-hash']}`,
      namespace: objectAt(deployment, 'metadata')['namespace'] ?? '',
      labels,
      ownerReferences: ownedBy(deployment),
    },
    spec: {
      replicas: 1,
      selector: { matchLabels: { ...objectAt(selector, 'matchLabels'), ...hash } },
      template: { metadata: { labels }, spec: objectAt(template, 'spec') },
    },
  });
  return client.updateStatus({ ...created, status: oneReady });
}

const oneReady: JsonObject = { observedGeneration: 1, replicas: 1, readyReplicas: 1, availableReplicas: 1 };
