/** The codes of what the dry run refuses, and the page that explains each. */

const pages = {
  'pod-container-name': 'concepts/overview/working-with-objects/names/#dns-label-names',
  'pod-image': 'concepts/containers/images/#image-names',
  'pod-image-pull-policy': 'concepts/containers/images/#image-pull-policy',
  'pod-termination-message':
    'tasks/debug/debug-application/determine-reason-pod-failure/#customizing-the-termination-message',
  'pod-port': 'concepts/services-networking/service/#field-spec-ports',
  'pod-env': 'tasks/inject-data-application/define-environment-variable-container/',
  'pod-env-source': 'tasks/inject-data-application/environment-variable-expose-pod-information/',
  'pod-env-from': 'tasks/configure-pod-container/configure-pod-configmap/',
  'pod-mount': 'concepts/storage/volumes/',
  'pod-resources': 'concepts/configuration/manage-resources-containers/',
  'pod-security': 'tasks/configure-pod-container/security-context/',
  'pod-probe': 'tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  'pod-init-container': 'concepts/workloads/pods/init-containers/',
  'pod-volume': 'concepts/storage/volumes/',
  'pod-projected-volume': 'concepts/storage/projected-volumes/',
  'pod-downward-api': 'concepts/workloads/pods/downward-api/',
  'pod-volume-claim': 'concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes',
  'pod-dns': 'concepts/services-networking/dns-pod-service/#pod-s-dns-policy',
  'pod-node-selector': 'concepts/scheduling-eviction/assign-pod-node/#nodeselector',
  'pod-affinity': 'concepts/scheduling-eviction/assign-pod-node/#affinity-and-anti-affinity',
  'pod-toleration': 'concepts/scheduling-eviction/taint-and-toleration/',
  'pod-topology-spread': 'concepts/scheduling-eviction/topology-spread-constraints/',
  'pod-host-alias': 'tasks/network/customize-hosts-file-for-pods/',
  'pod-reference-name': 'concepts/overview/working-with-objects/names/#dns-subdomain-names',
  'pod-namespaces': 'tasks/configure-pod-container/share-process-namespace/',
} as const;

export type Code = keyof typeof pages;

export function docsOf(code: Code): string {
  return `https://kubernetes.io/docs/${pages[code]}`;
}
