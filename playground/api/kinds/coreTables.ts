/**
 * Field tables of the built-in kinds, for reading them strictly and for `kubectl explain`. Pods are the project's own
 * table; what nobody writes by hand here (status, rare specs) is left free.
 */
import { podSpec } from '#knative/resources/core.ts';
import { objectMeta, typeAndMeta } from '#knative/resources/meta.ts';
import {
  any,
  bool,
  field,
  int32,
  intOrString,
  list,
  map,
  object,
  type ObjectShape,
  scalar,
  string,
  time,
} from '#knative/resources/shape.ts';

const status = field(any, 'What the cluster reports.', { readOnly: true });

const labelSelector = object('v1.LabelSelector', {
  matchLabels: field(map(string), 'Labels an object must have.'),
  matchExpressions: field(
    list(
      object('v1.LabelSelectorRequirement', {
        key: field(string, 'The label.'),
        operator: field(string, 'In, NotIn, Exists or DoesNotExist.'),
        values: field(list(string), 'What it is compared with.'),
      }),
    ),
    'Conditions on labels; all hold.',
  ),
});

const podTemplate = object('v1.PodTemplateSpec', {
  metadata: field(objectMeta, 'Metadata of every pod made from this template.'),
  spec: field(podSpec, 'The containers to run.'),
});

const pod = object('v1.Pod', { ...typeAndMeta, spec: field(podSpec, 'The containers to run.'), status });

const deployment = object('v1.Deployment', {
  ...typeAndMeta,
  spec: field(
    object('v1.DeploymentSpec', {
      replicas: field(int32, 'How many pods to keep running.', { default: 1 }),
      selector: field(labelSelector, 'Which pods belong to it.'),
      template: field(podTemplate, 'What a pod looks like.'),
      strategy: field(
        object('v1.DeploymentStrategy', {
          type: field(string, '`RollingUpdate` or `Recreate`.'),
          rollingUpdate: field(
            object('v1.RollingUpdateDeployment', {
              maxUnavailable: field(intOrString, 'How many pods may be missing meanwhile.'),
              maxSurge: field(intOrString, 'How many pods may be too many meanwhile.'),
            }),
            'How a rolling update goes on.',
          ),
        }),
        'How old pods are replaced by new ones.',
      ),
      minReadySeconds: field(int32, 'Seconds a new pod must be ready to count.'),
      revisionHistoryLimit: field(int32, 'How many old ReplicaSets to keep.', { default: 10 }),
      paused: field(bool, 'Whether changes wait.'),
      progressDeadlineSeconds: field(int32, 'Seconds without progress after which it has failed.', {
        default: 600,
      }),
    }),
    'What to run and how to change it.',
  ),
  status,
});

const replicaSet = object('v1.ReplicaSet', {
  ...typeAndMeta,
  spec: field(
    object('v1.ReplicaSetSpec', {
      replicas: field(int32, 'How many pods to keep running.', { default: 1 }),
      minReadySeconds: field(int32, 'Seconds a new pod must be ready to count.'),
      selector: field(labelSelector, 'Which pods belong to it.'),
      template: field(podTemplate, 'What a pod looks like.'),
    }),
    'What to run.',
  ),
  status,
});

const bytes = scalar('string', { go: '[]uint8' });

const configMap = object('v1.ConfigMap', {
  ...typeAndMeta,
  data: field(map(string), 'Texts by key.'),
  binaryData: field(map(bytes), 'Bytes in base64 by key.'),
  immutable: field(bool, 'Whether the data can no longer be changed.'),
});

const secret = object('v1.Secret', {
  ...typeAndMeta,
  data: field(map(bytes), 'Bytes in base64 by key.'),
  stringData: field(map(string), 'Texts by key, which the server encodes into `data`.'),
  type: field(string, 'What the data is for.', { default: 'Opaque' }),
  immutable: field(bool, 'Whether the data can no longer be changed.'),
});

