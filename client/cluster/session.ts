/**
 * The connection to one context of the kubeconfig. Made when somebody first needs the cluster, never before; knows what
 * the cluster serves and what the user may do, and shares its watches among all who look.
 */
import { text } from '#knative/text.ts';
import { createApi, type Api } from './api.ts';
import { discover, type Served } from './discovery.ts';
import { ClusterError } from './errors.ts';
import type { KubeContext, Kubeconfig } from './kubeconfig.ts';
import type { ApiResource } from './object.ts';
import { Rights } from './rights.ts';
import { Watches } from './watches.ts';

export interface Session {
  readonly context: KubeContext;
  readonly api: Api;
  readonly served: Served;
  readonly rights: Rights;
  readonly watches: Watches;
  /** Serving as this cluster has it; undefined where Knative Serving is not installed. */
  readonly serving: ServingKinds | undefined;
  /** Aborted when the session ends: its watches tell nothing any more. */
  readonly ended: AbortSignal;
  dispose(): void;
}

/** The four kinds of Serving in the version that this cluster serves: v1, or v1alpha1 of 2019. */
export interface ServingKinds {
  readonly version: 'v1' | 'v1alpha1';
  readonly service: ApiResource;
  readonly configuration: ApiResource;
  readonly revision: ApiResource;
  readonly route: ApiResource;
}

/** Connects; throws a ClusterError where the cluster cannot be reached or does not let the user in. */
export async function connect(
  kubeconfig: Kubeconfig,
  contextName: string,
  signal?: AbortSignal,
): Promise<Session> {
  const context = kubeconfig.contexts.find(({ name }) => name === contextName);
  if (context === undefined) {
    throw new ClusterError('kubeconfig', text('There is no context {0} in the kubeconfig.', contextName));
  }
  const api = createApi(kubeconfig.forContext(contextName));
  const served = await discover(api, signal);
  const watches = new Watches(api);
  const end = new AbortController();
  return {
    context,
    api,
    served,
    rights: new Rights(api),
    watches,
    serving: servingKinds(served),
    ended: end.signal,
    dispose: () => {
      end.abort();
      watches.dispose();
    },
  };
}

function servingKinds(served: Served): ServingKinds | undefined {
  for (const version of ['v1', 'v1alpha1'] as const) {
    const of = (kind: string): ApiResource | undefined => served.find(`serving.knative.dev/${version}`, kind);
    const [service, configuration, revision, route] = [
      of('Service'),
      of('Configuration'),
      of('Revision'),
      of('Route'),
    ];
    if (service && configuration && revision && route) {
      return { version, service, configuration, revision, route };
    }
  }
  return undefined;
}
