/** Where the pod may run (affinity, tolerations, spreading in k8s.io/kubernetes pkg/apis/core/validation). */
import {
  labelErrors,
  labelValueErrors,
  qualifiedNameErrors,
  subdomainErrors,
} from '../structure/kubernetesNames.ts';
import type { Place } from './place.ts';
import { checkKeyAndValues, checkLabelSelector, checkMatchKeys, checkOperator } from './selectors.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

export function checkAffinity(affinity: Place): void {
  checkNodeAffinity(affinity.get('nodeAffinity'));
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const pods = affinity.get(kind);
    for (const term of pods.get(required).items()) checkPodTerm(term);
    for (const term of pods.get(preferred).items()) {
      checkWeight(term.get('weight'));
      checkPodTerm(term.get('podAffinityTerm'));
    }
  }
}

function checkNodeAffinity(nodes: Place): void {
  const selector = nodes.get(required);
  if (selector.present) {
    const terms = selector.get('nodeSelectorTerms');
    if (terms.length === 0) terms.required('pod-affinity', 'must have at least one node selector term');
    for (const term of terms.items()) checkNodeTerm(term, true);
  }
  for (const term of nodes.get(preferred).items()) {
    checkWeight(term.get('weight'));
    // What is only preferred may name values no label can have.
    checkNodeTerm(term.get('preference'), false);
  }
}

function checkWeight(weight: Place): void {
  const value = weight.number(0);
  if (value < 1 || value > 100) weight.invalid('pod-affinity', 'must be in the range 1-100', { value });
}

function checkNodeTerm(term: Place, withValues: boolean): void {
  for (const requirement of term.get('matchExpressions').items()) {
    checkOperator(requirement, 'pod-affinity', true);
    checkKeyAndValues(requirement, 'pod-affinity', withValues);
  }
  for (const requirement of term.get('matchFields').items()) checkNodeField(requirement);
}

function checkNodeField(requirement: Place): void {
  const operator = requirement.get('operator');
  const values = requirement.get('values');
  if (operator.text !== 'In' && operator.text !== 'NotIn') {
    operator.invalid('pod-affinity', 'not a valid selector operator');
  } else if (values.length !== 1) {
    const one = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    values.required('pod-affinity', one);
  }
  const key = requirement.get('key');
  if (key.text !== 'metadata.name') {
    key.invalid('pod-affinity', 'not a valid field selector key');
    return;
  }
  for (const value of values.items()) value.invalidAll('pod-affinity', subdomainErrors(value.text));
}

function checkPodTerm(term: Place): void {
  const code = 'pod-affinity';
  checkLabelSelector(term.get('labelSelector'), code);
  checkLabelSelector(term.get('namespaceSelector'), code);
  for (const name of term.get('namespaces').items()) {
    name.invalidAll(code, labelErrors(name.text), { field: `${term.field}.namespace` });
  }
  checkMatchKeys(term, code);
  const topology = term.get('topologyKey');
  if (topology.text === '') topology.required(code, 'can not be empty');
  else topology.invalidAll(code, qualifiedNameErrors(topology.text));
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export function checkTolerations(tolerations: Place): void {
  const code = 'pod-toleration';
  for (const toleration of tolerations.items()) {
    const key = toleration.get('key');
    const operator = toleration.get('operator');
    const effect = toleration.get('effect');
    if (key.text !== '') key.invalidAll(code, qualifiedNameErrors(key.text));
    else if (operator.text !== 'Exists') {
      operator.invalid(
        code,
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      );
    }
    if (toleration.get('tolerationSeconds').present && effect.text !== 'NoExecute') {
      effect.invalid(code, "effect must be 'NoExecute' when `tolerationSeconds` is set");
    }
    checkTolerated(operator, toleration.get('value'));
    if (effect.text !== '' && !effects.includes(effect.text)) effect.unsupported(code, effects);
  }
}

/** The comparisons Lt and Gt are behind a feature gate that is off by default. */
function checkTolerated(operator: Place, value: Place): void {
  const code = 'pod-toleration';
  const remark = { field: operator.field };
  switch (operator.text) {
    case '':
    case 'Equal': {
      const errors = labelValueErrors(value.text);
      if (errors.length > 0) value.invalid(code, errors.join(';'), remark);
      return;
    }
    case 'Exists':
      if (value.text !== '') value.invalid(code, "value must be empty when `operator` is 'Exists'", remark);
      return;
    case 'Lt':
    case 'Gt':
      operator.unsupported(code, ['Equal', 'Exists', 'Lt', 'Gt']);
      return;
    default:
      operator.unsupported(code, ['Equal', 'Exists']);
  }
}

const actions = ['DoNotSchedule', 'ScheduleAnyway'];
const policies = ['Honor', 'Ignore'];

export function checkTopologySpread(constraints: Place): void {
  const code = 'pod-topology-spread';
  const seen = new Set<string>();
  for (const constraint of constraints.items()) {
    const action = constraint.get('whenUnsatisfiable');
    const topology = constraint.get('topologyKey');
    checkPositive(constraint.get('maxSkew'), true);
    if (topology.text === '') topology.required(code, 'can not be empty');
    if (!actions.includes(action.text)) action.unsupported(code, actions);
    const pair = `{${topology.text}, ${action.text}}`;
    if (seen.has(pair)) {
      constraint.duplicate(code, {
        value: pair,
        field: `${constraint.field}.{topologyKey, whenUnsatisfiable}`,
      });
    }
    seen.add(pair);
    checkMinDomains(constraint.get('minDomains'), action.text);
    for (const name of ['nodeAffinityPolicy', 'nodeTaintsPolicy']) {
      const policy = constraint.get(name);
      if (policy.present && !policies.includes(policy.text)) policy.unsupported(code, policies);
    }
    checkMatchKeys(constraint, code);
    checkLabelSelector(constraint.get('labelSelector'), code);
  }
}

function checkPositive(place: Place, always: boolean): void {
  if ((always || place.present) && place.number(0) <= 0) {
    place.invalid('pod-topology-spread', 'must be greater than zero', { value: place.number(0) });
  }
}

function checkMinDomains(domains: Place, action: string): void {
  checkPositive(domains, false);
  if (domains.present && action !== 'DoNotSchedule') {
    domains.invalid(
      'pod-topology-spread',
      `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`,
    );
  }
}
