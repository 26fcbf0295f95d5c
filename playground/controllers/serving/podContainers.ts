/** The containers of a revision's pod: the user's, dressed for Knative, and the proxy in front of them. */
import { isObject, type JsonObject } from '#knative/json.ts';
import {
  type ApiObject,
  labelsOf,
  listAt,
  nameOf,
  namespaceOf,
  numberAt,
  objectAt,
  withMembers,
} from '../../api/object.ts';
import { label } from './names.ts';

interface Own {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The probe is the proxy's, and requests end before the container does. */
export function userContainer({ name, labels }: Own, container: JsonObject, isServing: boolean): JsonObject {
  const given = listAt(container, 'ports').find(isObject);
  const port = numberAt(given, 'containerPort') ?? 8080;
  const env = [
    ...listAt(container, 'env'),
    ...(isServing ? [{ name: 'PORT', value: String(port) }] : []),
    { name: 'K_REVISION', value: name },
    { name: 'K_CONFIGURATION', value: labels[label.configuration] ?? '' },
    { name: 'K_SERVICE', value: labels[label.service] ?? '' },
  ];
  return {
    ...withMembers(container, { readinessProbe: isServing ? undefined : container['readinessProbe'] }),
    ...(isServing && { ports: [{ name: 'user-port', containerPort: port, protocol: 'TCP' }] }),
    env,
    resources: objectAt(container, 'resources'),
    lifecycle: { preStop: { httpGet: { path: '/wait-for-drain', port: 8022, scheme: 'HTTP' } } },
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

export function queueProxy(revision: ApiObject, image: string): JsonObject {
  const labels = labelsOf(revision);
  const spec = objectAt(revision, 'spec');
  const number = (key: string, otherwise: number): string => String(numberAt(spec, key) ?? otherwise);
  const env: Readonly<Record<string, string>> = {
    SERVING_NAMESPACE: namespaceOf(revision),
    SERVING_SERVICE: labels[label.service] ?? '',
    SERVING_CONFIGURATION: labels[label.configuration] ?? '',
    SERVING_REVISION: nameOf(revision),
    QUEUE_SERVING_PORT: '8012',
    QUEUE_SERVING_TLS_PORT: '8112',
    CONTAINER_CONCURRENCY: number('containerConcurrency', 0),
    REVISION_TIMEOUT_SECONDS: number('timeoutSeconds', 300),
    REVISION_RESPONSE_START_TIMEOUT_SECONDS: number('responseStartTimeoutSeconds', 0),
    REVISION_IDLE_TIMEOUT_SECONDS: number('idleTimeoutSeconds', 0),
  };
  return {
    name: 'queue-proxy',
    image,
    ports: [
      { name: 'http-autometric', containerPort: 9090, protocol: 'TCP' },
      { name: 'http-usermetric', containerPort: 9091, protocol: 'TCP' },
      { name: 'queue-port', containerPort: 8012, protocol: 'TCP' },
      { name: 'https-port', containerPort: 8112, protocol: 'TCP' },
    ],
    env: Object.entries(env).map(([name, value]) => ({ name, value })),
    resources: { requests: { cpu: '25m' } },
    readinessProbe: {
      httpGet: {
        path: '/',
        port: 8012,
        scheme: 'HTTP',
        httpHeaders: [{ name: 'K-Network-Probe', value: 'queue' }],
      },
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
    },
    imagePullPolicy: 'Always',
    securityContext: {
      capabilities: { drop: ['ALL'] },
      runAsNonRoot: true,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}
