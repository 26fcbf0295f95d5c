/** What the server fills into the specs of pods (k8s.io/kubernetes pkg/apis/core/v1 defaults.go). */
import { isObject, type Json, type JsonObject } from '#knative/json.ts';
import { listAt, textAt } from '../object.ts';

/** A pod's spec, alone or as part of a template. */
export function podSpecDefaults(spec: JsonObject): JsonObject {
  return {
    ...spec,
    ...containerLists(spec),
    restartPolicy: spec['restartPolicy'] ?? 'Always',
    terminationGracePeriodSeconds: spec['terminationGracePeriodSeconds'] ?? 30,
    dnsPolicy: spec['dnsPolicy'] ?? 'ClusterFirst',
    securityContext: spec['securityContext'] ?? {},
    schedulerName: spec['schedulerName'] ?? 'default-scheduler',
  };
}

function containerLists(spec: JsonObject): JsonObject {
  const lists = ['containers', 'initContainers'].filter((key) => spec[key] !== undefined);
  return Object.fromEntries(lists.map((key) => [key, listAt(spec, key).map(containerDefaults)]));
}

function containerDefaults(container: Json): Json {
  if (!isObject(container)) return container;
  const image = textAt(container, 'image');
  const isMoving = !image.includes('@') && (!/:[^/]+$/.test(image) || image.endsWith(':latest'));
  const ports = listAt(container, 'ports').map(withProtocol);
  return {
    ...container,
    ...(ports.length > 0 && { ports }),
    resources: container['resources'] ?? {},
    terminationMessagePath: container['terminationMessagePath'] ?? '/dev/termination-log',
    terminationMessagePolicy: container['terminationMessagePolicy'] ?? 'File',
    imagePullPolicy: container['imagePullPolicy'] ?? (isMoving ? 'Always' : 'IfNotPresent'),
  };
}

function withProtocol(port: Json): Json {
  return isObject(port) ? { protocol: 'TCP', ...port } : port;
}
