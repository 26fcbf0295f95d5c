/** Services in a bare cluster as its controllers would have left them. */
import type { JsonObject } from '#knative/json.ts';
import { admin } from '#playground/api/auth/users.ts';
import type { Client } from '#playground/api/client.ts';
import type { BareCluster } from './bareClusters.ts';

const ready = [{ type: 'Ready', status: 'True' }];

/** A canary of two revisions, and one more that nothing leads to. */
export function seedCanary({ cluster }: BareCluster, name = 'canary', candidate = 20): Client {
  const client = cluster.as(admin, 'seed');
  const traffic = [
    { tag: 'current', revisionName: `${name}-00001`, percent: 100 - candidate },
    { tag: 'candidate', revisionName: `${name}-00002`, percent: candidate },
  ];
  const service = client.create({
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec: { template: { spec: { containers: [{ image: `ghcr.io/shop/${name}:green` }] } }, traffic },
  });
  for (const number of [0, 1, 2]) seedRevision(client, name, number);
  client.updateStatus({
    ...service,
    status: {
      observedGeneration: 1,
      conditions: ready,
      url: `http://${name}.default.example.com`,
      latestReadyRevisionName: `${name}-00002`,
      latestCreatedRevisionName: `${name}-00002`,
      traffic: traffic.map(({ tag, revisionName, percent }) => ({
        tag,
        revisionName,
        percent,
        url: `http://${tag}-${name}.default.example.com`,
      })),
    },
  });
  return client;
}

/** A Service whose newest revision does not come up. */
export function seedFailure({ cluster }: BareCluster, name = 'broken'): Client {
  const client = cluster.as(admin, 'seed');
  const service = client.create({
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec: { template: { spec: { containers: [{ image: `ghcr.io/shop/${name}:1` }] } } },
  });
  client.updateStatus({
    ...service,
    status: {
      observedGeneration: 1,
      latestCreatedRevisionName: `${name}-00001`,
      conditions: [
        {
          type: 'Ready',
          status: 'False',
          reason: 'RevisionMissing',
          message: `Configuration "${name}" does not have any ready Revision.`,
        },
      ],
    },
  });
  return client;
}

function seedRevision(client: Client, service: string, number: number): void {
  const name = `${service}-0000${number}`;
  const created = client.create({
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Revision',
    metadata: { name, namespace: 'default', labels: { 'serving.knative.dev/service': service } },
    spec: { containers: [{ image: `ghcr.io/shop/${service}:${number === 1 ? 'blue' : 'green'}` }] },
  });
  const replicas = number === 0 ? 0 : 1;
  const status: JsonObject = { conditions: ready, actualReplicas: replicas, desiredReplicas: replicas };
  client.updateStatus({ ...created, status });
}
