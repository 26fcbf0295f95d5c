/** Clusters that are configured otherwise: what the webhook reads of them, and what we are told of them. */
import { type ClusterProfile, defaultProfile, type Flag } from '#knative/clusterProfile.ts';

const features = [
  'multi-container',
  'multi-container-probing',
  'kubernetes.podspec-affinity',
  'kubernetes.podspec-topologyspreadconstraints',
  'kubernetes.podspec-hostaliases',
  'kubernetes.podspec-nodeselector',
  'kubernetes.podspec-tolerations',
  'kubernetes.podspec-fieldref',
  'kubernetes.podspec-runtimeclassname',
  'kubernetes.podspec-dnspolicy',
  'kubernetes.podspec-dnsconfig',
  'kubernetes.podspec-securitycontext',
  'kubernetes.podspec-shareprocessnamespace',
  'kubernetes.podspec-hostipc',
  'kubernetes.podspec-hostpid',
  'kubernetes.podspec-hostnetwork',
  'kubernetes.podspec-priorityclassname',
  'kubernetes.podspec-schedulername',
  'kubernetes.containerspec-addcapabilities',
  'kubernetes.podspec-volumes-emptydir',
  'kubernetes.podspec-volumes-image',
  'kubernetes.podspec-volumes-hostpath',
  'kubernetes.podspec-volumes-ephemeral',
  'kubernetes.podspec-volumes-csi',
  'kubernetes.podspec-init-containers',
  'kubernetes.podspec-persistent-volume-claim',
  'kubernetes.podspec-persistent-volume-write',
  'kubernetes.podspec-volumes-mount-propagation',
];

const all = (flag: Flag): ClusterProfile['features'] =>
  Object.fromEntries(features.map((feature) => [feature, flag]));

export const profiles: Readonly<Record<string, ClusterProfile>> = {
  default: defaultProfile,
  /** Everything goes that may go. */
  open: { features: all('Enabled'), defaults: {}, autoscaler: {} },
  allowed: { features: all('Allowed'), defaults: {}, autoscaler: {} },
  closed: { features: all('Disabled'), defaults: {}, autoscaler: {} },
  secure: {
    features: { ...all('Enabled'), 'secure-pod-defaults': 'Enabled' },
    defaults: {},
    autoscaler: {},
  },
  /** Defaults and bounds of its own. */
  bounded: {
    features: {},
    defaults: {
      'revision-timeout-seconds': '100',
      'max-revision-timeout-seconds': '250',
      'revision-response-start-timeout-seconds': '50',
      'revision-idle-timeout-seconds': '20',
      'container-concurrency': '5',
      'container-concurrency-max-limit': '50',
      'allow-container-concurrency-zero': 'false',
      'enable-service-links': 'default',
      'revision-cpu-request': '200m',
      'revision-memory-limit': '100M',
      'revision-ephemeral-storage-limit': '1Gi',
      'container-name-template': 'main-{{.Name}}',
    },
    autoscaler: {
      'max-scale': '5',
      'max-scale-limit': '8',
      'allow-zero-initial-scale': 'true',
      'initial-scale': '0',
      'pod-autoscaler-class': 'hpa.autoscaling.knative.dev',
    },
  },
};

/** The ConfigMaps that configure a cluster so. */
export function configMaps(
  profile: ClusterProfile,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return {
    'config-features': profile.features,
    'config-defaults': profile.defaults,
    'config-autoscaler': profile.autoscaler,
  };
}
