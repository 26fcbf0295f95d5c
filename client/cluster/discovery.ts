/** What a cluster serves of what we know: that decides what is offered. */
import { requestJson, type Api } from './api.ts';
import { ClusterError } from './errors.ts';
import { apiVersionOf, type ApiResource } from './object.ts';

export interface Served {
  /** The server's version, such as `v1.36.0`. */
  readonly version: string;
  readonly resources: readonly ApiResource[];
  /** How a kind is served; undefined where it is not. */
  find(apiVersion: string, kind: string): ApiResource | undefined;
  /** The first of several API versions in which a kind is served. */
  firstOf(kind: string, apiVersions: readonly string[]): ApiResource | undefined;
}

/** Groups that are asked for their kinds; others are somebody else's. */
const known =
  /^(?:serving|build|eventing|messaging|flows|sources|sinks|autoscaling\.internal|networking\.internal)\.knative\.dev$|^tekton\.dev$|^(?:apps|autoscaling)$/;

interface GroupList {
  readonly groups?: readonly {
    readonly name: string;
    readonly versions: readonly { readonly groupVersion: string }[];
  }[];
}

interface ResourceList {
  readonly resources?: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
  }[];
}

export async function discover(api: Api, signal?: AbortSignal): Promise<Served> {
  const [version, groups] = await Promise.all([
    requestJson<{ readonly gitVersion?: string }>(api, { path: '/version', signal }),
    requestJson<GroupList>(api, { path: '/apis', signal }),
  ]);
  const groupVersions = (groups.groups ?? [])
    .filter(({ name }) => known.test(name))
    .flatMap(({ versions }) => versions.map(({ groupVersion }) => groupVersion));
  const lists = await Promise.all(
    ['v1', ...groupVersions].map(async (groupVersion) => resourcesOf(api, groupVersion, signal)),
  );
  return servedOf(version.gitVersion ?? '', lists.flat());
}

/** How a kind is served, whosever it is: groups that are not ours are asked for their kinds now. */
export async function resourceFor(
  { api, served }: { readonly api: Api; readonly served: Served },
  apiVersion: string,
  kind: string,
  signal?: AbortSignal,
): Promise<ApiResource | undefined> {
  const known = served.find(apiVersion, kind);
  if (known !== undefined) return known;
  const resources = await resourcesOf(api, apiVersion, signal);
  return resources.find((one) => one.kind === kind);
}

export function servedOf(version: string, resources: readonly ApiResource[]): Served {
  const byName = new Map(resources.map((one) => [`${apiVersionOf(one)} ${one.kind}`, one]));
  const find = (apiVersion: string, kind: string): ApiResource | undefined =>
    byName.get(`${apiVersion} ${kind}`);
  return {
    version,
    resources,
    find,
    firstOf: (kind, apiVersions) =>
      apiVersions.map((apiVersion) => find(apiVersion, kind)).find((one) => one !== undefined),
  };
}

/** One group that cannot be asked must not hide the others. */
async function resourcesOf(
  api: Api,
  groupVersion: string,
  signal: AbortSignal | undefined,
): Promise<readonly ApiResource[]> {
  const [group = '', version = ''] = groupVersion.includes('/')
    ? groupVersion.split('/')
    : ['', groupVersion];
  const path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  try {
    const { resources = [] } = await requestJson<ResourceList>(api, { path, signal });
    return resources
      .filter(({ name }) => !name.includes('/'))
      .map(({ name, kind, namespaced }) => ({ group, version, kind, plural: name, namespaced }));
  } catch (error) {
    if (error instanceof ClusterError && (error.reason === 'notFound' || error.reason === 'busy')) return [];
    throw error;
  }
}
