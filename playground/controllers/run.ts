/** Sets a cluster in motion: Knative's controllers of its release, and Kubernetes' own beneath them. */
import type { Cluster } from '../api/cluster.ts';
import { nameOf, namespaceOf, uidOf } from '../api/object.ts';
import { dialectOf, metricsTexts, podListener } from '../metrics/listeners.ts';
import { BatchPod, isBatchPod } from './builds/pod/batchPod.ts';
import { type Controller, runController } from './controller.ts';
import { environmentOf, type Timings } from './environment.ts';
import { endpointsController } from './networking/endpoints.ts';
import { controllersOf2019 } from './of2019/controllers.ts';
import { Deciders } from './scaling/deciders.ts';
import { type Load, measuredLoad } from './scaling/load.ts';
import { startPrometheus } from '../metrics/prometheus/prometheus.ts';
import { todaysControllers } from './today.ts';
import { deploymentController } from './workload/deployment.ts';
import { registries } from './workload/images.ts';
import { kubelet } from './workload/kubelet.ts';
import { replicaSetController } from './workload/replicaSet.ts';
import { measureUsage } from './workload/usage.ts';

export interface Running {
  /** Where whoever passes requests on says so. */
  readonly load: Load;
  stop(): void;
}

export function runControllers(cluster: Cluster, timings?: Timings): Running {
  const load = measuredLoad(() => cluster.clock.now(), dialectOf(cluster).bounds);
  const usages = measureUsage(cluster, load);
  const environment = environmentOf(cluster, load, usages, timings);
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
    forgetWhatIsGone(cluster, load),
  ];
  const texts = metricsTexts(environment, deciders);
  const prometheus = startPrometheus(environment, texts);
  const tell = podListener(texts);
  cluster.proxies.pod = (...asked) => prometheus.listen(...asked) || tell(...asked);
  return {
    load,
    stop: () => {
      cluster.proxies.pod = undefined;
      prometheus.stop();
      usages.stop();
      for (const stop of stops) stop();
    },
  };
}

/** Of pods and revisions that are no more, nothing is counted further. */
function forgetWhatIsGone({ store }: Cluster, load: Load): () => void {
  return store.subscribe(({ type, kind, object }) => {
    if (type !== 'DELETED') return;
    if (kind.kind === 'Pod') load.forgetPod(uidOf(object));
    else if (kind.kind === 'PodAutoscaler') load.forgetRevision(namespaceOf(object), nameOf(object));
  });
}
