/** The rules of a ClusterIngress for a Route of 2019 (serving 0.3 pkg/reconciler/v1alpha1/route/resources). */
import type { Json, JsonObject } from '#knative/json.ts';
import { type ApiObject, nameOf, namespaceOf } from '../../api/object.ts';
import { sharesBehind, type Target } from './traffic.ts';

const clusterLocal = 'svc.cluster.local';

export function ingressSpec(route: ApiObject, targets: readonly Target[], domain: string): JsonObject {
  const names = ['', ...new Set(targets.map(({ name }) => name).filter((name) => name !== ''))].toSorted();
  const local = `${nameOf(route)}.${namespaceOf(route)}`;
  const main = [...new Set([domain, `${local}.${clusterLocal}`, `${local}.svc`, local])];
  return {
    generation: 1,
    rules: names.map((name): Json => ({
      hosts: name === '' ? main : [`${name}.${domain}`],
      http: {
        paths: [
          {
            splits: sharesBehind(targets, name).map(({ revisionName, percent }) => ({
              percent,
              serviceName: `${revisionName}-service`,
              serviceNamespace: namespaceOf(route),
              servicePort: 80,
            })),
            timeout: '10m0s',
            retries: { attempts: 3, perTryTimeout: '10m0s' },
          },
        ],
      },
    })),
    visibility: domain.endsWith(clusterLocal) ? 'ClusterLocal' : 'ExternalIP',
  };
}
