/** Discovery: which groups, versions and kinds there are, in the old form and in the aggregated one. */
import type { Json, JsonObject } from '#knative/json.ts';
import { apiVersionOf, type ApiKind, type Subresource, type Verb } from '../kinds/kind.ts';
import type { Group, Registry } from '../kinds/registry.ts';
import { acceptedForm, answer, type Exchange } from './exchange.ts';

/** Answers a discovery path; false where it is none. */
export function answerDiscovery(exchange: Exchange): boolean {
  const { path, cluster } = exchange;
  const { registry } = cluster;
  const trimmed = path.replace(/\/$/, '');
  const isAggregated = cluster.release.apply && acceptedForm(exchange).as === 'APIGroupDiscoveryList';
  if (trimmed === '/api' || trimmed === '/apis') {
    if (isAggregated) answerAggregated(exchange, registry, trimmed === '/api');
    else answer(exchange, 200, trimmed === '/api' ? coreVersions(exchange) : groupList(registry));
    return true;
  }
  const body = trimmed === '/api/v1' ? resourceList('v1', registry) : groupOrVersion(trimmed, registry);
  if (body === undefined) return false;
  answer(exchange, 200, body);
  return true;
}

function groupOrVersion(path: string, registry: Registry): JsonObject | undefined {
  const [, name, version] = /^\/apis\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  const group = registry.groups.find((one) => one.name === name);
  if (group === undefined) return undefined;
  if (version === undefined) return { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(group) };
  return group.versions.includes(version) ? resourceList(`${group.name}/${version}`, registry) : undefined;
}

function coreVersions({ request }: Exchange): JsonObject {
  const serverAddress = request.headers.host ?? '';
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress }],
  };
}

function groupList(registry: Registry): JsonObject {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: registry.groups.map(groupOf) };
}

function groupOf({ name, versions }: Group): JsonObject {
  const all = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: all, preferredVersion: all[0] ?? {} };
}

function resourceList(groupVersion: string, registry: Registry): JsonObject {
  const kinds = registry.kinds.filter((kind) => apiVersionOf(kind) === groupVersion);
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: kinds.flatMap(resources) };
}

function resources(kind: ApiKind): readonly Json[] {
  const { plural, singular, namespaced, shortNames, categories } = kind;
  return [
    {
      name: plural,
      singularName: singular,
      namespaced,
      kind: kind.kind,
      verbs: verbsOf(kind),
      ...(shortNames.length > 0 && { shortNames: [...shortNames] }),
      ...(categories.length > 0 && { categories: [...categories] }),
    },
    ...kind.subresources.map((subresource) => ({
      name: `${plural}/${subresource}`,
      singularName: '',
      namespaced,
      ...responseKind(kind, subresource),
      verbs: [...subresourceVerbs[subresource]],
    })),
  ];
}

/** Of custom kinds the verbs stand in an order of their own (apiextensions-apiserver customresource_discovery). */
const customVerbs: readonly Verb[] = [
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'create',
  'update',
  'watch',
];

function verbsOf({ custom, verbs }: ApiKind): readonly Verb[] {
  return custom ? customVerbs.filter((verb) => verbs.includes(verb)) : [...verbs];
}

const subresourceVerbs: Readonly<Record<Subresource, readonly Verb[]>> = {
  status: ['get', 'patch', 'update'],
  scale: ['get', 'patch', 'update'],
  log: ['get'],
  proxy: ['create', 'delete', 'get', 'patch', 'update'],
};

function responseKind(
  kind: ApiKind,
  subresource: Subresource,
): { readonly kind: string; readonly group?: string; readonly version?: string } {
  if (subresource === 'scale') return { group: 'autoscaling', version: 'v1', kind: 'Scale' };
  return { kind: kind.kind };
}

const aggregatedType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

function answerAggregated(exchange: Exchange, registry: Registry, isCore: boolean): void {
  const groups: readonly Group[] = isCore ? [{ name: '', versions: ['v1'] }] : registry.groups;
  const items = groups.map(({ name, versions }) => ({
    metadata: isCore ? {} : { name },
    versions: versions.map((version) => ({
      version,
      freshness: 'Current',
      resources: registry.kinds
        .filter((kind) => kind.group === name && kind.version === version)
        .map(aggregated),
    })),
  }));
  const body = { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items };
  answer(exchange, 200, body, aggregatedType);
}

function aggregated(kind: ApiKind): Json {
  const { plural, singular, namespaced, shortNames, categories, group, version } = kind;
  const own = { group, version, kind: kind.kind };
  return {
    resource: plural,
    responseKind: own,
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs: verbsOf(kind),
    ...(shortNames.length > 0 && { shortNames: [...shortNames] }),
    ...(categories.length > 0 && { categories: [...categories] }),
    ...(kind.subresources.length > 0 && {
      subresources: kind.subresources.map((subresource) => ({
        subresource,
        responseKind: { ...own, ...responseKind(kind, subresource) },
        verbs: [...subresourceVerbs[subresource]],
      })),
    }),
  };
}
