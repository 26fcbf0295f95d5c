/** A Service, its revisions and what scales them, joined from the objects that are watched. */
import { isObject, listAt, member, numberAt, textAt, type Json } from '#knative/json.ts';
import { parseQuantity } from '#knative/quantity.ts';
import type { ClusterError } from '../errors.ts';
import { objectsOf, troubleOf } from '../followedStore.ts';
import { jsonOf, type ApiResource, type KubeObject } from '../object.ts';
import { joinServices, revisionLabel, type LiveRevision, type LiveService } from '../services.ts';
import type { Session } from '../session.ts';
import type { Lease } from '../watches.ts';
import type { Figures, SubjectRevision } from './metricsSource.ts';

export type Texts = Readonly<Record<string, string>>;

export interface ObservedService {
  readonly phase: 'loading' | 'known' | 'failed' | 'gone';
  readonly error: ClusterError | undefined;
  readonly service: LiveService | undefined;
  readonly revisions: readonly ObservedRevision[];
  /** config-autoscaler and config-observability as they are now; undefined where they may not be read. */
  readonly autoscalerConfig: Texts | undefined;
  readonly observabilityConfig: Texts | undefined;
}

export interface ObservedRevision extends SubjectRevision {
  readonly live: LiveRevision;
  /** Of its PodAutoscaler, which follow the revision's; of the revision where there is none. */
  readonly annotations: Texts;
  readonly containerConcurrency: number;
  readonly podAutoscaler: KubeObject | undefined;
  /** Knative's Metric: the windows in use. */
  readonly metricObject: KubeObject | undefined;
  readonly horizontal: KubeObject | undefined;
  readonly deployment: KubeObject | undefined;
  /** What the objects alone tell. */
  readonly figures: Figures;
}

export interface Observation {
  readonly leases: readonly Lease[];
  read(): ObservedService;
}

/** Watches what belongs to the Services of the namespace, until the leases are released. */
export function observeService(session: Session, namespace: string, name: string): Observation {
  const { served, serving, watches } = session;
  const lease = (resource: ApiResource | undefined, within = namespace): Lease | undefined =>
    resource && watches.lease(resource, within);
  const internal = 'autoscaling.internal.knative.dev/v1alpha1';
  const horizontals = ['autoscaling/v2', 'autoscaling/v2beta2', 'autoscaling/v2beta1', 'autoscaling/v1'];
  const leased: Leased = {
    services: lease(serving?.service),
    revisions: lease(serving?.revision),
    pods: lease(served.find('v1', 'Pod')),
    autoscalers: lease(served.find(internal, 'PodAutoscaler')),
    metrics: lease(served.find(internal, 'Metric')),
    horizontals: lease(served.firstOf('HorizontalPodAutoscaler', horizontals)),
    deployments: lease(served.firstOf('Deployment', ['apps/v1', 'apps/v1beta2', 'apps/v1beta1'])),
    configs: lease(served.find('v1', 'ConfigMap'), 'knative-serving'),
  };
  return {
    leases: Object.values(leased).filter((one) => one !== undefined),
    read: () => observed(leased, namespace, name),
  };
}

interface Leased {
  readonly services: Lease | undefined;
  readonly revisions: Lease | undefined;
  readonly pods: Lease | undefined;
  readonly autoscalers: Lease | undefined;
  readonly metrics: Lease | undefined;
  readonly horizontals: Lease | undefined;
  readonly deployments: Lease | undefined;
  readonly configs: Lease | undefined;
}

function observed(leased: Leased, namespace: string, name: string): ObservedService {
  const configs = {
    autoscalerConfig: configOf(leased.configs, 'config-autoscaler'),
    observabilityConfig: configOf(leased.configs, 'config-observability'),
  };
  const found = leased.services?.collection.get(namespace, name);
  const nothing = { service: undefined, revisions: [], ...configs };
  if (found === undefined) {
    const { complete = true, freshness } = leased.services?.collection ?? {};
    if (!complete && freshness?.phase === 'stale') {
      return { phase: 'failed', error: freshness.error, ...nothing };
    }
    return { phase: complete ? 'gone' : 'loading', error: undefined, ...nothing };
  }
  const [service] = joinServices({
    services: [found],
    revisions: objectsOf(leased.revisions),
    pods: objectsOf(leased.pods),
    autoscalers: objectsOf(leased.autoscalers),
  });
  const deployments = deploymentsOf(leased.deployments, namespace);
  return {
    phase: leased.revisions?.collection.complete === false ? 'loading' : 'known',
    error: outageOf(leased),
    service,
    revisions: (service?.revisions ?? []).map((live) => revisionOf(leased, namespace, live, deployments)),
    ...configs,
  };
}

