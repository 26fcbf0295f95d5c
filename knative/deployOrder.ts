/** In which order resources are brought into a cluster, so that each finds there what it needs. */
import { factsOf } from './facts.ts';
import { groupOf, type Resource } from './resource.ts';

/**
 * The resources in the order to deploy them: kinds that others build on first, and of one kind what is mentioned before
 * who mentions it; else as they were given. (Removing goes the other way round.)
 */
export function deployOrder<T extends Resource>(resources: readonly T[]): readonly T[] {
  const ranks = new Map<T, number>(resources.map((one) => [one, rankOf(one)]));
  const needs = needsOf(resources);
  const rest = resources.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
  const ordered: T[] = [];
  const done = new Set<T>();
  while (rest.length > 0) {
    const free = rest.findIndex((one) => [...(needs.get(one) ?? [])].every((other) => done.has(other)));
    // Who need each other come as they were given.
    const [next] = rest.splice(Math.max(free, 0), 1);
    if (next === undefined) break;
    done.add(next);
    ordered.push(next);
  }
  return ordered;
}

/** The kinds of core groups first, and in our own what others name; by kind, whatever the version. */
const order: readonly (readonly string[])[] = [
  ['/Namespace', 'apiextensions.k8s.io/CustomResourceDefinition'],
  ['/ServiceAccount', '/Secret', '/ConfigMap', '/PersistentVolumeClaim', '/PersistentVolume'],
  ['rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/ClusterRole'],
  ['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
  ['build.knative.dev/BuildTemplate', 'build.knative.dev/ClusterBuildTemplate', 'tekton.dev/Task'],
  ['tekton.dev/Pipeline', 'build.knative.dev/Build'],
  ['serving.knative.dev/Configuration'],
  ['serving.knative.dev/Service', '/Service', 'apps/Deployment'],
  ['serving.knative.dev/Route'],
  ['networking.internal.knative.dev/ClusterDomainClaim'],
  ['serving.knative.dev/DomainMapping'],
  ['eventing.knative.dev/Broker', 'messaging.knative.dev/Channel', 'messaging.knative.dev/InMemoryChannel'],
  ['flows.knative.dev/Sequence', 'flows.knative.dev/Parallel'],
  ['eventing.knative.dev/Trigger', 'messaging.knative.dev/Subscription'],
];

const ranks = new Map(order.flatMap((kinds, rank) => kinds.map((kind) => [kind, rank])));

/** Sources begin to send, and runs to run, as soon as they are there: they come last. */
function rankOf({ apiVersion, kind }: Resource): number {
  return ranks.get(`${groupOf(apiVersion)}/${kind}`) ?? order.length;
}

/** Who mentions a name needs whoever of the others declares it. */
function needsOf<T extends Resource>(resources: readonly T[]): ReadonlyMap<T, ReadonlySet<T>> {
  const facts = resources.map((resource) => ({ resource, facts: factsOf(resource) }));
  const declarers = new Map<string, T[]>();
  for (const {
    resource,
    facts: { defines },
  } of facts) {
    for (const { type, name } of defines) {
      const key = `${type} ${name}`;
      declarers.set(key, [...(declarers.get(key) ?? []), resource]);
    }
  }
  return new Map(
    facts.map(({ resource, facts: { refersTo } }) => {
      const needed = refersTo
        .filter(({ type }) => isDeployed(type))
        .flatMap(({ type, name }) => declarers.get(`${type} ${name}`) ?? [])
        .filter((other) => other !== resource && sameNamespace(other, resource));
      return [resource, new Set(needed)];
    }),
  );
}

/** Parts of resources are mentioned too: those bring nobody before anybody. */
function isDeployed(type: string): boolean {
  return type !== 'image' && type !== 'parameter' && type !== 'tag';
}

function sameNamespace(a: Resource, b: Resource): boolean {
  return a.namespace === '' || b.namespace === '' || a.namespace === b.namespace;
}
