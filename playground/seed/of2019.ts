/** The cluster of 2019: Knative Serving and Build 0.3 with Istio. */
import type { Furnishing, IngressService } from './common.ts';
import { controlPlane, controlPlaneServices } from './controlPlane.ts';

const version = 'v0.3.0';

const gateway = (name: string): IngressService => ({
  namespace: 'istio-system',
  name,
  type: 'LoadBalancer',
  selector: { istio: name === 'knative-ingressgateway' ? 'knative' : 'ingressgateway' },
  ports: [
    { name: 'http2', port: 80, targetPort: 80 },
    { name: 'https', port: 443, targetPort: 443 },
  ],
});

/** As Serving's own monitoring had it. */
const prometheus: IngressService = {
  namespace: 'knative-monitoring',
  name: 'prometheus-system-np',
  type: 'ClusterIP',
  labels: { app: 'prometheus' },
  selector: { app: 'prometheus' },
  ports: [{ name: 'web', port: 8080, targetPort: 9090 }],
};

export const furnishingOf2019: Furnishing = {
  namespaces: ['knative-serving', 'knative-build', 'knative-monitoring', 'istio-system'],
  deployments: [
    ...controlPlane(
      (name) => `gcr.io/knative-releases/github.com/knative/serving/cmd/${name}:${version}`,
      () => ({ 'serving.knative.dev/release': version }),
    ),
    ...['build-controller', 'build-webhook'].map((name) => ({
      namespace: 'knative-build',
      name,
      image: `gcr.io/knative-releases/github.com/knative/build/cmd/${name.slice('build-'.length)}:${version}`,
      labels: { 'build.knative.dev/release': version },
    })),
    {
      namespace: 'knative-monitoring',
      name: 'prometheus',
      image: 'prom/prometheus:v2.2.1',
      labels: { 'serving.knative.dev/release': version },
      ports: [{ name: 'web', containerPort: 9090 }],
    },
  ],
  services: [
    ...controlPlaneServices,
    gateway('istio-ingressgateway'),
    gateway('knative-ingressgateway'),
    prometheus,
  ],
  configMaps: {
    'config-autoscaler': {
      'container-concurrency-target-default': '100',
      'container-concurrency-target-percentage': '1.0',
      'enable-scale-to-zero': 'true',
      'max-scale-up-rate': '10',
      'panic-window': '6s',
      'scale-to-zero-grace-period': '30s',
      'stable-window': '60s',
      'tick-interval': '2s',
    },
    'config-controller': {
      queueSidecarImage: `gcr.io/knative-releases/github.com/knative/serving/cmd/queue:${version}`,
    },
    'config-domain': { 'example.com': '' },
    'config-gc': {},
    'config-observability': {
      'metrics.backend-destination': 'prometheus',
      'metrics.request-metrics-backend-destination': 'prometheus',
    },
    'config-network': { 'istio.sidecar.includeOutboundIPRanges': '*' },
  },
};