const reference = object('v1.LocalObjectReference', { name: field(string, 'Name of the object.') });

const serviceAccount = object('v1.ServiceAccount', {
  ...typeAndMeta,
  secrets: field(list(any), 'Secrets its pods may use.'),
  imagePullSecrets: field(list(reference), 'Credentials of image registries.'),
  automountServiceAccountToken: field(bool, 'Whether its token is mounted in its pods.'),
});

const servicePort = object('v1.ServicePort', {
  name: field(string, 'Name of the port.'),
  protocol: field(string, 'TCP, UDP or SCTP.', { default: 'TCP' }),
  appProtocol: field(string, 'What is spoken on the port.'),
  port: field(int32, 'The port of the Service.'),
  targetPort: field(intOrString, 'Number or name of the port of the pods.'),
  nodePort: field(int32, 'The port on every node.'),
});

const service = object('v1.Service', {
  ...typeAndMeta,
  spec: field(
    object('v1.ServiceSpec', {
      type: field(string, '`ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`.'),
      selector: field(map(string), 'Labels of the pods behind it.'),
      ports: field(list(servicePort), 'The ports it listens on.'),
      clusterIP: field(string, 'Its address inside the cluster, or `None`.'),
      clusterIPs: field(list(string), 'Its addresses inside the cluster.'),
      externalIPs: field(list(string), 'Further addresses it is reached by.'),
      externalName: field(string, 'The name an `ExternalName` stands for.'),
      externalTrafficPolicy: field(string, '`Cluster` or `Local`.'),
      internalTrafficPolicy: field(string, '`Cluster` or `Local`.'),
      healthCheckNodePort: field(int32, 'The port for health checks of the node.'),
      ipFamilies: field(list(string), '`IPv4`, `IPv6`.'),
      ipFamilyPolicy: field(string, 'Whether it has addresses of one family or two.'),
      loadBalancerIP: field(string, 'The address wanted of the load balancer.'),
      loadBalancerSourceRanges: field(list(string), 'Who may reach the load balancer.'),
      loadBalancerClass: field(string, 'Which load balancer is meant.'),
      allocateLoadBalancerNodePorts: field(bool, 'Whether the load balancer needs ports on the nodes.'),
      publishNotReadyAddresses: field(bool, 'Whether pods that are not ready count.'),
      sessionAffinity: field(string, '`None` or `ClientIP`.'),
      sessionAffinityConfig: field(any, 'How long a client is sent to the same pod.'),
      trafficDistribution: field(string, 'Which endpoints are preferred.'),
    }),
    'What leads where.',
  ),
  status,
});

const namespace = object('v1.Namespace', {
  ...typeAndMeta,
  spec: field(object('v1.NamespaceSpec', { finalizers: field(list(string), 'What holds it.') }), 'Its life.'),
  status,
});

const event = object('v1.Event', {
  ...typeAndMeta,
  involvedObject: field(any, 'What it is about.'),
  reason: field(string, 'One word for programs.'),
  message: field(string, 'A sentence for people.'),
  source: field(any, 'Who says so.'),
  firstTimestamp: field(time, 'When it first happened.'),
  lastTimestamp: field(time, 'When it happened last.'),
  count: field(int32, 'How often it happened.'),
  type: field(string, '`Normal` or `Warning`.'),
  eventTime: field(time, 'When it happened, exactly.'),
  series: field(any, 'A row of the same.'),
  action: field(string, 'What was done.'),
  related: field(any, 'What else it is about.'),
  reportingComponent: field(string, 'Who says so.'),
  reportingInstance: field(string, 'Which instance says so.'),
});

export const coreTables: Readonly<Record<string, ObjectShape>> = {
  ConfigMap: configMap,
  Deployment: deployment,
  Event: event,
  Namespace: namespace,
  Pod: pod,
  ReplicaSet: replicaSet,
  Secret: secret,
  Service: service,
  ServiceAccount: serviceAccount,
};
