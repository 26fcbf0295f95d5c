/** What the user may do, asked of the cluster and remembered for a while (SelfSubjectAccessReview). */
import { requestJson, type Api } from './api.ts';
import { ClusterError } from './errors.ts';
import type { ApiResource } from './object.ts';

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';

interface Review {
  readonly status?: { readonly allowed?: boolean };
}

/** Milliseconds for which an answer holds. */
const remembered = 60_000;

export class Rights {
  readonly #api: Api;
  readonly #known = new Map<string, { readonly until: number; readonly allowed: Promise<boolean> }>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** True also where the cluster cannot be asked: it will say no itself then. */
  async may(
    verb: Verb,
    resource: Pick<ApiResource, 'group' | 'plural'>,
    namespace?: string,
  ): Promise<boolean> {
    const key = [verb, resource.group, resource.plural, namespace ?? ''].join(' ');
    const known = this.#known.get(key);
    if (known !== undefined && known.until > Date.now()) return known.allowed;
    const allowed = this.#ask(verb, resource, namespace);
    this.#known.set(key, { until: Date.now() + remembered, allowed });
    return allowed;
  }

  async #ask(
    verb: Verb,
    { group, plural }: Pick<ApiResource, 'group' | 'plural'>,
    namespace: string | undefined,
  ): Promise<boolean> {
    const body = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: { verb, group, resource: plural, ...(namespace !== undefined && { namespace }) },
      },
    };
    try {
      const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
      const review = await requestJson<Review>(this.#api, { method: 'POST', path, body });
      return review.status?.allowed === true;
    } catch (error) {
      if (error instanceof ClusterError) return true;
      throw error;
    }
  }
}
