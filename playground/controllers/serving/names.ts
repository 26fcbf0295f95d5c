/** The keys of Serving's labels and annotations, and its kinds as the cluster names them. */

export const serviceKind = 'serving.knative.dev/v1 Service';
export const configurationKind = 'serving.knative.dev/v1 Configuration';
export const revisionKind = 'serving.knative.dev/v1 Revision';
export const routeKind = 'serving.knative.dev/v1 Route';
export const deploymentKind = 'apps/v1 Deployment';
export const podKind = 'v1 Pod';
export const coreServiceKind = 'v1 Service';
export const ingressKind = 'networking.internal.knative.dev/v1alpha1 Ingress';
export const autoscalerKind = 'autoscaling.internal.knative.dev/v1alpha1 PodAutoscaler';
export const metricKind = 'autoscaling.internal.knative.dev/v1alpha1 Metric';
export const serverlessKind = 'networking.internal.knative.dev/v1alpha1 ServerlessService';
export const imageKind = 'caching.internal.knative.dev/v1alpha1 Image';

const serving = (key: string): string => `serving.knative.dev/${key}`;

export const label = {
  configuration: serving('configuration'),
  configurationGeneration: serving('configurationGeneration'),
  configurationUID: serving('configurationUID'),
  revision: serving('revision'),
  revisionUID: serving('revisionUID'),
  route: serving('route'),
  routeNamespace: serving('routeNamespace'),
  routingState: serving('routingState'),
  service: serving('service'),
  serviceUID: serving('serviceUID'),
} as const;

export const annotation = {
  creator: serving('creator'),
  lastModifier: serving('lastModifier'),
  routes: serving('routes'),
  routingStateModified: serving('routingStateModified'),
  rolloutDuration: serving('rollout-duration'),
  noGc: serving('no-gc'),
  progressDeadline: serving('progress-deadline'),
  lastApplied: 'kubectl.kubernetes.io/last-applied-configuration',
} as const;

type Texts = Readonly<Record<string, string>>;

/** Without these keys. */
export function without(texts: Texts, ...keys: readonly string[]): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([key]) => !keys.includes(key)));
}
