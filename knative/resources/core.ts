/**
 * The pod of core/v1 as Kubernetes 1.36 defines it, whole and unpruned. What a CRD keeps of it is said elsewhere
 * (servingPod.ts for Serving), so that legacy kinds, Eventing and Tekton can use these tables as they are. The structs
 * live in core/, by topic.
 */
import { container, ephemeralContainer } from './core/container.ts';
import { hostAlias, podDNSConfig } from './core/network.ts';
import { localObjectReference } from './core/references.ts';
import { resourceList, resourceRequirements } from './core/resources.ts';
import { affinity, toleration, topologySpreadConstraint } from './core/scheduling.ts';
import { podSecurityContext } from './core/security.ts';
import { volume } from './core/volume.ts';
import { bool, field, type Infer, int32, int64, list, map, object, scalar, string } from './shape.ts';

export { container, resourceRequirements };

const podDoc = 'https://kubernetes.io/docs/concepts/workloads/pods/';
const dnsDoc = 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/';
const assignDoc = 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/';

export const podSpecFields = {
  containers: field(list(container), 'The containers that run side by side; at least one.', {
    required: true,
    docs: podDoc,
  }),
  initContainers: field(
    list(container),
    'Containers that run one after the other, to their end, before the others start.',
    { docs: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/' },
  ),
  ephemeralContainers: field(
    list(ephemeralContainer),
    'Containers added to a running pod for debugging; never part of a manifest.',
  ),
  volumes: field(list(volume), 'Storage the containers can mount.', {
    docs: 'https://kubernetes.io/docs/concepts/storage/volumes/',
  }),
  serviceAccountName: field(string, 'Account the pod acts as towards the API server.', {
    default: 'default',
    docs: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/',
  }),
  serviceAccount: field(string, 'Old name of `serviceAccountName`.', { deprecated: true }),
  automountServiceAccountToken: field(bool, "Whether the account's token is mounted in the containers."),
  imagePullSecrets: field(list(localObjectReference), 'Secrets with the credentials of image registries.', {
    docs: 'https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/',
  }),
  enableServiceLinks: field(
    bool,
    'Whether every Kubernetes service of the namespace shows up in environment variables.',
    { default: true },
  ),
  restartPolicy: field(
    scalar('string', { allowed: ['Always', 'OnFailure', 'Never'], go: 'v1.RestartPolicy' }),
    'When the containers are restarted after they ended.',
    { default: 'Always' },
  ),
  terminationGracePeriodSeconds: field(int64, 'Seconds the containers get to end before they are killed.', {
    default: 30,
  }),
  activeDeadlineSeconds: field(int64, 'Seconds after which the pod is ended in any case.'),
  securityContext: field(podSecurityContext, 'What the processes of all containers may do.', {
    docs: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  }),
  nodeSelector: field(map(string), 'Labels a node must have to run the pod.', { docs: assignDoc }),
  affinity: field(affinity, 'Which nodes and neighbours the pod wants or avoids.', { docs: assignDoc }),
  tolerations: field(list(toleration), 'Taints of nodes the pod puts up with.', {
    docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
  }),
  topologySpreadConstraints: field(
    list(topologySpreadConstraint),
    'How evenly the pods spread over zones or nodes; all constraints hold.',
    { docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/' },
  ),
  schedulerName: field(string, 'The scheduler that finds a node.', { default: 'default-scheduler' }),
  schedulingGates: field(
    list(object('v1.PodSchedulingGate', { name: field(string, 'Name of the gate.', { required: true }) })),
    'Reasons not to schedule the pod yet; scheduling starts when all are removed.',
  ),
  schedulingGroup: field(
    object('v1.PodSchedulingGroup', {
      podGroupName: field(string, 'Name of the PodGroup this pod is scheduled with.'),
    }),
    'The group of pods that is scheduled as one.',
  ),
  priorityClassName: field(string, 'Name of the class that says how important the pod is.', {
    docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/',
  }),
  priority: field(int32, 'The number of that class; filled in by the cluster.'),
  preemptionPolicy: field(
    scalar('string', { allowed: ['PreemptLowerPriority', 'Never'], go: 'v1.PreemptionPolicy' }),
    'Whether less important pods may be ended to make room.',
    { default: 'PreemptLowerPriority' },
  ),
  runtimeClassName: field(string, 'Name of the RuntimeClass that runs the containers.', {
    docs: 'https://kubernetes.io/docs/concepts/containers/runtime-class/',
  }),
  overhead: field(resourceList, 'What the runtime itself needs; filled in from the RuntimeClass.'),
  nodeName: field(string, 'The node the pod runs on; filled in by the scheduler.'),
  hostNetwork: field(bool, "Uses the node's network.", { default: false }),
  hostPID: field(bool, "Sees the node's processes.", { default: false }),
  hostIPC: field(bool, "Uses the node's shared memory.", { default: false }),
  hostUsers: field(bool, "Whether the node's user ids are used; false gives the pod its own.", {
    default: true,
  }),
  shareProcessNamespace: field(bool, "Whether the containers see one another's processes.", {
    default: false,
  }),
  hostname: field(string, 'Host name of the pod, a DNS label.'),
  hostnameOverride: field(
    string,
    'Host name inside the pod, fully qualified if wanted; wins over `hostname`.',
  ),
  subdomain: field(string, 'Domain of the pod below the namespace, the name of a headless service.'),
  setHostnameAsFQDN: field(bool, 'Whether the host name is the fully qualified one.', { default: false }),
  hostAliases: field(list(hostAlias), "Lines added to the pod's hosts file.", {
    docs: 'https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/',
  }),
  dnsPolicy: field(
    scalar('string', {
      allowed: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
      go: 'v1.DNSPolicy',
    }),
    'Where names are looked up: in the cluster first, as the node does, or only as `dnsConfig` says.',
    { default: 'ClusterFirst', docs: dnsDoc },
  ),
  dnsConfig: field(podDNSConfig, 'Name servers and search domains in addition to the policy.', {
    docs: dnsDoc,
  }),
  readinessGates: field(
    list(
      object('v1.PodReadinessGate', {
        conditionType: field(scalar('string', { go: 'v1.PodConditionType' }), 'Type of the condition.', {
          required: true,
        }),
      }),
    ),
    'Conditions of the pod that must be true before it counts as ready.',
  ),
  os: field(
    object('v1.PodOS', {
      name: field(
        scalar('string', { allowed: ['linux', 'windows'], go: 'v1.OSName' }),
        'Name of the system.',
        {
          required: true,
        },
      ),
    }),
    'The operating system of the containers.',
  ),
  resources: field(resourceRequirements, 'CPU and memory of the whole pod, shared by its containers.'),
  resourceClaims: field(
    list(
      object('v1.PodResourceClaim', {
        name: field(string, 'Name by which containers refer to the claim.', { required: true }),
        resourceClaimName: field(string, 'An existing ResourceClaim.'),
        resourceClaimTemplateName: field(string, 'The template a claim is made from for each pod.'),
      }),
    ),
    'Devices that are set aside for the pod.',
  ),
} as const;

export const podSpec = object('v1.PodSpec', podSpecFields);

export type PodSpec = Infer<typeof podSpec>;
export type Container = Infer<typeof container>;
