/** Steps, sidecars, and what all steps have in common. Pipelines of August 2026. */
import { container, resourceRequirements } from '../core.ts';
import { lazily } from '../lazily.ts';
import { type Field, type Fields, field, list, object, scalar, string } from '../shape.ts';
import { tektonPages } from './pages.ts';
import { param, stepResult, when } from './params.ts';
import { stepRef } from './references.ts';
import { byVersion, type Version } from './version.ts';
import { workspaceUsages } from './workspaces.ts';

const docs = `${tektonPages.tasks}#defining-steps`;

/** What every container of a task may say, by the names of core/v1. */
const common = [
  'image',
  'command',
  'args',
  'workingDir',
  'env',
  'envFrom',
  'volumeMounts',
  'volumeDevices',
  'imagePullPolicy',
  'securityContext',
] as const;

/** What only containers may say that run beside others. */
const beside = [
  'ports',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'terminationMessagePath',
  'terminationMessagePolicy',
  'stdin',
  'stdinOnce',
  'tty',
] as const;

function taken(names: readonly (keyof typeof container.fields)[]): Fields {
  return Object.fromEntries<Field>(names.map((name) => [name, container.fields[name]]));
}

/** CPU and memory, under the name of the version. */
function resources(version: Version): Fields {
  const table = field(
    resourceRequirements,
    'CPU and memory of the container. Steps run one after the other, and Tekton sees to it that their requests are not added up.',
    { docs: tektonPages.computeResources },
  );
  return version === 'v1' ? { computeResources: table } : { resources: table };
}

/** Fields of a container that steps had in the beta and that never had an effect. */
function withoutEffect(version: Version): Fields {
  if (version === 'v1') return {};
  const fields = beside.map((name) => {
    const { shape } = container.fields[name];
    return [name, field(shape, 'Without effect in a step; gone in v1.', { deprecated: true, docs })] as const;
  });
  return Object.fromEntries<Field>(fields);
}

const script = lazily(() =>
  field(
    string,
    'A script that is written to a file and run, in place of `command`; its first line may name the interpreter (`#!`).',
    { docs: `${tektonPages.tasks}#running-scripts-within-steps` },
  ),
);

const output = lazily(() =>
  object('v1.StepOutputConfig', { path: field(string, 'The file that the stream is copied to.', { docs }) }),
);

export const step = byVersion((version) =>
  object(`${version}.Step`, {
    name: field(string, 'Name of the step, a DNS label; its container is called `step-NAME`.', {
      required: true,
      docs,
    }),
    displayName: field(string, 'Name of the step for people.', { docs }),
    ...taken(common),
    ...resources(version),
    script: script(),
    timeout: field(string, 'How long the step may take.', { examples: ['5m'], docs }),
    onError: field(
      scalar('string', { allowed: ['continue', 'stopAndFail'], go: 'v1.OnErrorType' }),
      'What a failure of the step means: the next one runs all the same, or the task fails.',
      { default: 'stopAndFail', docs },
    ),
    workspaces: workspaceUsages(),
    stdoutConfig: field(output(), 'Copies the standard output to a file.', { docs }),
    stderrConfig: field(output(), 'Copies the standard error to a file.', { docs }),
    ref: field(stepRef(), 'A StepAction that says what the step does.', { docs: tektonPages.stepActions }),
    params: field(list(param()), 'Values for the parameters of the StepAction.', {
      docs: tektonPages.stepActions,
    }),
    results: field(list(stepResult()), 'Results that the step writes.', { docs: tektonPages.stepActions }),
    when: field(list(when()), 'The step runs only if all of these hold.', { docs }),
    ...withoutEffect(version),
  }),
);

export const sidecar = byVersion((version) =>
  object(`${version}.Sidecar`, {
    name: field(string, 'Name of the sidecar.', {
      required: true,
      docs: `${tektonPages.tasks}#specifying-sidecars`,
    }),
    ...taken(common),
    ...taken(beside),
    ...resources(version),
    script: script(),
    restartPolicy: field(container.fields.restartPolicy.shape, 'Whether the sidecar is restarted.', {
      docs: `${tektonPages.tasks}#specifying-sidecars`,
    }),
    workspaces: workspaceUsages(),
  }),
);

/** What all steps have in common; a step's own words win. */
export const stepTemplate = byVersion((version) => {
  const name = field(string, 'Without effect; gone in v1.', { deprecated: true, docs });
  return object(`${version}.StepTemplate`, {
    ...taken(common),
    ...resources(version),
    ...(version === 'v1beta1' && { name }),
    ...withoutEffect(version),
  });
});
