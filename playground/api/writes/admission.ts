/** The way of an object from what was sent to what is stored: namespace, webhooks, validation. */
import { metadataProblems } from '#knative/admission/structure/metadata.ts';
import { kindOf } from '#knative/kinds.ts';
import { reviewed } from '../admission/webhook.ts';
import { builtinComplaints } from '../builtin/validate.ts';
import { apiVersionOf, type ApiKind } from '../kinds/kind.ts';
import { type ApiObject, nameOf, namespaceOf, textAt } from '../object.ts';
import { badRequest, fieldCause, forbidden, invalid, notFound } from '../status.ts';
import type { Target, WriteRequest } from './request.ts';

/** The object as admitted, with the defaults of Knative's webhooks; throws where it is refused. */
export function admitted(
  target: Target,
  kind: ApiKind,
  object: ApiObject,
  stored: ApiObject | undefined,
  request: WriteRequest,
): ApiObject {
  const verdict = kindOf(apiVersionOf(kind), kind.kind)?.verdict ?? 'none';
  if (!kind.custom || verdict === 'none' || isExcluded(target, object)) {
    validate(kind, object, stored);
    return object;
  }
  if (request.dryRun && !target.release.dryRunsWebhooks) {
    throw badRequest(`admission webhook "webhook.${kind.group}" does not support dry run`);
  }
  return reviewed({
    kind,
    object,
    stored,
    user: request.user.name,
    profile: target.profile(),
    dryRun: request.dryRun,
    suffix: () => target.random.suffix(5),
    warn: request.warn,
  });
}

/** Knative's webhooks pass over namespaces with this label. */
function isExcluded(target: Target, object: ApiObject): boolean {
  const namespace = findNamespace(target, namespaceOf(object));
  return textAt(namespace?.metadata['labels'], 'webhooks.knative.dev/exclude') !== '';
}

function validate(kind: ApiKind, object: ApiObject, stored: ApiObject | undefined): void {
  const options = { namespaced: kind.namespaced, update: stored !== undefined };
  const causes = [
    ...metadataProblems(object.metadata, options).map(({ clusterPath, message }) =>
      fieldCause(clusterPath, message),
    ),
    ...builtinComplaints(kind, object, stored),
  ];
  if (causes.length > 0) throw invalid(kind, nameOf(object), causes);
}

/** Nothing new comes into a namespace that is not there, or on its way out. */
export function checkNamespace(target: Target, kind: ApiKind, object: ApiObject): void {
  if (!kind.namespaced) return;
  const name = namespaceOf(object);
  const namespace = findNamespace(target, name);
  if (namespace === undefined) throw notFound({ group: '', plural: 'namespaces' }, name);
  if (textAt(namespace['status'], 'phase') !== 'Terminating') return;
  const why = `unable to create new content in namespace ${name} because it is being terminated`;
  const cause = {
    reason: 'NamespaceTerminating',
    message: `namespace ${name} is being terminated`,
    field: 'metadata.namespace',
  };
  throw forbidden(kind, nameOf(object), why, [cause]);
}

/** A pod runs as somebody who is there. */
export function checkServiceAccount(target: Target, kind: ApiKind, object: ApiObject): void {
  const accounts = target.registry.find('v1 ServiceAccount');
  if (kind.kind !== 'Pod' || kind.group !== '' || accounts === undefined) return;
  const name = textAt(object['spec'], 'serviceAccountName');
  const namespace = namespaceOf(object);
  if (target.store.get(accounts, namespace, name) !== undefined) return;
  const why = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
  throw forbidden(kind, nameOf(object), why);
}

function findNamespace(target: Target, name: string): ApiObject | undefined {
  const kind = target.registry.find('v1 Namespace');
  return kind === undefined ? undefined : target.store.get(kind, '', name);
}
