/** A cluster with its controllers, a clock to step it with, and short words for what tests do in it. */
import { conditionOf } from '#knative/conditions.ts';
import type { Json, JsonObject } from '#knative/json.ts';
import { admin } from '#playground/api/auth/users.ts';
import type { Client } from '#playground/api/client.ts';
import type { Cluster } from '#playground/api/cluster.ts';
import { type ApiObject, textAt } from '#playground/api/object.ts';
import { type Running, runControllers } from '#playground/controllers/run.ts';
import { steppedClock } from '#playground/clock.ts';
import { clusterOf2019, todaysCluster } from '#playground/start.ts';

export interface World {
  readonly cluster: Cluster;
  readonly client: Client;
  readonly running: Running;
  pass(seconds: number): void;
  /** By kind and name, `'Service'` for Knative's, `'apps/v1 Deployment'` for others. */
  get(kind: string, name: string): ApiObject;
  list(kind: string): readonly ApiObject[];
  /** `True`, `False RevisionMissing: …` */
  says(kind: string, name: string, condition?: string): string;
  patch(name: string, spec: JsonObject): void;
  events(reason: string): readonly string[];
}

export function worldOfToday(): World {
  const clock = steppedClock();
  return worldIn(todaysCluster(clock, 5), 'serving.knative.dev/v1', (seconds) =>
    clock.advance(seconds * 1000),
  );
}

export function worldOf2019(): World {
  const clock = steppedClock();
  return worldIn(clusterOf2019(clock, 6), 'serving.knative.dev/v1alpha1', (seconds) =>
    clock.advance(seconds * 1000),
  );
}

function worldIn(cluster: Cluster, serving: string, pass: (seconds: number) => void): World {
  const client = cluster.as(admin, 'test');
  const running = runControllers(cluster);
  const full = (kind: string): string => {
    if (kind.includes(' ')) return kind;
    return kind === 'PodAutoscaler'
      ? `autoscaling.internal.knative.dev/v1alpha1 ${kind}`
      : `${serving} ${kind}`;
  };
  const get = (kind: string, name: string): ApiObject => client.get(full(kind), 'default', name);
  return {
    cluster,
    client,
    running,
    pass,
    get,
    list: (kind) => client.list(full(kind), { namespace: 'default' }),
    says: (kind, name, type = 'Ready') => {
      const found = conditionOf(get(kind, name), type);
      if (found === undefined) return 'nothing';
      const { status, reason, message } = found;
      return `${status}${reason === '' ? '' : ` ${reason}`}${message === '' ? '' : `: ${message}`}`;
    },
    patch: (name, spec) => void client.patch(full('Service'), 'default', name, 'merge', { spec }),
    events: (reason) =>
      client
        .list('v1 Event', { namespace: 'default' })
        .filter((event) => event['reason'] === reason)
        .map((event) => textAt(event, 'message')),
  };
}

export function template(
  container: JsonObject,
  annotations: JsonObject = {},
  more: JsonObject = {},
): JsonObject {
  return { metadata: { annotations }, spec: { containers: [container], ...more } };
}

/** Creates a Service of today. */
export function deploy({ client }: World, name: string, given: JsonObject, metadata: JsonObject = {}): void {
  client.create({
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name, namespace: 'default', ...metadata },
    spec: { template: given },
  });
}

export const colour = (name: string): JsonObject => ({
  image: `gcr.io/knative-samples/knative-route-demo:${name}`,
  env: [{ name: 'T_VERSION', value: name }],
});

/** `status.traffic` as `revision=percent@tag`. */
export function split(object: ApiObject): readonly string[] {
  const traffic = ((object['status'] as JsonObject)['traffic'] ?? []) as readonly Record<string, Json>[];
  return traffic.map((one) => {
    const tag = one['tag'] ?? one['name'];
    return `${one['revisionName'] as string}=${one['percent'] as number}${tag === undefined ? '' : `@${tag as string}`}`;
  });
}
