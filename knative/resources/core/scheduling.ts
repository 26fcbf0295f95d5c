/** On which node a pod may run: node selection, affinity, tolerations, spreading. */
import { field, int32, int64, list, object, scalar, string } from '../shape.ts';
import { labelSelector } from './references.ts';

const nodeSelectorRequirement = object('v1.NodeSelectorRequirement', {
  key: field(string, 'The label key (or field) of the node.', {
    required: true,
    examples: ['kubernetes.io/arch', 'kubernetes.io/os', 'topology.kubernetes.io/zone'],
  }),
  operator: field(
    scalar('string', {
      allowed: ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'],
      go: 'v1.NodeSelectorOperator',
    }),
    'How the label compares with `values`.',
    { required: true },
  ),
  values: field(
    list(string),
    'At least one for `In` and `NotIn`, none for `Exists` and `DoesNotExist`, one integer for `Gt` and `Lt`.',
  ),
});

const nodeSelectorTerm = object('v1.NodeSelectorTerm', {
  matchExpressions: field(list(nodeSelectorRequirement), 'Requirements on the labels of the node.'),
  matchFields: field(
    list(nodeSelectorRequirement),
    'Requirements on its fields; only `metadata.name` exists.',
  ),
});

const nodeSelector = object('v1.NodeSelector', {
  nodeSelectorTerms: field(list(nodeSelectorTerm), 'Alternatives: one of them must hold.', {
    required: true,
  }),
});

const weight = field(int32, 'How much a match counts, 1 to 100.', {
  required: true,
  default: 0,
  range: [1, 100],
});

const nodeAffinity = object('v1.NodeAffinity', {
  requiredDuringSchedulingIgnoredDuringExecution: field(nodeSelector, 'What a node must fulfil.'),
  preferredDuringSchedulingIgnoredDuringExecution: field(
    list(
      object('v1.PreferredSchedulingTerm', {
        weight,
        preference: field(nodeSelectorTerm, 'What a preferred node fulfils.', { required: true }),
      }),
    ),
    'What the scheduler prefers in a node, with weights.',
  ),
});

const podAffinityTerm = object('v1.PodAffinityTerm', {
  labelSelector: field(labelSelector, 'The other pods that are meant; left out, none.'),
  namespaces: field(list(string), 'Namespaces of these pods; left out (with no selector), the own one.'),
  topologyKey: field(string, 'Label of the nodes that says what "together" means, such as the zone.', {
    required: true,
    examples: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'],
  }),
  namespaceSelector: field(labelSelector, 'Namespaces by label; empty means all.'),
  matchLabelKeys: field(
    list(string),
    'Labels whose value must be the same as on this pod; only with `labelSelector`.',
  ),
  mismatchLabelKeys: field(
    list(string),
    'Labels whose value must be another than on this pod; only with `labelSelector`.',
  ),
});

const weightedPodAffinityTerms = list(
  object('v1.WeightedPodAffinityTerm', {
    weight,
    podAffinityTerm: field(podAffinityTerm, 'The pods, and what "together" means.', { required: true }),
  }),
);

export const affinity = object('v1.Affinity', {
  nodeAffinity: field(nodeAffinity, 'Which nodes the pod wants.'),
  podAffinity: field(
    object('v1.PodAffinity', {
      requiredDuringSchedulingIgnoredDuringExecution: field(
        list(podAffinityTerm),
        'Pods this one must run together with; all terms hold.',
      ),
      preferredDuringSchedulingIgnoredDuringExecution: field(
        weightedPodAffinityTerms,
        'Pods this one prefers to run together with.',
      ),
    }),
    'Which pods it wants near.',
  ),
  podAntiAffinity: field(
    object('v1.PodAntiAffinity', {
      requiredDuringSchedulingIgnoredDuringExecution: field(
        list(podAffinityTerm),
        'Pods this one must not run together with; all terms hold.',
      ),
      preferredDuringSchedulingIgnoredDuringExecution: field(
        weightedPodAffinityTerms,
        'Pods this one prefers not to run together with.',
      ),
    }),
    'Which pods it wants far away.',
  ),
});

export const toleration = object('v1.Toleration', {
  key: field(string, 'Key of the taint; left out, every taint (then the operator is `Exists`).'),
  operator: field(
    scalar('string', { allowed: ['Equal', 'Exists', 'Lt', 'Gt'], go: 'v1.TolerationOperator' }),
    "How the taint's value compares: the same, any, or (behind a gate of the cluster) by number.",
    { default: 'Equal' },
  ),
  value: field(string, 'Value of the taint; none with `Exists`.'),
  effect: field(
    scalar('string', { allowed: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'], go: 'v1.TaintEffect' }),
    'Effect of the taint; left out, every effect.',
  ),
  tolerationSeconds: field(
    int64,
    'Seconds to stay on a node that gets a `NoExecute` taint; left out, for ever.',
  ),
});

const inclusion = scalar('string', { allowed: ['Honor', 'Ignore'], go: 'v1.NodeInclusionPolicy' });

export const topologySpreadConstraint = object('v1.TopologySpreadConstraint', {
  maxSkew: field(int32, 'By how many pods two places may differ, at least 1.', {
    required: true,
    default: 0,
  }),
  topologyKey: field(string, 'Label of the nodes whose values are the places to spread over.', {
    required: true,
    examples: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'],
  }),
  whenUnsatisfiable: field(
    scalar('string', {
      allowed: ['DoNotSchedule', 'ScheduleAnyway'],
      go: 'v1.UnsatisfiableConstraintAction',
    }),
    'Whether a pod that would break the rule waits or is scheduled all the same.',
    { required: true },
  ),
  labelSelector: field(labelSelector, 'The pods that are counted.'),
  minDomains: field(int32, 'Fewest places there should be; only with `DoNotSchedule`.'),
  nodeAffinityPolicy: field(inclusion, "Whether only nodes the pod's affinity allows count.", {
    default: 'Honor',
  }),
  nodeTaintsPolicy: field(inclusion, 'Whether only nodes whose taints the pod tolerates count.', {
    default: 'Ignore',
  }),
  matchLabelKeys: field(
    list(string),
    'Labels whose value must be the same as on this pod to be counted; only with `labelSelector`.',
  ),
});
