/** The part of Istio: a while after a change of a ClusterIngress its gateway follows it. */
import { isTerminating, uidOf } from '../../api/object.ts';
import type { ConditionSet } from '../conditions.ts';
import { type Controller, keyOf } from '../controller.ts';
import type { Environment } from '../environment.ts';
import { generationOf, isObserved, reconciled } from '../reconciled.ts';
import { clusterIngressKind } from './kinds.ts';

const set: ConditionSet = {
  happy: 'Ready',
  dependents: ['NetworkConfigured', 'LoadBalancerReady'],
  quiet: true,
};
const gateway = 'istio-ingressgateway.istio-system.svc.cluster.local';

export function clusterIngressController(environment: Environment): Controller {
  const seen = new Map<string, { readonly generation: number; readonly at: number }>();
  return {
    delay: 5,
    keysOf: (kind, change) => (kind === clusterIngressKind ? [keyOf(change)] : []),
    reconcile: ({ namespace, name }, again) => {
      const ingress = environment.client.find(clusterIngressKind, namespace, name);
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
        status['loadBalancer'] = { ingress: [{ domainInternal: gateway }] };
      });
    },
  };
}
