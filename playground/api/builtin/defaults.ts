/** What the server fills into objects of the built-in kinds when it reads them, and when they are new. */
import { isObject, type Json, type JsonObject } from '#knative/json.ts';
import type { ApiKind } from '../kinds/kind.ts';
import { type ApiObject, listAt, objectAt, textAt, textMap, withMembers } from '../object.ts';
import { podSpecDefaults } from './podDefaults.ts';

/** The object with the defaults of its kind; custom kinds have theirs from their webhooks. */
export function builtinDefaults(kind: ApiKind, object: ApiObject): ApiObject {
  if (kind.custom) return object;
  return defaults[kind.kind]?.(object) ?? object;
}

type Default = (object: ApiObject) => ApiObject;

const defaults: Readonly<Record<string, Default>> = {
  Pod: (pod) => ({
    ...pod,
    spec: {
      ...podSpecDefaults(objectAt(pod, 'spec')),
      enableServiceLinks: objectAt(pod, 'spec')['enableServiceLinks'] ?? true,
      serviceAccountName: textAt(pod['spec'], 'serviceAccountName') || 'default',
      serviceAccount: textAt(pod['spec'], 'serviceAccountName') || 'default',
    },
  }),
  Deployment: (deployment) => {
    const spec = objectAt(deployment, 'spec');
    return {
      ...deployment,
      spec: {
        ...spec,
        replicas: spec['replicas'] ?? 1,
        template: templateDefaults(objectAt(spec, 'template')),
        strategy: strategyDefaults(objectAt(spec, 'strategy')),
        revisionHistoryLimit: spec['revisionHistoryLimit'] ?? 10,
        progressDeadlineSeconds: spec['progressDeadlineSeconds'] ?? 600,
      },
    };
  },
  ReplicaSet: (set) => {
    const spec = objectAt(set, 'spec');
    const template = templateDefaults(objectAt(spec, 'template'));
    return { ...set, spec: { ...spec, replicas: spec['replicas'] ?? 1, template } };
  },
  Service: (service) => ({ ...service, spec: serviceSpec(objectAt(service, 'spec')) }),
  Secret: (secret) => {
    const given = Object.entries(textMap(secret['stringData']));
    const encoded = given.map(([key, text]) => [key, Buffer.from(text).toString('base64')] as const);
    const data = { ...objectAt(secret, 'data'), ...Object.fromEntries(encoded) };
    return withMembers(secret, {
      type: textAt(secret, 'type') || 'Opaque',
      ...(given.length > 0 && { data }),
      stringData: undefined,
    });
  },
  Namespace: (namespace) => ({
    ...namespace,
    metadata: {
      ...namespace.metadata,
      labels: {
        ...objectAt(namespace.metadata, 'labels'),
        'kubernetes.io/metadata.name': namespace.metadata.name,
      },
    },
    spec: { finalizers: ['kubernetes'], ...objectAt(namespace, 'spec') },
  }),
};

function templateDefaults(template: JsonObject): JsonObject {
  return {
    ...template,
    metadata: template['metadata'] ?? {},
    spec: podSpecDefaults(objectAt(template, 'spec')),
  };
}

function strategyDefaults(strategy: JsonObject): JsonObject {
  if (strategy['type'] === 'Recreate') return strategy;
  const rolling = { maxUnavailable: '25%', maxSurge: '25%', ...objectAt(strategy, 'rollingUpdate') };
  return { type: 'RollingUpdate', rollingUpdate: rolling };
}

function serviceSpec(spec: JsonObject): JsonObject {
  const type = textAt(spec, 'type') || 'ClusterIP';
  const internal = type === 'ExternalName' ? {} : { internalTrafficPolicy: 'Cluster' };
  const ports = listAt(spec, 'ports').map(portDefaults);
  return { ...internal, sessionAffinity: 'None', ...spec, type, ...(ports.length > 0 && { ports }) };
}

function portDefaults(port: Json): Json {
  if (!isObject(port)) return port;
  const filled: JsonObject = { protocol: 'TCP', ...port };
  return filled['targetPort'] === undefined ? { ...filled, targetPort: filled['port'] ?? 0 } : filled;
}

/** The status a new object begins with; undefined for none. */
export function firstStatus(kind: ApiKind): JsonObject | undefined {
  if (kind.custom) return undefined;
  switch (kind.kind) {
    case 'Pod':
      return { phase: 'Pending', qosClass: 'BestEffort' };
    case 'Namespace':
      return { phase: 'Active' };
    case 'Service':
      return { loadBalancer: {} };
    case 'Deployment':
      return {};
    case 'ReplicaSet':
      return { replicas: 0 };
    default:
      return undefined;
  }
}
