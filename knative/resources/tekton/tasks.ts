/** Field tables of Task and StepAction. Pipelines of August 2026. */
import { container, podSpecFields } from '../core.ts';
import { lazily } from '../lazily.ts';
import { typeAndMeta } from '../meta.ts';
import { bool, type Fields, field, list, object, string } from '../shape.ts';
import { tektonPages } from './pages.ts';
import { paramSpec, stepResult, taskResult } from './params.ts';
import { sidecar, step, stepTemplate } from './steps.ts';
import { byVersion, type Version } from './version.ts';
import { workspaceDeclarations } from './workspaces.ts';

const docs = tektonPages.tasks;

export const taskSpec = byVersion((version) =>
  object(`${version}.TaskSpec`, {
    displayName: field(string, 'Name of the task for people.', { docs }),
    description: field(string, 'What the task does.', { docs }),
    params: field(list(paramSpec()), 'The parameters that a run gives.', {
      docs: `${docs}#specifying-parameters`,
    }),
    workspaces: workspaceDeclarations(),
    results: field(list(taskResult()), 'The results that other tasks can use.', {
      docs: `${docs}#emitting-results`,
    }),
    stepTemplate: field(stepTemplate(version), "What all steps have in common; a step's own words win.", {
      docs: `${docs}#specifying-a-step-template`,
    }),
    steps: field(list(step(version)), 'The containers, run one after the other in one pod.', {
      required: true,
      docs: `${docs}#defining-steps`,
    }),
    sidecars: field(list(sidecar(version)), 'Containers that run beside the steps.', {
      docs: `${docs}#specifying-sidecars`,
    }),
    volumes: field(podSpecFields.volumes.shape, 'Storage the steps can mount.', {
      docs: `${docs}#specifying-volumes`,
    }),
    ...taskResources(version),
  }),
);

/** PipelineResources, which the beta still carries without using them. */
function taskResources(version: Version): Fields {
  if (version === 'v1') return {};
  const resource = object('v1beta1.TaskResource', {
    name: field(string, 'Name of the resource.', { required: true }),
    type: field(string, 'Type of the resource.', { required: true }),
    description: field(string, 'What the resource is for.'),
    targetPath: field(string, 'Folder of the resource.'),
    optional: field(bool, 'Whether it may be left out.'),
  });
  const shape = object('v1beta1.TaskResources', {
    inputs: field(list(resource), 'Resources the task reads.'),
    outputs: field(list(resource), 'Resources the task writes.'),
  });
  return {
    resources: field(shape, 'PipelineResources were removed; use parameters, workspaces and results.', {
      deprecated: true,
      docs,
    }),
  };
}

export const task = byVersion((version) =>
  object(`${version}.Task`, {
    ...typeAndMeta,
    spec: field(taskSpec(version), 'The steps of the task, and what they need.', { docs }),
  }),
);

export const stepAction = lazily(() => {
  const { command, args, workingDir, env, volumeMounts, securityContext, image } = container.fields;
  const spec = object('v1beta1.StepActionSpec', {
    description: field(string, 'What the step does.', { docs: tektonPages.stepActions }),
    params: field(list(paramSpec()), 'The parameters that a step gives.', { docs: tektonPages.stepActions }),
    results: field(list(stepResult()), 'The results that the step writes.', {
      docs: tektonPages.stepActions,
    }),
    image,
    command,
    args,
    script: step('v1').fields.script,
    workingDir,
    env,
    volumeMounts,
    securityContext,
  });
  return object('v1beta1.StepAction', {
    ...typeAndMeta,
    spec: field(spec, 'What a step does that refers to this.', { docs: tektonPages.stepActions }),
  });
});
