/** The cluster of today: Knative Serving 1.23 with Kourier. */
import type { Furnishing } from './common.ts';
import { controlPlane, controlPlaneServices } from './controlPlane.ts';

const version = '1.23.0';

export const todaysFurnishing: Furnishing = {
  namespaces: ['knative-serving', 'kourier-system', 'monitoring'],
  deployments: [
    ...controlPlane(
      (name) => `gcr.io/knative-releases/knative.dev/serving/cmd/${name}:v${version}`,
      (name) => ({
        'app.kubernetes.io/component': name,
        'app.kubernetes.io/name': 'knative-serving',
        'app.kubernetes.io/version': version,
      }),
    ),
    {
      namespace: 'kourier-system',
      name: '3scale-kourier-gateway',
      image: 'docker.io/envoyproxy/envoy:v1.34-latest',
      labels: { 'networking.knative.dev/ingress-provider': 'kourier' },
    },
    {
      namespace: 'monitoring',
      name: 'prometheus',
      image: 'quay.io/prometheus/prometheus:v3.5.0',
      labels: { 'app.kubernetes.io/name': 'prometheus' },
      ports: [{ name: 'web', containerPort: 9090 }],
    },
  ],
  services: [
    ...controlPlaneServices,
    {
      namespace: 'kourier-system',
      name: 'kourier',
      type: 'LoadBalancer',
      selector: { app: '3scale-kourier-gateway' },
      ports: [
        { name: 'http2', port: 80, targetPort: 8080 },
        { name: 'https', port: 443, targetPort: 8443 },
      ],
    },
    {
      namespace: 'kourier-system',
      name: 'kourier-internal',
      type: 'ClusterIP',
      selector: { app: '3scale-kourier-gateway' },
      ports: [{ name: 'http2', port: 80, targetPort: 8081 }],
    },
    {
      namespace: 'monitoring',
      name: 'prometheus',
      type: 'ClusterIP',
      labels: { 'app.kubernetes.io/name': 'prometheus' },
      selector: { app: 'prometheus' },
      ports: [{ name: 'web', port: 9090, targetPort: 9090 }],
    },
  ],
  configMaps: {
    'config-autoscaler': {},
    'config-defaults': {},
    'config-deployment': {
      'queue-sidecar-image': `gcr.io/knative-releases/knative.dev/serving/cmd/queue:v${version}`,
    },
    'config-domain': { 'example.com': '' },
    'config-features': {},
    'config-gc': {},
    'config-network': { 'ingress-class': 'kourier.ingress.networking.knative.dev' },
    // The release itself tells nothing.
    'config-observability': { 'metrics-protocol': 'prometheus', 'request-metrics-protocol': 'prometheus' },
  },
};