/** What the Service cannot be told without must be read; of what is read beside it, some users may see nothing at all. */
function outageOf({ services, revisions, pods, autoscalers, deployments }: Leased): ClusterError | undefined {
  const beside = [pods, autoscalers, deployments].filter((one) => one?.collection.complete === true);
  return (
    troubleOf([services, revisions].filter((one) => one !== undefined)) ??
    beside
      .map((one) => one && troubleOf([one]))
      .find((error) => error !== undefined && error.reason !== 'forbidden')
  );
}

/** Without `_example`, which is a block of documentation. */
function configOf(lease: Lease | undefined, name: string): Texts | undefined {
  const object = lease?.collection.get('knative-serving', name);
  if (object === undefined) return undefined;
  const data = jsonOf(object)['data'];
  const entries = isObject(data) ? Object.keys(data).filter((key) => key !== '_example') : [];
  return Object.fromEntries(entries.map((key) => [key, textAt(data, key)]));
}

function revisionOf(
  leased: Leased,
  namespace: string,
  live: LiveRevision,
  deployments: ReadonlyMap<string, KubeObject>,
): ObservedRevision {
  const { name } = live;
  const podAutoscaler = leased.autoscalers?.collection.get(namespace, name);
  const horizontal = leased.horizontals?.collection.get(namespace, name);
  const deployment = deployments.get(name);
  const annotations = (podAutoscaler ?? live.object).metadata.annotations ?? {};
  const metric = metricOf(annotations, horizontal);
  const figures = figuresOf(live, leased.pods?.collection.complete === true, deployment, horizontal);
  return {
    name,
    live,
    metric,
    annotations,
    podAutoscaler,
    horizontal,
    deployment,
    metricObject: leased.metrics?.collection.get(namespace, name),
    containerConcurrency:
      numberAt(podAutoscaler?.spec, 'containerConcurrency') ??
      numberAt(live.object.spec, 'containerConcurrency') ??
      (textAt(live.object.spec, 'concurrencyModel') === 'Single' ? 1 : 0),
    pods: live.pods.filter(({ ready }) => ready).map((pod) => pod.name),
    desired: figures.desired,
    figures,
  };
}

/** By revision. Their names are derived from the revisions', differently in some releases; the label is the same. */
function deploymentsOf(lease: Lease | undefined, namespace: string): ReadonlyMap<string, KubeObject> {
  return new Map(
    objectsOf(lease)
      .filter(({ metadata }) => metadata.namespace === namespace)
      .map((one) => [one.metadata.labels?.[revisionLabel] ?? '', one]),
  );
}

function metricOf(annotations: Texts, horizontal: KubeObject | undefined): SubjectRevision['metric'] {
  if (horizontal !== undefined) return 'other';
  const metric = annotations['autoscaling.knative.dev/metric'] ?? 'concurrency';
  return metric === 'concurrency' || metric === 'rps' ? metric : 'other';
}

function figuresOf(
  live: LiveRevision,
  podsAreKnown: boolean,
  deployment: KubeObject | undefined,
  horizontal: KubeObject | undefined,
): Figures {
  // The autoscaler of 2019 tells its wish only to the Deployment.
  const desired = live.desired ?? numberAt(deployment?.spec, 'replicas');
  const ready = podsAreKnown
    ? live.pods.filter((pod) => pod.ready && pod.state !== 'Terminating').length
    : (live.actual ?? readyReplicas(deployment));
  const stable = horizontal && measuredBy(horizontal);
  return {
    ...(desired !== undefined && { desired }),
    ...(ready !== undefined && { ready }),
    ...(stable !== undefined && { stable }),
  };
}

/** Kubernetes leaves a count of 0 away. */
function readyReplicas(deployment: KubeObject | undefined): number | undefined {
  return deployment && (numberAt(deployment.status, 'readyReplicas') ?? 0);
}

/** What an HPA measures: per cent of the CPU, MiB of memory, or the average of a metric of one's own. */
function measuredBy({ status }: KubeObject): number | undefined {
  const [metric] = listAt(status, 'currentMetrics');
  const source = ['resource', 'pods', 'containerResource']
    .map((key) => member(metric, key))
    .find((one) => one !== undefined);
  // v2beta1 has the values beside the name.
  const current = member(source, 'current') ?? source;
  const share = numberAt(current, 'averageUtilization') ?? numberAt(current, 'currentAverageUtilization');
  const average = amountOf(member(current, 'averageValue') ?? member(current, 'currentAverageValue'));
  const isMemory = textAt(source, 'name') === 'memory';
  return (
    share ??
    (average !== undefined && isMemory ? average / 2 ** 20 : average) ??
    numberAt(status, 'currentCPUUtilizationPercentage')
  );
}

function amountOf(value: Json | undefined): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const quantity = parseQuantity(value);
  return quantity === undefined ? undefined : Number(quantity.nanos) / 1e9;
}
