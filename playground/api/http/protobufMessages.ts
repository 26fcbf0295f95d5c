/** Field numbers of the messages that kubectl sends in protobuf (k8s.io/api and k8s.io/apimachinery, generated.proto). */

export type WireType = 'string' | 'bytes' | 'int' | 'bool' | 'int?' | 'bool?' | Message;

/** By number: the JSON name, the type, and whether it repeats. `skip` is only ever read. */
export interface Message {
  readonly [number: number]: readonly [string, WireType, ('list' | 'map')?] | 'skip';
}

const ownerReference: Message = {
  1: ['kind', 'string'],
  3: ['name', 'string'],
  4: ['uid', 'string'],
  5: ['apiVersion', 'string'],
  6: ['controller', 'bool?'],
  7: ['blockOwnerDeletion', 'bool?'],
};

const objectMeta: Message = {
  1: ['name', 'string'],
  2: ['generateName', 'string'],
  3: ['namespace', 'string'],
  4: 'skip',
  5: ['uid', 'string'],
  6: ['resourceVersion', 'string'],
  7: ['generation', 'int'],
  8: 'skip',
  9: 'skip',
  10: 'skip',
  11: ['labels', 'string', 'map'],
  12: ['annotations', 'string', 'map'],
  13: ['ownerReferences', ownerReference, 'list'],
  14: ['finalizers', 'string', 'list'],
  17: 'skip',
};

const localReference: Message = { 1: ['name', 'string'] };
const intOrString: Message = { 1: ['intOrString', 'int?'], 2: ['number', 'int?'], 3: ['text', 'string'] };
const labelSelector: Message = { 1: ['matchLabels', 'string', 'map'] };

const containerPort: Message = {
  1: ['name', 'string'],
  2: ['hostPort', 'int'],
  3: ['containerPort', 'int'],
  4: ['protocol', 'string'],
  5: ['hostIP', 'string'],
};

const container: Message = {
  1: ['name', 'string'],
  2: ['image', 'string'],
  3: ['command', 'string', 'list'],
  4: ['args', 'string', 'list'],
  5: ['workingDir', 'string'],
  6: ['ports', containerPort, 'list'],
  7: ['env', { 1: ['name', 'string'], 2: ['value', 'string'] }, 'list'],
  8: ['resources', {}],
  13: ['terminationMessagePath', 'string'],
  14: ['imagePullPolicy', 'string'],
  16: ['stdin', 'bool'],
  17: ['stdinOnce', 'bool'],
  18: ['tty', 'bool'],
  20: ['terminationMessagePolicy', 'string'],
};

const podSpec: Message = {
  2: ['containers', container, 'list'],
  3: ['restartPolicy', 'string'],
  6: ['dnsPolicy', 'string'],
  8: ['serviceAccountName', 'string'],
  9: ['serviceAccount', 'string'],
  10: ['nodeName', 'string'],
  11: ['hostNetwork', 'bool'],
  12: ['hostPID', 'bool'],
  13: ['hostIPC', 'bool'],
  16: ['hostname', 'string'],
  17: ['subdomain', 'string'],
  19: ['schedulerName', 'string'],
  24: ['priorityClassName', 'string'],
};

const deploymentSpec: Message = {
  1: ['replicas', 'int?'],
  2: ['selector', labelSelector],
  3: ['template', { 1: ['metadata', objectMeta], 2: ['spec', podSpec] }],
  4: ['strategy', { 1: ['type', 'string'] }],
  5: ['minReadySeconds', 'int'],
  6: ['revisionHistoryLimit', 'int?'],
  7: ['paused', 'bool'],
  9: ['progressDeadlineSeconds', 'int?'],
};

const servicePort: Message = {
  1: ['name', 'string'],
  2: ['protocol', 'string'],
  3: ['port', 'int'],
  4: ['targetPort', intOrString],
  5: ['nodePort', 'int'],
  6: ['appProtocol', 'string'],
};

const serviceSpec: Message = {
  1: ['ports', servicePort, 'list'],
  2: ['selector', 'string', 'map'],
  3: ['clusterIP', 'string'],
  4: ['type', 'string'],
  5: ['externalIPs', 'string', 'list'],
  7: ['sessionAffinity', 'string'],
  8: ['loadBalancerIP', 'string'],
  10: ['externalName', 'string'],
  11: ['externalTrafficPolicy', 'string'],
  12: ['healthCheckNodePort', 'int'],
  13: ['publishNotReadyAddresses', 'bool'],
  18: ['clusterIPs', 'string', 'list'],
};

const resourceAttributes: Message = {
  1: ['namespace', 'string'],
  2: ['verb', 'string'],
  3: ['group', 'string'],
  4: ['version', 'string'],
  5: ['resource', 'string'],
  6: ['subresource', 'string'],
  7: ['name', 'string'],
};

const accessReviewSpec: Message = {
  1: ['resourceAttributes', resourceAttributes],
  2: ['nonResourceAttributes', { 1: ['path', 'string'], 2: ['verb', 'string'] }],
};

export const messages: Readonly<Record<string, Message>> = {
  ConfigMap: {
    1: ['metadata', objectMeta],
    2: ['data', 'string', 'map'],
    3: ['binaryData', 'bytes', 'map'],
    4: ['immutable', 'bool?'],
  },
  Secret: {
    1: ['metadata', objectMeta],
    2: ['data', 'bytes', 'map'],
    3: ['type', 'string'],
    4: ['stringData', 'string', 'map'],
    5: ['immutable', 'bool?'],
  },
  Namespace: { 1: ['metadata', objectMeta], 2: ['spec', { 1: ['finalizers', 'string', 'list'] }], 3: 'skip' },
  ServiceAccount: {
    1: ['metadata', objectMeta],
    3: ['imagePullSecrets', localReference, 'list'],
    4: ['automountServiceAccountToken', 'bool?'],
  },
  Service: { 1: ['metadata', objectMeta], 2: ['spec', serviceSpec], 3: 'skip' },
  Deployment: { 1: ['metadata', objectMeta], 2: ['spec', deploymentSpec], 3: 'skip' },
  SelfSubjectAccessReview: { 1: ['metadata', objectMeta], 2: ['spec', accessReviewSpec], 3: 'skip' },
  SelfSubjectRulesReview: {
    1: ['metadata', objectMeta],
    2: ['spec', { 1: ['namespace', 'string'] }],
    3: 'skip',
  },
  SelfSubjectReview: { 1: ['metadata', objectMeta], 2: 'skip' },
  DeleteOptions: {
    1: ['gracePeriodSeconds', 'int?'],
    2: ['preconditions', { 1: ['uid', 'string'], 2: ['resourceVersion', 'string'] }],
    3: ['orphanDependents', 'bool?'],
    4: ['propagationPolicy', 'string'],
    5: ['dryRun', 'string', 'list'],
  },
};
