/** Plays the ingress: says of each that it is in place, for the generation it has. */
import { type JsonObject, member } from '#knative/json.ts';
import type { Api } from './api.ts';
import { address } from './objects.ts';

const kind = { apiVersion: 'networking.internal.knative.dev/v1alpha1', kind: 'Ingress' };

/** Runs until the signal. */
export async function playIngress(admin: Api, signal: AbortSignal): Promise<void> {
  for await (const { type, object } of admin.watch(`/apis/${kind.apiVersion}/ingresses`, signal)) {
    if (type !== 'ADDED' && type !== 'MODIFIED') continue;
    const generation = member(object['metadata'] ?? {}, 'generation') ?? 0;
    if (member(object['status'] ?? {}, 'observedGeneration') === generation) continue;
    const url = `${address({ ...object, ...kind })}/status`;
    await admin.request('PATCH', url, { status: status(generation as number) }, 'merge');
  }
}

function status(observedGeneration: number): JsonObject {
  const lastTransitionTime = new Date().toISOString();
  const conditions = ['LoadBalancerReady', 'NetworkConfigured', 'Ready'].map((type) => ({
    type,
    status: 'True',
    lastTransitionTime,
  }));
  const balancer = (name: string): JsonObject => ({
    ingress: [{ domainInternal: `${name}.knative-serving.svc.cluster.local` }],
  });
  return {
    observedGeneration,
    conditions,
    publicLoadBalancer: balancer('ingress'),
    privateLoadBalancer: balancer('ingress-local'),
  };
}
