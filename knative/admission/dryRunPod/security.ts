/** Security contexts (ValidateSecurityContext, validatePodSpecSecurityContext in pkg/apis/core/validation). */
import { idErrors, descendingPathErrors } from './formats.ts';
import type { Place } from './place.ts';

const code = 'pod-security';

export function checkSecurityContext(context: Place): void {
  if (!context.present) return;
  checkIds(context);
  checkProfile(context.get('seccompProfile'), 'seccomp', seccompProfile);
  checkProfile(context.get('appArmorProfile'), 'AppArmor', appArmorProfile);
  const mount = context.get('procMount');
  if (mount.present && mount.text !== 'Default' && mount.text !== 'Unmasked') {
    mount.unsupported(code, ['Default', 'Unmasked']);
  }
  if (mount.text === 'Unmasked') mount.invalid(code, '`hostUsers` must be false to use `Unmasked`');
  checkEscalation(context);
}

/** What contradicts `allowPrivilegeEscalation: false`. */
function checkEscalation(context: Place): void {
  const escalation = context.get('allowPrivilegeEscalation');
  if (escalation.value !== false) return;
  const clash = (what: string): void => {
    escalation.invalid(code, `cannot set \`allowPrivilegeEscalation\` to false and ${what}`, {
      value: context.value ?? null,
      field: context.field,
    });
  };
  if (context.get('privileged').value === true) clash('`privileged` to true');
  const added = context.get('capabilities').get('add').items();
  for (const capability of added)
    if (capability.text === 'CAP_SYS_ADMIN') clash('`capabilities.Add` CAP_SYS_ADMIN');
}

/** The pod's own context. `pod` is the spec, for what the host shares with it. */
export function checkPodSecurityContext(context: Place, pod: Place): void {
  const shared = pod.get('shareProcessNamespace');
  if (shared.value === true && pod.get('hostPID').value === true) {
    shared.invalid('pod-namespaces', 'ShareProcessNamespace and HostPID cannot both be enabled', {
      field: `${context.field}.shareProcessNamespace`,
    });
  }
  if (!context.present) return;
  checkIds(context);
  const group = context.get('fsGroup');
  if (group.present) group.invalidAll(code, idErrors(group.number(0)));
  for (const id of context.get('supplementalGroups').items()) id.invalidAll(code, idErrors(id.number(0)));
  checkOneOf(context.get('fsGroupChangePolicy'), ['Always', 'OnRootMismatch']);
  checkOneOf(context.get('supplementalGroupsPolicy'), ['Merge', 'Strict']);
  checkOneOf(context.get('seLinuxChangePolicy'), ['MountOption', 'Recursive']);
  checkSysctls(context.get('sysctls'), pod);
  checkProfile(context.get('seccompProfile'), 'seccomp', seccompProfile);
  checkProfile(context.get('appArmorProfile'), 'AppArmor', appArmorProfile);
}

function checkIds(context: Place): void {
  for (const name of ['runAsUser', 'runAsGroup']) {
    const id = context.get(name);
    if (id.present) id.invalidAll(code, idErrors(id.number(0)));
  }
}

function checkOneOf(place: Place, allowed: readonly string[]): void {
  if (place.present && !allowed.includes(place.text)) place.unsupported(code, allowed);
}

function checkSysctls(sysctls: Place, pod: Place): void {
  const seen = new Set<string>();
  for (const sysctl of sysctls.items()) {
    const name = sysctl.get('name');
    if (name.text === '') name.required(code);
    else if (name.text.length > 253 || !sysctlPattern.test(name.text)) {
      name.invalid(code, `must have at most 253 characters and match regex ${sysctlPattern.source}`);
    } else if (seen.has(name.text)) name.duplicate(code);
    seen.add(name.text);
    const namespace = sysctlNamespace(name.text);
    if (namespace !== undefined && pod.get(namespace).value === true) {
      name.invalid(code, `may not be specified when '${namespace}' is true`);
    }
  }
}

const sysctlPattern = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

/** The host's namespace a kernel parameter belongs to (k8s.io/component-helpers sysctl). */
function sysctlNamespace(name: string): 'hostNetwork' | 'hostIPC' | undefined {
  const dotted = name.replaceAll('/', '.');
  if (dotted.startsWith('net.')) return 'hostNetwork';
  return dotted.startsWith('fs.mqueue.') || /^kernel\.(?:sem$|shm|msg)/.test(dotted) ? 'hostIPC' : undefined;
}

function checkProfile(profile: Place, name: string, checkFile: (file: Place) => void): void {
  if (!profile.present) return;
  const type = profile.get('type');
  const file = profile.get('localhostProfile');
  if (type.text === '') type.required(code, `type is required when ${profile.path.at(-1)} is set`);
  else if (!['Localhost', 'RuntimeDefault', 'Unconfined'].includes(type.text)) {
    type.unsupported(code, ['Localhost', 'RuntimeDefault', 'Unconfined']);
  }
  if (type.text !== 'Localhost') {
    if (file.present) file.invalid(code, `can only be set when ${name} type is Localhost`);
  } else if (!file.present) file.required(code, `must be set when ${name} type is Localhost`);
  else checkFile(file);
}

function seccompProfile(file: Place): void {
  file.invalidAll(code, descendingPathErrors(file.text));
}

function appArmorProfile(file: Place): void {
  if (file.text.trim() !== file.text) file.invalid(code, 'must not be padded with whitespace');
  else if (file.text === '') file.required(code, 'must be set when AppArmor type is Localhost');
  if (file.text.length > 4095) file.invalid(code, 'may not be more than 4095 bytes');
}
