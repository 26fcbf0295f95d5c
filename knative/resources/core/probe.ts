/** How the kubelet asks a container: probes, lifecycle hooks and their handlers. */
import { embedded, field, int32, int64, intOrString, list, object, scalar, string } from '../shape.ts';

const probeDoc =
  'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/';

const execAction = object('v1.ExecAction', {
  command: field(
    list(string),
    'Program and arguments to run inside the container, without a shell. Exit code 0 means success.',
  ),
});

const httpHeader = object('v1.HTTPHeader', {
  name: field(string, 'Name of the header.', { required: true }),
  value: field(string, 'Value of the header.', { required: true }),
});

const httpGetAction = object('v1.HTTPGetAction', {
  path: field(string, 'Path to request. Status codes from 200 to 399 mean success.', {
    default: '/',
    examples: ['/healthz', '/readyz'],
  }),
  port: field(intOrString, 'Port number or the name of a port of the container.', { required: true }),
  host: field(string, 'Host to connect to; left out, the IP address of the pod.'),
  scheme: field(
    scalar('string', { allowed: ['HTTP', 'HTTPS'], go: 'v1.URIScheme' }),
    'Whether to connect with TLS; certificates are not verified.',
    { default: 'HTTP' },
  ),
  httpHeaders: field(list(httpHeader), 'Headers to send; a name may repeat.'),
});

const tcpSocketAction = object('v1.TCPSocketAction', {
  port: field(intOrString, 'Port number or the name of a port of the container.', { required: true }),
  host: field(string, 'Host to connect to; left out, the IP address of the pod.'),
});

const grpcAction = object('v1.GRPCAction', {
  port: field(int32, 'Port number of the gRPC health service.', {
    required: true,
    default: 0,
    range: [1, 65535],
  }),
  service: field(string, 'Service name put into the health request; empty asks for the whole server.', {
    default: '',
  }),
});

const sleepAction = object('v1.SleepAction', {
  seconds: field(int64, 'Seconds to sleep, at most the grace period of the pod.', {
    required: true,
    default: 0,
  }),
});

const probeHandlerFields = {
  exec: field(execAction, 'Runs a program inside the container.'),
  httpGet: field(httpGetAction, 'Sends an HTTP GET request.'),
  tcpSocket: field(tcpSocketAction, 'Opens a TCP connection.'),
  grpc: field(grpcAction, 'Asks the standard gRPC health service.'),
} as const;

export const probe = object('v1.Probe', {
  ...embedded('ProbeHandler', probeHandlerFields),
  initialDelaySeconds: field(int32, 'Seconds to wait after the container started before the first probe.', {
    default: 0,
    docs: probeDoc,
  }),
  timeoutSeconds: field(int32, 'Seconds after which a probe without an answer has failed; at least 1.', {
    default: 1,
    docs: probeDoc,
  }),
  periodSeconds: field(int32, 'Seconds between two probes; at least 1.', { default: 10, docs: probeDoc }),
  successThreshold: field(
    int32,
    'Successes in a row that make a failed container good again. 1 for liveness and startup probes.',
    { default: 1, docs: probeDoc },
  ),
  failureThreshold: field(int32, 'Failures in a row that make a container bad; at least 1.', {
    default: 3,
    docs: probeDoc,
  }),
  terminationGracePeriodSeconds: field(
    int64,
    "Seconds the container gets to end after this probe failed, in place of the pod's own; never for readiness.",
    { docs: probeDoc },
  ),
});

const lifecycleHandler = object('v1.LifecycleHandler', {
  exec: field(execAction, 'Runs a program inside the container.'),
  httpGet: field(httpGetAction, 'Sends an HTTP GET request.'),
  tcpSocket: field(tcpSocketAction, 'Without effect as a hook; kept for old manifests.', {
    deprecated: true,
  }),
  sleep: field(sleepAction, 'Sleeps for some seconds.'),
});

const lifecycleDoc = 'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/';

export const lifecycle = object('v1.Lifecycle', {
  postStart: field(
    lifecycleHandler,
    'Runs right after the container was created; if it fails, the container is restarted.',
    { docs: lifecycleDoc },
  ),
  preStop: field(
    lifecycleHandler,
    'Runs before the container is told to end; its time counts against the grace period.',
    { docs: lifecycleDoc },
  ),
  stopSignal: field(
    scalar('string', { go: 'v1.Signal' }),
    "Signal that tells the container to end, in place of the image's own. Needs `os.name` on the pod.",
    { examples: ['SIGTERM', 'SIGINT', 'SIGQUIT'], docs: lifecycleDoc },
  ),
});
