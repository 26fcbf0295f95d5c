/** The one container of a revision, as core/v1 was then, and what Knative 0.3 says of its fields. */
import { container as podContainer } from '../core.ts';
import { asOf2019 } from '../core/asOf2019.ts';
import { field, list, object, type ObjectShape } from '../shape.ts';
import { servingPages } from './pages.ts';

const docs = servingPages.runtime;
const network = `${docs}#protocols-and-ports`;

const { fields, go } = asOf2019(podContainer);
const port = fields.ports.shape.items;
const probe = fields.readinessProbe.shape;
const { httpGet, tcpSocket } = probe.fields;

/** Knative fills it in, and refuses it in a manifest. */
const refused = { readOnly: true, docs } as const;

const ports = list(
  object(port.go, {
    ...port.fields,
    containerPort: field(
      port.fields.containerPort.shape,
      'Port the program listens on, which it finds in the variable PORT. 8012, 8022 and 9090 are taken by Knative.',
      { required: true, range: [1, 65535], examples: ['8080'], docs: network },
    ),
    name: field(
      port.fields.name.shape,
      '`h2c` for HTTP/2 without TLS (gRPC); `http1` or nothing for HTTP/1.1. Other names are refused.',
      { examples: ['http1', 'h2c'], docs: network },
    ),
    protocol: field(port.fields.protocol.shape, 'Only `TCP`.', {
      default: 'TCP',
      examples: ['TCP'],
      docs: network,
    }),
    hostPort: field(port.fields.hostPort.shape, 'Refused: requests come through Knative alone.', refused),
    hostIP: field(port.fields.hostIP.shape, 'Refused: requests come through Knative alone.', refused),
  }),
);

const probes = object(probe.go, {
  ...probe.fields,
  httpGet: { ...httpGet, shape: withoutPort(httpGet.shape) },
  tcpSocket: { ...tcpSocket, shape: withoutPort(tcpSocket.shape) },
});

function withoutPort<S extends ObjectShape>(handler: S): S {
  const { port: given, ...rest } = handler.fields;
  if (given === undefined) return handler;
  const { required: _, ...optional } = given;
  const doc = 'Refused, even the right one: Knative probes the port that the container serves on.';
  return { ...handler, fields: { ...rest, port: { ...optional, doc, ...refused } } };
}

const { procMount: _, ...securityFields } = fields.securityContext.shape.fields;

export const container = object(go, {
  ...fields,
  name: field(fields.name.shape, 'Refused: Knative names the container.', refused),
  image: field(
    fields.image.shape,
    'The image to run, best by digest or by a tag that never moves. Its tag becomes a digest when the revision is made.',
    { required: true, docs: fields.image.docs ?? docs },
  ),
  ports: field(ports, 'The port that requests are sent to; one at most. Left out, 8080.', { docs: network }),
  volumeMounts: field(
    fields.volumeMounts.shape,
    'Refused: there are no volumes before release 0.4.',
    refused,
  ),
  lifecycle: field(fields.lifecycle.shape, 'Refused: Knative adds hooks of its own.', refused),
  readinessProbe: field(probes, 'Keeps requests away from the container while it fails.', {
    docs: `${docs}#meta-requests`,
  }),
  livenessProbe: field(probes, 'Restarts the container when it fails.', { docs: `${docs}#meta-requests` }),
  securityContext: field(
    object(fields.securityContext.shape.go, securityFields),
    fields.securityContext.doc,
    { docs: `${docs}#user` },
  ),
});
