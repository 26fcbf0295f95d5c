/** The playground with its server's faults at hand, and the cluster layer connected to it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Connection, type Choice } from '#client/cluster/connection.ts';
import type { JsonObject } from '#knative/json.ts';
import { admin } from '#playground/api/auth/users.ts';
import type { Client } from '#playground/api/client.ts';
import type { Cluster } from '#playground/api/cluster.ts';
import type { Asked, Fault } from '#playground/api/http/faults.ts';
import type { ApiServer } from '#playground/api/http/server.ts';
import { bareClusters } from '../../../kit/bareClusters.ts';

export interface FaultyWorld {
  readonly cluster: Cluster;
  readonly server: ApiServer;
  /** Acts in the cluster without going over the wire. */
  readonly client: Client;
  readonly file: string;
  readonly kubeconfig: string;
  /** What was asked so far: `GET /api/v1/pods watch`. */
  readonly asked: string[];
  /** Decides what becomes of each request from now on. */
  spoil(fault: (request: Asked) => Fault | undefined): void;
  connection(choice?: Choice): Connection;
  close(): Promise<void>;
}

export async function faultyWorld(which: 'today' | 'of2019' = 'today'): Promise<FaultyWorld> {
  const playground = await bareClusters();
  const folder = await mkdtemp(path.join(tmpdir(), 'knative-faults-'));
  const file = path.join(folder, 'config');
  await writeFile(file, playground.kubeconfig, { mode: 0o600 });
  const { cluster, server } = playground[which];
  const asked: string[] = [];
  let fault: (request: Asked) => Fault | undefined = () => undefined;
  server.intercept((request) => {
    const { method, path: address, query } = request;
    asked.push(`${method} ${address}${query.get('watch') === 'true' ? ' watch' : ''}`);
    return fault(request);
  });
  const open: Connection[] = [];
  return {
    cluster,
    server,
    client: cluster.as(admin, 'test'),
    file,
    kubeconfig: playground.kubeconfig,
    asked,
    spoil(next) {
      fault = next;
    },
    connection(choice = { context: which === 'today' ? 'today' : '2019' }) {
      const connection = new Connection(async () => ({ paths: [file], environment: {} }), choice);
      open.push(connection);
      return connection;
    },
    async close() {
      for (const one of open) one.dispose();
      await playground.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A Service of today. */
export function service(name: string, spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec: { template: { spec: { containers: [{ image: `example.com/${name}` }] } }, ...spec },
  };
}

/** Namespaces have config maps of their own; these have the label `of=test`. */
export function configMap(name: string, value = ''): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default', labels: { of: 'test' } },
    data: { value },
  };
}

/** Resolves when it is so; looks again at every turn. */
export async function eventually(what: string, isSo: () => boolean, patience = 8000): Promise<void> {
  const deadline = performance.now() + patience;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`Never so: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}
