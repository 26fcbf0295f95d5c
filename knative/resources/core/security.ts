/** What the processes of a pod may do: users, groups, capabilities, profiles. */
import { bool, field, int64, list, object, scalar, string } from '../shape.ts';

const contextDoc = 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/';

const capability = scalar('string', { go: 'v1.Capability' });

const capabilities = object('v1.Capabilities', {
  add: field(list(capability), 'Capabilities the process gets in addition.', {
    examples: ['NET_BIND_SERVICE'],
  }),
  drop: field(list(capability), 'Capabilities taken away; `ALL` takes every one.', { examples: ['ALL'] }),
});

const seLinuxOptions = object('v1.SELinuxOptions', {
  user: field(string, 'SELinux user label.'),
  role: field(string, 'SELinux role label.'),
  type: field(string, 'SELinux type label.'),
  level: field(string, 'SELinux level label, such as `s0:c123,c456`.'),
});

const windowsOptions = object('v1.WindowsSecurityContextOptions', {
  gmsaCredentialSpecName: field(string, 'Name of the GMSA credential spec to use (Windows).'),
  gmsaCredentialSpec: field(string, 'The GMSA credential spec itself, as JSON (Windows).'),
  runAsUserName: field(string, 'Windows user the process runs as, `DOMAIN\\USER` or `USER`.'),
  hostProcess: field(bool, 'Runs directly on the Windows host; the same for all containers of a pod.'),
});

export const seccompProfile = object('v1.SeccompProfile', {
  type: field(
    scalar('string', { allowed: ['Localhost', 'RuntimeDefault', 'Unconfined'], go: 'v1.SeccompProfileType' }),
    "Which filter of system calls applies: the runtime's own, a file on the node, or none.",
    { required: true, docs: 'https://kubernetes.io/docs/tutorials/security/seccomp/' },
  ),
  localhostProfile: field(
    string,
    "File of the profile below the kubelet's seccomp folder; exactly with type `Localhost`.",
  ),
});

const appArmorProfile = object('v1.AppArmorProfile', {
  type: field(
    scalar('string', {
      allowed: ['Localhost', 'RuntimeDefault', 'Unconfined'],
      go: 'v1.AppArmorProfileType',
    }),
    "Which AppArmor profile applies: the runtime's own, one loaded on the node, or none.",
    { required: true, docs: 'https://kubernetes.io/docs/tutorials/security/apparmor/' },
  ),
  localhostProfile: field(string, 'Name of the profile loaded on the node; exactly with type `Localhost`.'),
});

export const securityContext = object('v1.SecurityContext', {
  capabilities: field(capabilities, 'Linux capabilities to add to and drop from the default set.', {
    docs: contextDoc,
  }),
  privileged: field(bool, 'Runs with all rights of the node.', { default: false, docs: contextDoc }),
  seLinuxOptions: field(seLinuxOptions, 'SELinux labels of the container.'),
  windowsOptions: field(windowsOptions, 'Settings for Windows containers.'),
  runAsUser: field(int64, "User id of the process; left out, the image's.", {
    range: [0, 2147483647],
    docs: contextDoc,
  }),
  runAsGroup: field(int64, "Primary group id of the process; left out, the runtime's default.", {
    range: [0, 2147483647],
    docs: contextDoc,
  }),
  runAsNonRoot: field(bool, 'Refuses to start the container as user 0.', { docs: contextDoc }),
  readOnlyRootFilesystem: field(bool, "Mounts the image's files read-only.", {
    default: false,
    docs: contextDoc,
  }),
  allowPrivilegeEscalation: field(
    bool,
    'Whether a process may gain more rights than its parent, by setuid for instance.',
    { docs: contextDoc },
  ),
  procMount: field(
    scalar('string', { allowed: ['Default', 'Unmasked'], go: 'v1.ProcMountType' }),
    'Whether the usual parts of `/proc` are hidden; `Unmasked` needs `hostUsers: false`.',
  ),
  seccompProfile: field(seccompProfile, 'Filter of system calls for this container.', { docs: contextDoc }),
  appArmorProfile: field(appArmorProfile, 'AppArmor profile of this container.'),
});

const sysctl = object('v1.Sysctl', {
  name: field(string, 'Name of the kernel parameter.', { required: true }),
  value: field(string, 'Value to set it to.', { required: true }),
});

export const podSecurityContext = object('v1.PodSecurityContext', {
  seLinuxOptions: field(seLinuxOptions, 'SELinux labels of all containers.'),
  windowsOptions: field(windowsOptions, 'Settings for Windows pods.'),
  runAsUser: field(int64, "User id of all processes; left out, the images' own.", {
    range: [0, 2147483647],
    docs: contextDoc,
  }),
  runAsGroup: field(int64, 'Primary group id of all processes.', {
    range: [0, 2147483647],
    docs: contextDoc,
  }),
  runAsNonRoot: field(bool, 'Refuses to start any container as user 0.', { docs: contextDoc }),
  supplementalGroups: field(list(int64), 'Further group ids of the first process of each container.', {
    docs: contextDoc,
  }),
  supplementalGroupsPolicy: field(
    scalar('string', { allowed: ['Merge', 'Strict'], go: 'v1.SupplementalGroupsPolicy' }),
    "Whether the groups of the image's `/etc/group` count as well.",
    { default: 'Merge' },
  ),
  fsGroup: field(int64, 'Group id that owns the volumes of the pod.', {
    range: [0, 2147483647],
    docs: contextDoc,
  }),
  fsGroupChangePolicy: field(
    scalar('string', { allowed: ['Always', 'OnRootMismatch'], go: 'v1.PodFSGroupChangePolicy' }),
    'Whether the ownership of a volume is set at every start or only where its root differs.',
    { default: 'Always' },
  ),
  sysctls: field(list(sysctl), 'Kernel parameters of the pod.'),
  seccompProfile: field(seccompProfile, 'Filter of system calls for all containers.', { docs: contextDoc }),
  appArmorProfile: field(appArmorProfile, 'AppArmor profile of all containers.'),
  seLinuxChangePolicy: field(
    scalar('string', { allowed: ['Recursive', 'MountOption'], go: 'v1.PodSELinuxChangePolicy' }),
    'How SELinux labels reach the volumes: file by file, or as a mount option.',
  ),
});
