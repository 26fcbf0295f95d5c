/** What a user asks about himself: may I, what may I, who am I. */
import type { Json, JsonObject } from '#knative/json.ts';
import { member } from '#knative/json.ts';
import { isAllowed, type User } from '../auth/users.ts';
import { objectAt, textAt } from '../object.ts';
import { isOpenPath } from './nonResource.ts';

export const reviewKinds = new Set([
  'SelfSubjectAccessReview',
  'SelfSubjectRulesReview',
  'SelfSubjectReview',
]);

/** The review with its answer in the status. */
export function reviewed(kind: string, apiVersion: string, body: Json, user: User): JsonObject {
  const spec = objectAt(body, 'spec');
  return { kind, apiVersion, metadata: objectAt(body, 'metadata'), spec, status: statusOf(kind, spec, user) };
}

function statusOf(kind: string, spec: JsonObject, user: User): JsonObject {
  switch (kind) {
    case 'SelfSubjectAccessReview':
      return accessStatus(spec, user);
    case 'SelfSubjectRulesReview':
      return rulesStatus(textAt(spec, 'namespace'), user);
    default:
      return { userInfo: { username: user.name, groups: [...user.groups] } };
  }
}

function accessStatus(spec: JsonObject, user: User): JsonObject {
  const attributes = member(spec, 'resourceAttributes');
  if (attributes === undefined) {
    const path = textAt(member(spec, 'nonResourceAttributes'), 'path');
    return { allowed: isOpenPath(path, user) };
  }
  const allowed = isAllowed(user, {
    verb: textAt(attributes, 'verb'),
    group: textAt(attributes, 'group'),
    resource: textAt(attributes, 'resource'),
    subresource: textAt(attributes, 'subresource'),
    namespace: textAt(attributes, 'namespace'),
    name: textAt(attributes, 'name'),
  });
  return { allowed };
}

function rulesStatus(namespace: string, user: User): JsonObject {
  const rules = user.rules.filter((rule) => rule.namespace === undefined || rule.namespace === namespace);
  return {
    resourceRules: rules.map(({ verbs, groups, resources }) => ({
      verbs: [...verbs],
      apiGroups: [...groups],
      resources: [...resources],
    })),
    nonResourceRules: [
      { verbs: ['get'], nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/openapi/*', '/version'] },
    ],
    incomplete: false,
  };
}
