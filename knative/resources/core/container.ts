/** A container of a pod. */
import { bool, embedded, field, int32, list, object, scalar, string } from '../shape.ts';
import { env, envFromSource } from './env.ts';
import { lifecycle, probe } from './probe.ts';
import { containerResizePolicy, resourceRequirements } from './resources.ts';
import { securityContext } from './security.ts';
import { volumeDevice, volumeMount } from './mount.ts';

const argsDoc = 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/';
const imageDoc = 'https://kubernetes.io/docs/concepts/containers/images/';

const containerPort = object('v1.ContainerPort', {
  name: field(string, 'Name of the port, at most 15 of lower case letters, digits and dashes.'),
  containerPort: field(int32, 'Port the container listens on.', {
    required: true,
    default: 0,
    range: [1, 65535],
  }),
  protocol: field(
    scalar('string', { allowed: ['TCP', 'UDP', 'SCTP'], go: 'v1.Protocol' }),
    'Transport protocol of the port.',
    { default: 'TCP' },
  ),
  hostPort: field(int32, 'Port of the node that leads here.', { range: [1, 65535] }),
  hostIP: field(string, 'Address of the node to which `hostPort` is bound.'),
});

const containerRestartRule = object('v1.ContainerRestartRule', {
  action: field(
    scalar('string', { allowed: ['Restart', 'RestartAllContainers'], go: 'v1.ContainerRestartRuleAction' }),
    'What happens when the rule applies.',
    { required: true },
  ),
  exitCodes: field(
    object('v1.ContainerRestartRuleOnExitCodes', {
      operator: field(
        scalar('string', { allowed: ['In', 'NotIn'], go: 'v1.ContainerRestartRuleOnExitCodesOperator' }),
        'Whether the exit code must be one of `values` or none of them.',
        { required: true },
      ),
      values: field(list(int32), 'The exit codes, at most 255 of them.'),
    }),
    'The exit codes the rule applies to.',
  ),
});

const containerFields = {
  name: field(string, 'Name of the container, a DNS label that is unique in the pod.', { required: true }),
  image: field(string, 'The image to run, best by digest or by a tag that never moves.', {
    docs: imageDoc,
    examples: ['ghcr.io/knative/helloworld-go:latest'],
  }),
  command: field(
    list(string),
    "The program to run instead of the image's entry point. `$(NAME)` is replaced by environment variables.",
    { docs: argsDoc },
  ),
  args: field(
    list(string),
    "Arguments instead of the image's own. `$(NAME)` is replaced by environment variables.",
    { docs: argsDoc },
  ),
  workingDir: field(string, "Folder the program starts in; left out, the image's."),
  ports: field(list(containerPort), 'Ports the container listens on.'),
  envFrom: field(
    list(envFromSource),
    'Objects whose every key becomes an environment variable; later ones win, and `env` wins over all.',
  ),
  env: field(env, 'Environment variables.'),
  resources: field(resourceRequirements, 'CPU and memory the container asks for and may use at most.'),
  resizePolicy: field(list(containerResizePolicy), 'What a change of resources at run time means.'),
  restartPolicy: field(
    scalar('string', { allowed: ['Always', 'Never', 'OnFailure'], go: 'v1.ContainerRestartPolicy' }),
    'When this container is restarted; `Always` on an init container makes it a sidecar.',
  ),
  restartPolicyRules: field(
    list(containerRestartRule),
    'Exit codes that make exceptions from `restartPolicy`; the first rule that applies counts.',
  ),
  volumeMounts: field(list(volumeMount), 'Where the volumes of the pod appear in this container.', {
    docs: 'https://kubernetes.io/docs/concepts/storage/volumes/',
  }),
  volumeDevices: field(list(volumeDevice), 'Raw block devices that appear in this container.'),
  livenessProbe: field(probe, 'Restarts the container when it fails.'),
  readinessProbe: field(probe, 'Keeps requests away from the container while it fails.'),
  startupProbe: field(probe, 'Holds the other probes back until it succeeded once.'),
  lifecycle: field(lifecycle, 'Actions right after the start and right before the end.'),
  terminationMessagePath: field(string, 'File in which the program may leave its last words.', {
    default: '/dev/termination-log',
  }),
  terminationMessagePolicy: field(
    scalar('string', { allowed: ['File', 'FallbackToLogsOnError'], go: 'v1.TerminationMessagePolicy' }),
    'Whether the end of the log stands in when that file is empty and the program failed.',
    { default: 'File' },
  ),
  imagePullPolicy: field(
    scalar('string', { allowed: ['Always', 'IfNotPresent', 'Never'], go: 'v1.PullPolicy' }),
    'When the image is pulled. Left out: `Always` for the tag `latest` or none, else `IfNotPresent`.',
    { docs: imageDoc },
  ),
  securityContext: field(securityContext, 'What the processes of this container may do; wins over the pod.'),
  stdin: field(bool, 'Keeps a buffer for standard input.', { default: false }),
  stdinOnce: field(bool, 'Closes standard input after the first client went away.', { default: false }),
  tty: field(bool, 'Gives the process a terminal; needs `stdin`.', { default: false }),
} as const;

export const container = object('v1.Container', containerFields);

export const ephemeralContainer = object('v1.EphemeralContainer', {
  ...embedded('EphemeralContainerCommon', containerFields),
  targetContainerName: field(string, 'The container whose processes this one sees, for debugging.'),
});
