/** Sets a cluster in motion: Knative's controllers of its release, and Kubernetes' own beneath them. */
import type { Cluster } from '../api/cluster.ts';
import { BatchPod, isBatchPod } from './builds/pod/batchPod.ts';
import { type Controller, runController } from './controller.ts';
import { environmentOf, type Timings } from './environment.ts';
import { endpointsController } from './networking/endpoints.ts';
import { controllersOf2019 } from './of2019/controllers.ts';
import { Deciders } from './scaling/deciders.ts';
import { type Load, measuredLoad } from './scaling/load.ts';
import { todaysControllers } from './today.ts';
import { deploymentController } from './workload/deployment.ts';
import { registries } from './workload/images.ts';
import { kubelet } from './workload/kubelet.ts';
import { replicaSetController } from './workload/replicaSet.ts';

export interface Running {
  /** Where whoever passes requests on says so. */
  readonly load: Load;
  stop(): void;
}

export function runControllers(cluster: Cluster, timings?: Timings): Running {
  const load = measuredLoad(() => cluster.clock.now());
  const environment = environmentOf(cluster, load, timings);
  const registry = registries();
  const deciders = new Deciders(environment);
  const isLegacy = cluster.registry.find('serving.knative.dev/v1 Service') === undefined;
  const knative = isLegacy ? controllersOf2019 : todaysControllers;
  const controllers: readonly Controller[] = [
    deploymentController(environment),
    replicaSetController(environment),
    kubelet(environment, registry, (pod, ip) =>
      isBatchPod(pod) ? new BatchPod(environment, registry, pod, ip) : undefined,
    ),
    endpointsController(environment),
    ...knative(environment, registry, deciders),
  ];
  const stops = [
    ...controllers.map((controller) => runController(environment, controller)),
    deciders.start(),
  ];
  return {
    load,
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
