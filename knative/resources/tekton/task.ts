/** Task and TaskRun, tekton.dev/v1. */
import { container, podSpecFields, resourceRequirements } from '../core.ts';
import { bool, field, list, object, scalar, string, int32 } from '../shape.ts';
import {
  param,
  paramSpec,
  podTemplate,
  result,
  stepResources,
  taskRef,
  when,
  workspaceBinding,
} from './parts.ts';

const { image, command, args, workingDir, env, envFrom, imagePullPolicy, securityContext } = container.fields;
const { volumeMounts, volumeDevices } = container.fields;

const computeResources = field(
  resourceRequirements,
  'CPU and memory of the step. The steps of a pod run one after the other, and Tekton sees to it that their requests are not added up.',
);

/** What a step, a sidecar and the template of all steps have in common. */
const containerFields = {
  image,
  command,
  args,
  workingDir,
  env,
  envFrom,
  computeResources,
  volumeMounts,
  volumeDevices,
  imagePullPolicy,
  securityContext,
} as const;

const workspaceUse = field(
  list(
    object('v1.WorkspaceUsage', {
      name: field(string, 'The workspace of the task.', { required: true }),
      mountPath: field(string, 'Where it is mounted.', { required: true }),
    }),
  ),
  'Workspaces that only this container sees.',
);

const output = object('v1.StepOutputConfig', {
  path: field(string, 'The file that the stream is copied to.'),
});

const step = object('v1.Step', {
  name: field(string, 'The name of the step, a DNS label; its container is called `step-NAME`.'),
  displayName: field(string, 'A name for people.'),
  ...containerFields,
  script: field(
    string,
    'A script that is written to a file and run, instead of `command`; its first line may name the interpreter (`#!`).',
  ),
  timeout: field(string, 'How long the step may take, e.g. `5m`.', { examples: ['5m'] }),
  onError: field(
    scalar('string', { allowed: ['continue', 'stopAndFail'] }),
    'What a failure of the step means: the next step runs all the same, or the task fails.',
    { default: 'stopAndFail' },
  ),
  workspaces: workspaceUse,
  stdoutConfig: field(output, 'Copies the standard output to a file.'),
  stderrConfig: field(output, 'Copies the standard error to a file.'),
  ref: field(
    object('v1.Ref', {
      name: field(string, 'The StepAction in the same namespace.'),
      resolver: taskRef.fields.resolver,
      params: taskRef.fields.params,
    }),
    'A StepAction that is run instead of an image.',
  ),
  params: field(list(param), 'Values for the parameters of the StepAction.'),
  results: field(list(result), 'Results that the step writes.'),
  when: field(list(when), 'The step runs only if all of these hold.'),
});

const sidecar = object('v1.Sidecar', {
  name: field(string, 'The name of the sidecar.', { required: true }),
  ...containerFields,
  script: step.fields.script,
  workspaces: workspaceUse,
  ports: container.fields.ports,
  livenessProbe: container.fields.livenessProbe,
  readinessProbe: container.fields.readinessProbe,
  startupProbe: container.fields.startupProbe,
  lifecycle: container.fields.lifecycle,
});

const workspaceDeclaration = object('v1.WorkspaceDeclaration', {
  name: field(string, 'The name, used as `$(workspaces.NAME.path)`.', { required: true }),
  description: field(string, 'What the workspace is for.'),
  mountPath: field(string, 'Where it is mounted. Without it, `/workspace/NAME`.'),
  readOnly: field(bool, 'Mounts it for reading only.'),
  optional: field(bool, 'Whether a run may leave it out.'),
});

export const taskSpec = object('v1.TaskSpec', {
  displayName: field(string, 'A name for people.'),
  description: field(string, 'What the task does.'),
  params: field(list(paramSpec), 'The parameters that a run gives.'),
  workspaces: field(list(workspaceDeclaration), 'The folders that a run provides.'),
  results: field(list(result), 'The results that other tasks can use.'),
  stepTemplate: field(
    object('v1.StepTemplate', containerFields),
    'What all steps have in common; a step overrides it.',
  ),
  steps: field(list(step), 'The containers, run one after the other in one pod.', { required: true }),
  sidecars: field(list(sidecar), 'Containers that run beside the steps.'),
  volumes: podSpecFields.volumes,
});

export const taskRunSpec = object('v1.TaskRunSpec', {
  taskRef: field(taskRef, 'The Task to run; or `taskSpec`.'),
  taskSpec: field(taskSpec, 'The task written here; or `taskRef`.'),
  params: field(list(param), 'Values for the parameters of the task.'),
  workspaces: field(list(workspaceBinding), 'Volumes for the workspaces of the task.'),
  serviceAccountName: field(
    string,
    'The account of the pod: its secrets give access to registries and Git.',
    {
      default: 'default',
    },
  ),
  timeout: field(string, 'How long the run may take; `0` means for ever.', {
    default: '1h0m0s',
    examples: ['10m'],
  }),
  retries: field(int32, 'How often a failed run is tried again.', { range: [0, 2_147_483_647] }),
  podTemplate: field(podTemplate, 'What else the pod needs: node selector, tolerations, security context …'),
  computeResources: field(resourceRequirements, 'CPU and memory of the whole pod.'),
  stepSpecs: field(list(stepResources), 'CPU and memory of single steps.'),
  sidecarSpecs: field(list(stepResources), 'CPU and memory of single sidecars.'),
  status: field(
    scalar('string', { allowed: ['TaskRunCancelled', 'TaskRunPending'] }),
    'Set to stop the run (`TaskRunCancelled`) or to hold it before it starts (`TaskRunPending`).',
  ),
  statusMessage: field(string, 'Why the run was stopped.'),
  debug: field(
    object('v1.TaskRunDebug', {
      breakpoints: field(
        object('v1.TaskBreakpoints', {
          onFailure: field(
            scalar('string', { allowed: ['enabled'] }),
            'Keeps a failed step for a look inside.',
          ),
          beforeSteps: field(list(string), 'Steps that wait before they start.'),
        }),
        'Where the run waits for you.',
      ),
    }),
    'For finding errors. An alpha feature.',
  ),
  managedBy: field(string, 'Another controller that runs it, instead of Tekton.'),
});
