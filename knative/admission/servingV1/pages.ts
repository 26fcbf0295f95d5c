/** The pages that explain what Knative's webhook refuses. */
const knative = 'https://knative.dev/docs/serving/';
const kubernetes = 'https://kubernetes.io/docs/';

export const pages = {
  api: `${knative}reference/serving-api/`,
  autoscaling: `${knative}autoscaling/`,
  concurrency: `${knative}autoscaling/concurrency/`,
  containers: `${knative}services/multi-container/`,
  defaults: `${knative}configuration/config-defaults/`,
  deploy: `${knative}services/creating-services/`,
  domain: `${knative}services/custom-domains/`,
  env: `${kubernetes}tasks/inject-data-application/define-environment-variable-container/`,
  features: `${knative}configuration/feature-flags/`,
  images: `${kubernetes}concepts/containers/images/#image-names`,
  names: `${kubernetes}concepts/overview/working-with-objects/names/#rfc-1035-label-names`,
  probes: `${knative}services/configure-probing/`,
  revisions: `${knative}revisions/`,
  runtime: 'https://github.com/knative/specs/blob/main/specs/serving/runtime-contract.md',
  security: `${kubernetes}tasks/configure-pod-container/security-context/`,
  serviceAccounts: `${kubernetes}tasks/configure-pod-container/configure-service-account/`,
  timeouts: `${knative}configuration/config-defaults/`,
  traffic: `${knative}traffic-management/`,
  volumes: `${knative}services/storage/`,
} as const;
