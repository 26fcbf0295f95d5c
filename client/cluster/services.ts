/** Services with their revisions and pods, joined from the objects of a cluster: what the views show. Pure. */
import { conditionOf, conditionsOf, readinessOf, type Readiness } from '#knative/conditions.ts';
import { listAt, member, numberAt, textAt } from '#knative/json.ts';
import { readRollout, type Rollout } from '#knative/rollout/rollout.ts';
import { jsonOf, type KubeObject } from './object.ts';
import { podOf, type LivePod } from './pods.ts';

export interface LiveService {
  readonly object: KubeObject;
  readonly namespace: string;
  readonly name: string;
  readonly readiness: Readiness;
  /** Why it is not ready; '' where it is. */
  readonly reason: string;
  readonly message: string;
  /** '' while it has no address. */
  readonly url: string;
  /** What the spec asks for. */
  readonly rollout: Rollout;
  /** What the route really does. */
  readonly traffic: readonly LiveTarget[];
  /** Newest first. */
  readonly revisions: readonly LiveRevision[];
}

export interface LiveTarget {
  readonly revisionName: string;
  readonly latest: boolean;
  readonly percent: number;
  /** '' without one. */
  readonly tag: string;
  readonly url: string;
}

export interface LiveRevision {
  readonly object: KubeObject;
  readonly name: string;
  readonly readiness: Readiness;
  readonly reason: string;
  readonly message: string;
  /** Of the requests to its service. */
  readonly percent: number;
  readonly tags: readonly string[];
  /** Replicas as the autoscaler wants and has them; undefined where nobody says. */
  readonly desired: number | undefined;
  readonly actual: number | undefined;
  readonly image: string;
  /** RFC 3339. */
  readonly created: string;
  /** Its service leads to it no more, and will not by itself: it may be pruned. */
  readonly unreferenced: boolean;
  readonly pods: readonly LivePod[];
}

export interface LiveObjects {
  readonly services: readonly KubeObject[];
  readonly revisions: readonly KubeObject[];
  readonly pods: readonly KubeObject[];
  /** PodAutoscalers, where they may be read. */
  readonly autoscalers?: readonly KubeObject[];
}

export const serviceLabel = 'serving.knative.dev/service';
export const configurationLabel = 'serving.knative.dev/configuration';
export const revisionLabel = 'serving.knative.dev/revision';

/** Each service with what belongs to it, in the order of the services given. */
export function joinServices(objects: LiveObjects): readonly LiveService[] {
  // 0.3 labels revisions with their Configuration only, which has the name of its Service.
  const revisions = groupBy(
    objects.revisions,
    (one) => labelOf(one, serviceLabel) ?? labelOf(one, configurationLabel),
  );
  const pods = groupBy(objects.pods, (one) => labelOf(one, revisionLabel));
  const autoscalers = new Map((objects.autoscalers ?? []).map((one) => [keyOf(one, one.metadata.name), one]));
  return objects.services.map((service) => {
    const traffic = targetsOf(service);
    const wanted = referencedBy(service, traffic);
    const own = revisions.get(keyOf(service, service.metadata.name)) ?? [];
    const joined = own.map((revision) => {
      const key = keyOf(revision, revision.metadata.name);
      return revisionOf(revision, {
        traffic,
        pods: (pods.get(key) ?? []).map(podOf),
        autoscaler: autoscalers.get(key),
        unreferenced: !wanted.has(revision.metadata.name),
      });
    });
    return { ...serviceOf(service, traffic), revisions: joined.toSorted(newestFirst) };
  });
}

function serviceOf(object: KubeObject, traffic: readonly LiveTarget[]): Omit<LiveService, 'revisions'> {
  const value = jsonOf(object);
  const readiness = readinessOf(value);
  const ready = conditionOf(value, 'Ready');
  const status = object.status;
  const url = textAt(status, 'url');
  const domain = textAt(status, 'domain');
  return {
    object,
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name,
    readiness,
    reason: readiness === 'ready' ? '' : (ready?.reason ?? ''),
    message: readiness === 'ready' ? '' : (ready?.message ?? ''),
    url: url === '' && domain !== '' ? `http://${domain}` : url,
    rollout: readRollout(value),
    traffic,
  };
}

