/** The load balancer's part of an Ingress: a while after a change it follows it, and says so. */
import type { ConditionSet } from '../conditions.ts';
import { type Controller, keyOf } from '../controller.ts';
import type { Environment } from '../environment.ts';
import { generationOf, isObserved, reconciled } from '../reconciled.ts';
import { isTerminating, uidOf } from '../../api/object.ts';
import { ingressKind } from '../serving/names.ts';

const set: ConditionSet = { happy: 'Ready', dependents: ['NetworkConfigured', 'LoadBalancerReady'] };

/** Where requests from inside and outside come in. */
export const gateways = {
  kourier: ['kourier.kourier-system.svc.cluster.local', 'kourier-internal.kourier-system.svc.cluster.local'],
} as const;

export function ingressController(environment: Environment): Controller {
  const seen = new Map<string, { readonly generation: number; readonly at: number }>();
  return {
    delay: 5,
    keysOf: (kind, change) => (kind === ingressKind ? [keyOf(change)] : []),
    reconcile: ({ namespace, name }, again) => {
      const ingress = environment.client.find(ingressKind, namespace, name);
      if (ingress === undefined || isTerminating(ingress) || isObserved(ingress)) return;
      const now = environment.cluster.clock.now();
      const generation = generationOf(ingress);
      const known = seen.get(uidOf(ingress));
      const at = known?.generation === generation ? known.at : now + environment.timings.ingress;
      seen.set(uidOf(ingress), { generation, at });
      if (at > now) return again(at - now);
      reconciled(environment, ingress, set, (conditions, status) => {
        conditions.mark('NetworkConfigured', 'True');
        conditions.mark('LoadBalancerReady', 'True');
        const [outside, inside] = gateways.kourier;
        status['publicLoadBalancer'] = { ingress: [{ domainInternal: outside }] };
        status['privateLoadBalancer'] = { ingress: [{ domainInternal: inside }] };
      });
    },
  };
}
