/** Where the API server keeps objects, and how the harness writes them. */
import { isObject, type Json, type JsonObject, member } from '#knative/json.ts';
import type { Api } from './api.ts';

const plurals: Readonly<Record<string, string>> = {
  Endpoints: 'endpoints',
  Ingress: 'ingresses',
  NetworkPolicy: 'networkpolicies',
  PodAutoscaler: 'podautoscalers',
};

const clusterWide = new Set([
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'ValidatingWebhookConfiguration',
]);

/** The address of all objects of a kind in a namespace. */
export function collection(apiVersion: string, kind: string, namespace: string): string {
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const plural = plurals[kind] ?? `${kind.toLowerCase()}s`;
  return clusterWide.has(kind) ? `${group}/${plural}` : `${group}/namespaces/${namespace}/${plural}`;
}

/** The address of one object. */
export function address(object: JsonObject, namespace = namespaceOf(object)): string {
  return `${collection(textAt(object, 'apiVersion'), textAt(object, 'kind'), namespace)}/${nameOf(object)}`;
}

/** Makes an object what `object` says, whether there is one or not. */
export async function put(api: Api, object: JsonObject): Promise<JsonObject> {
  return api.must('PATCH', `${address(object)}?fieldManager=installer&force=true`, object, 'apply');
}

export function nameOf(object: Json): string {
  return textAt(member(object, 'metadata'), 'name');
}

export function namespaceOf(object: Json): string {
  return textAt(member(object, 'metadata'), 'namespace') || 'default';
}

export function textAt(value: Json | undefined, key: string): string {
  const text = isObject(value) ? value[key] : undefined;
  return typeof text === 'string' ? text : '';
}
