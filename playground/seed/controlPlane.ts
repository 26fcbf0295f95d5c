/** Knative's own workloads as both releases have them: what listens where. */
import type { IngressService } from './common.ts';
import type { Workload } from './workload.ts';

const namespace = 'knative-serving';
const metrics = { name: 'metrics', containerPort: 9090 };
const profiling = { name: 'profiling', containerPort: 8008 };

const ports: Readonly<Record<string, Workload['ports']>> = {
  activator: [
    metrics,
    profiling,
    { name: 'http1', containerPort: 8012 },
    { name: 'h2c', containerPort: 8013 },
  ],
  autoscaler: [metrics, profiling, { name: 'websocket', containerPort: 8080 }],
  controller: [metrics, profiling],
  webhook: [metrics, profiling, { name: 'https-webhook', containerPort: 8443 }],
};

export function controlPlane(
  image: (name: string) => string,
  labels: (name: string) => Workload['labels'],
): readonly Workload[] {
  return Object.keys(ports).map((name): Workload => {
    return { namespace, name, image: image(name), labels: labels(name), ports: ports[name] ?? [] };
  });
}

type Ports = IngressService['ports'];

/** The activator's Service alone has a name of its own. */
export const controlPlaneServices: readonly IngressService[] = [
  service('activator', 'activator-service', [
    { name: 'http', port: 80, targetPort: 8012 },
    { name: 'http2', port: 81, targetPort: 8013 },
  ]),
  service('autoscaler', 'autoscaler', [{ name: 'http', port: 8080, targetPort: 8080 }]),
  service('controller', 'controller', []),
  service('webhook', 'webhook', [{ name: 'https-webhook', port: 443, targetPort: 8443 }]),
];

function service(app: string, name: string, own: Ports): IngressService {
  const told: Ports = [
    { name: 'http-metrics', port: 9090, targetPort: 9090 },
    { name: 'http-profiling', port: 8008, targetPort: 8008 },
  ];
  return { namespace, name, type: 'ClusterIP', labels: { app }, selector: { app }, ports: [...told, ...own] };
}