function targetsOf({ status }: KubeObject): readonly LiveTarget[] {
  return listAt(status, 'traffic').map((item) => {
    return {
      revisionName: textAt(item, 'revisionName'),
      latest: member(item, 'latestRevision') === true || textAt(item, 'configurationName') !== '',
      percent: numberAt(item, 'percent') ?? 0,
      // 0.3 calls a tag a name.
      tag: textAt(item, 'tag') || textAt(item, 'name'),
      url: textAt(item, 'url'),
    };
  });
}

/** What the route leads to, what the spec says it should lead to, and what comes next. */
function referencedBy(service: KubeObject, traffic: readonly LiveTarget[]): ReadonlySet<string> {
  const { targets, latestCreated, latestReady } = readRollout(jsonOf(service));
  return new Set([
    ...traffic.map(({ revisionName }) => revisionName),
    ...targets.map(({ revision }) => revision),
    latestCreated,
    latestReady,
  ]);
}

interface RevisionWorld extends Pick<LiveRevision, 'pods' | 'unreferenced'> {
  readonly traffic: readonly LiveTarget[];
  readonly autoscaler: KubeObject | undefined;
}

function revisionOf(
  object: KubeObject,
  { traffic, pods, autoscaler, unreferenced }: RevisionWorld,
): LiveRevision {
  const value = jsonOf(object);
  const readiness = readinessOf(value);
  const targets = traffic.filter(({ revisionName }) => revisionName === object.metadata.name);
  // The condition that fails says more than the summary, which only repeats it.
  const failed = conditionsOf(value).find(
    ({ status, severity }) => status === 'False' && severity === 'Error',
  );
  const told = readiness === 'ready' ? undefined : (failed ?? conditionOf(value, 'Ready'));
  return {
    object,
    name: object.metadata.name,
    readiness,
    reason: told?.reason ?? '',
    message: told?.message ?? '',
    percent: targets.reduce((sum, { percent }) => sum + percent, 0),
    tags: targets.map(({ tag }) => tag).filter((tag) => tag !== ''),
    desired: scaleOf(autoscaler, 'desiredScale') ?? scaleOf(object, 'desiredReplicas'),
    actual: scaleOf(autoscaler, 'actualScale') ?? scaleOf(object, 'actualReplicas'),
    image: imageOf(object),
    created: object.metadata.creationTimestamp ?? '',
    unreferenced,
    pods,
  };
}

/** Below 0 means that it is not known yet. */
function scaleOf(object: KubeObject | undefined, key: string): number | undefined {
  const scale = numberAt(object?.status, key);
  return scale !== undefined && scale >= 0 ? scale : undefined;
}

function imageOf({ spec }: KubeObject): string {
  return textAt(listAt(spec, 'containers')[0] ?? member(spec, 'container'), 'image');
}

/** Names count where the times are the same: generated ones have their number in them. */
function newestFirst(a: LiveRevision, b: LiveRevision): number {
  if (a.created !== b.created) return a.created < b.created ? 1 : -1;
  return b.name.localeCompare(a.name, 'en', { numeric: true });
}

function groupBy(
  objects: readonly KubeObject[],
  ownerOf: (object: KubeObject) => string | undefined,
): ReadonlyMap<string, readonly KubeObject[]> {
  const groups = new Map<string, KubeObject[]>();
  for (const object of objects) {
    const owner = ownerOf(object);
    if (owner === undefined) continue;
    const key = keyOf(object, owner);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [object]);
    else group.push(object);
  }
  return groups;
}

function keyOf({ metadata: { namespace = '' } }: KubeObject, name: string): string {
  return `${namespace}/${name}`;
}

function labelOf({ metadata: { labels } }: KubeObject, label: string): string | undefined {
  return labels?.[label];
}
