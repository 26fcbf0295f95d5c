/** Containers (validateContainerCommon, validateInitContainers in k8s.io/kubernetes pkg/apis/core/validation). */
import { labelErrors } from '../structure/kubernetesNames.ts';
import { checkEnv, checkEnvFrom } from './env.ts';
import { portNameErrors, portNumberErrors } from './formats.ts';
import { checkMounts } from './mounts.ts';
import type { Place } from './place.ts';
import { checkProbe } from './probe.ts';
import { checkResources, type ResourceDefaults } from './resources.ts';
import { checkSecurityContext } from './security.ts';

export interface Surroundings {
  /** The pod's volumes by name. */
  readonly volumes: ReadonlyMap<string, Place>;
  readonly resourceDefaults: ResourceDefaults;
}

const noDefaults: ResourceDefaults = { requests: new Map(), limits: new Map() };

/** The containers of the pod as Knative builds them. */
export function checkContainers(containers: Place, around: Surroundings): void {
  const names = new Set<string>();
  const items = containers.items();
  for (const container of items) {
    const serving = items.length === 1 || container.get('ports').length > 0;
    checkCommon(container, around);
    checkUniqueName(container.get('name'), names);
    const port = serving ? { servingPort: servingPort(container) } : {};
    checkProbe(container.get('livenessProbe'), { oneSuccess: true, portFilled: serving, ...port });
    if (isKubeletReadiness(container.get('readinessProbe'))) {
      checkProbe(container.get('readinessProbe'), { oneSuccess: false, portFilled: false });
    }
    checkProbe(container.get('startupProbe'), { oneSuccess: true, portFilled: false, ...port });
  }
}

/** Knative's default is 8080. */
function servingPort(container: Place): number {
  return container.get('ports').items()[0]?.get('containerPort').number(0) || 8080;
}

/** The other readiness probes are run by Knative's proxy and left out of the pod (makeContainer in serving). */
function isKubeletReadiness(probe: Place): boolean {
  return probe.get('exec').present && !proxied.some((handler) => probe.get(handler).present);
}

const proxied = ['httpGet', 'tcpSocket', 'grpc'];

const notInInit = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

/** Init containers go into the pod as they are. */
export function checkInitContainers(pod: Place, around: Surroundings): void {
  const names = new Set(
    pod
      .get('containers')
      .items()
      .map((container) => container.get('name').text),
  );
  names.delete('');
  for (const container of pod.get('initContainers').items()) {
    checkCommon(container, { ...around, resourceDefaults: noDefaults });
    checkUniqueName(container.get('name'), names);
    checkPorts(container.get('ports'), pod.get('hostNetwork').value === true);
    if (container.get('restartPolicy').text === 'Always') continue;
    for (const name of notInInit) {
      const field = container.get(name);
      if (field.present) {
        field.forbidden(
          'pod-init-container',
          'may not be set for init containers without restartPolicy=Always',
        );
      }
    }
  }
}

/** Knative names the containers that have no name. */
function checkUniqueName(name: Place, names: Set<string>): void {
  if (name.text === '') return;
  if (names.has(name.text)) name.duplicate('pod-container-name');
  names.add(name.text);
}

const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const messagePolicies = ['File', 'FallbackToLogsOnError'];

function checkCommon(container: Place, { volumes, resourceDefaults }: Surroundings): void {
  const name = container.get('name');
  if (name.text !== '') name.invalidAll('pod-container-name', labelErrors(name.text));
  const image = container.get('image');
  if (image.text === '') image.required('pod-image');
  else if (image.text.trim() !== image.text) {
    image.invalid('pod-image', 'must not have leading or trailing whitespace');
  }
  const message = container.get('terminationMessagePolicy');
  if (message.text !== '' && !messagePolicies.includes(message.text)) {
    message.unsupported('pod-termination-message', messagePolicies);
  }
  checkEnv(container.get('env'), volumes);
  checkEnvFrom(container.get('envFrom'));
  checkMounts(container, volumes);
  const policy = container.get('imagePullPolicy');
  if (policy.text !== '' && !pullPolicies.includes(policy.text)) {
    policy.unsupported('pod-image-pull-policy', pullPolicies);
  }
  checkResources(container.get('resources'), resourceDefaults);
  checkSecurityContext(container.get('securityContext'));
}

const protocols = ['SCTP', 'TCP', 'UDP'];

/** The ports of init containers; those of the serving container are replaced by one of Knative's. */
function checkPorts(ports: Place, onHost: boolean): void {
  const code = 'pod-port';
  const names = new Set<string>();
  const taken = new Set<string>();
  for (const port of ports.items()) {
    const name = port.get('name');
    const errors = name.text === '' ? [] : portNameErrors(name.text);
    name.invalidAll(code, errors);
    if (name.text !== '' && errors.length === 0 && names.has(name.text)) name.duplicate(code);
    names.add(name.text);
    const number = port.get('containerPort');
    if (number.number(0) === 0) number.required(code);
    else number.invalidAll(code, portNumberErrors(number.number(0)));
    const protocol = port.get('protocol');
    if (protocol.text !== '' && !protocols.includes(protocol.text)) protocol.unsupported(code, protocols);
    const onNode = `${protocol.text || 'TCP'}//${number.number(0)}`;
    // On the host's network every port is a port of the node.
    if (onHost && taken.has(onNode)) number.duplicate(code, { value: onNode });
    taken.add(onNode);
  }
}
