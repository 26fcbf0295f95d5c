/** Who may ask, and what for: bearer tokens, and a small form of role based access. */
import type { Verb } from '../kinds/kind.ts';

export interface User {
  readonly name: string;
  readonly groups: readonly string[];
  readonly rules: readonly Rule[];
}

/** Allows these verbs; '*' stands for all. */
export interface Rule {
  readonly verbs: readonly (Verb | '*')[];
  readonly groups: readonly string[];
  /** Plurals, and subresources as `pods/log`. */
  readonly resources: readonly string[];
  /** Undefined: in every namespace, and what belongs to the whole cluster. */
  readonly namespace?: string;
}

export interface Access {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  /** '' for the whole cluster. */
  readonly namespace: string;
  readonly name: string;
}

const everything: Rule = { verbs: ['*'], groups: ['*'], resources: ['*'] };

export const admin: User = {
  name: 'admin',
  groups: ['system:masters', 'system:authenticated'],
  rules: [everything],
};

/** Serving's controller, by whose name the webhook tells it from people. */
export const controllerUser: User = {
  name: 'system:serviceaccount:knative-serving:controller',
  groups: ['system:serviceaccounts', 'system:serviceaccounts:knative-serving', 'system:authenticated'],
  rules: [everything],
};

/** The controllers of Kubernetes itself. */
export const systemUser: User = {
  name: 'system:kube-controller-manager',
  groups: ['system:authenticated'],
  rules: [everything],
};

/** May look at one namespace, and at nothing else. */
export function viewer(namespace: string): User {
  return {
    name: 'viewer',
    groups: ['system:authenticated'],
    rules: [
      {
        verbs: ['get', 'list', 'watch'],
        groups: [
          '',
          'apps',
          'autoscaling',
          'discovery.k8s.io',
          'metrics.k8s.io',
          'serving.knative.dev',
          'build.knative.dev',
          'tekton.dev',
          'autoscaling.internal.knative.dev',
          'networking.internal.knative.dev',
        ],
        // As Kubernetes' own role `view`: no secrets.
        resources: [
          'configmaps',
          'endpoints',
          'endpointslices',
          'events',
          'pods',
          'pods/log',
          'pods/status',
          'serviceaccounts',
          'services',
          'deployments',
          'replicasets',
          'horizontalpodautoscalers',
          'configurations',
          'revisions',
          'routes',
          'domainmappings',
          'podautoscalers',
          'metrics',
          'ingresses',
          'serverlessservices',
          'builds',
          'buildtemplates',
          'tasks',
          'taskruns',
          'pipelines',
          'pipelineruns',
        ],
        namespace,
      },
      { verbs: ['create'], groups: ['authorization.k8s.io', 'authentication.k8s.io'], resources: ['*'] },
    ],
  };
}

export const anonymous: User = { name: 'system:anonymous', groups: ['system:unauthenticated'], rules: [] };

export function isAllowed(user: User, access: Access): boolean {
  return user.rules.some((rule) => allows(rule, access));
}

function allows(rule: Rule, { verb, group, resource, subresource, namespace }: Access): boolean {
  const full = subresource === '' ? resource : `${resource}/${subresource}`;
  return (
    (rule.namespace === undefined || rule.namespace === namespace) &&
    includes(rule.verbs, verb) &&
    includes(rule.groups, group) &&
    includes(rule.resources, full)
  );
}

function includes(list: readonly string[], one: string): boolean {
  return list.includes('*') || list.includes(one);
}
