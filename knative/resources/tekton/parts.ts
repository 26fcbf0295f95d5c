/** The building blocks that Tekton's kinds share: params, workspaces, results, references, pods. Pipelines of August 2026. */
import { container, podSpecFields, resourceRequirements } from '../core.ts';
import { any, bool, field, list, map, object, scalar, string } from '../shape.ts';

const docs = 'https://tekton.dev/docs/pipelines/';

/** A declared parameter. */
export const paramSpec = object('v1.ParamSpec', {
  name: field(
    string,
    'The name, used as `$(params.NAME)`: letters, digits, `_`, `-` and `.`, beginning with a letter or `_`.',
    { required: true },
  ),
  type: field(
    scalar('string', { allowed: ['string', 'array', 'object'] }),
    'The type of the value. Without it, the type of the default, else `string`.',
  ),
  description: field(string, 'What the parameter is for.'),
  default: field(any, 'The value when none is given; without it the parameter must be given.'),
  enum: field(list(string), 'The only values that are accepted.'),
  properties: field(
    map(any),
    'The keys of an `object` parameter, each with its `type` (only `string` is possible).',
  ),
});

/** A value given to a parameter. */
export const param = object('v1.Param', {
  name: field(string, 'The parameter that gets the value.', { required: true }),
  value: field(any, 'The value: a string, a list or a mapping, as the parameter is declared.', {
    required: true,
  }),
});

/** A result that a task or a step writes. */
export const result = object('v1.TaskResult', {
  name: field(string, 'The name; the step writes the value to the file `$(results.NAME.path)`.', {
    required: true,
  }),
  type: field(scalar('string', { allowed: ['string', 'array', 'object'] }), 'The type of the value.', {
    default: 'string',
  }),
  description: field(string, 'What the result says.'),
  properties: field(map(any), 'The keys of an `object` result.'),
  value: field(any, 'Where the value comes from when a step wrote it: `$(steps.STEP.results.NAME)`.'),
});

/** `v1.WhenExpression`. */
export const when = object('v1.WhenExpression', {
  input: field(string, 'The text that is tested, usually a parameter or a result.'),
  operator: field(
    scalar('string', { allowed: ['in', 'notin'] }),
    'Whether the text must be among the values or not.',
  ),
  values: field(list(string), 'The values.'),
  cel: field(string, 'A CEL expression instead of input, operator and values. An alpha feature.'),
});

/** What a reference to a Task or Pipeline elsewhere needs. */
const resolverFields = {
  resolver: field(
    string,
    'Fetches it from elsewhere: a cluster namespace, a Git repository, a bundle, a hub.',
    {
      examples: ['cluster', 'git', 'bundles', 'hub', 'http'],
      docs: `${docs}resolution-getting-started/`,
    },
  ),
  params: field(list(param), 'What the resolver needs to find it.'),
} as const;

export const taskRef = object('v1.TaskRef', {
  name: field(string, 'The Task in the same namespace.'),
  kind: field(string, 'Kind of the task that is meant.', { default: 'Task', examples: ['Task'] }),
  apiVersion: field(string, 'Only for custom tasks: group and version of their kind.'),
  ...resolverFields,
});

export const pipelineRef = object('v1.PipelineRef', {
  name: field(string, 'The Pipeline in the same namespace.'),
  apiVersion: field(string, 'Group and version of the Pipeline.'),
  ...resolverFields,
});

/** A workspace that a run provides; exactly one kind of volume may be set. */
export const workspaceBinding = object('v1.WorkspaceBinding', {
  name: field(string, 'The workspace that gets the volume.', { required: true }),
  subPath: field(string, 'A folder of the volume, instead of all of it.'),
  volumeClaimTemplate: field(
    any,
    'A claim made for this run and deleted with it: `spec.accessModes` and `spec.resources.requests.storage`.',
  ),
  persistentVolumeClaim: field(
    object('v1.PersistentVolumeClaimVolumeSource', {
      claimName: field(string, 'The claim in the same namespace.', { required: true }),
      readOnly: field(bool, 'Mounts it for reading only.'),
    }),
    'An existing claim.',
  ),
  emptyDir: field(
    object('v1.EmptyDirVolumeSource', {
      medium: field(string, 'Empty for the disk of the node, `Memory` for RAM.'),
      sizeLimit: field(string, 'How much may be written.'),
    }),
    'An empty folder that is gone after the TaskRun.',
  ),
  configMap: field(
    object('v1.ConfigMapVolumeSource', {
      name: field(string, 'The ConfigMap in the same namespace.'),
      items: field(list(any), 'Only these keys, each with its path.'),
      optional: field(bool, 'Whether it may be missing.'),
    }),
    'The keys of a ConfigMap as files.',
  ),
  secret: field(
    object('v1.SecretVolumeSource', {
      secretName: field(string, 'The Secret in the same namespace.'),
      items: field(list(any), 'Only these keys, each with its path.'),
      optional: field(bool, 'Whether it may be missing.'),
    }),
    'The keys of a Secret as files.',
  ),
  projected: field(any, 'Several sources in one folder.'),
  csi: field(any, 'A volume of a storage driver, made for this pod.'),
});

/** `pod.Template`: what a run says about its pods. */
export const podTemplate = object('pod.Template', {
  nodeSelector: podSpecFields.nodeSelector,
  env: container.fields.env,
  tolerations: podSpecFields.tolerations,
  affinity: podSpecFields.affinity,
  securityContext: podSpecFields.securityContext,
  volumes: podSpecFields.volumes,
  runtimeClassName: podSpecFields.runtimeClassName,
  automountServiceAccountToken: podSpecFields.automountServiceAccountToken,
  dnsPolicy: podSpecFields.dnsPolicy,
  dnsConfig: podSpecFields.dnsConfig,
  enableServiceLinks: podSpecFields.enableServiceLinks,
  priorityClassName: podSpecFields.priorityClassName,
  schedulerName: podSpecFields.schedulerName,
  imagePullSecrets: podSpecFields.imagePullSecrets,
  hostAliases: podSpecFields.hostAliases,
  hostNetwork: podSpecFields.hostNetwork,
  topologySpreadConstraints: podSpecFields.topologySpreadConstraints,
});

/** Resources of single steps or sidecars of a run. */
export const stepResources = object('v1.TaskRunStepSpec', {
  name: field(string, 'The step or sidecar that is meant.', { required: true }),
  computeResources: field(resourceRequirements, 'Its CPU and memory.', { required: true }),
});
