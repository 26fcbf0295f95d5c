/** Field table of PipelineRun. Pipelines of August 2026. */
import { lazily } from '../lazily.ts';
import { typeAndMeta } from '../meta.ts';
import { type Field, type Fields, field, list, map, object, scalar, string } from '../shape.ts';
import { tektonPages } from './pages.ts';
import { param } from './params.ts';
import { pipelineRunResources } from './pipelineResources.ts';
import { pipelineSpec } from './pipelines.ts';
import { computeResources, overridesOf, podTemplate, specsOf } from './pods.ts';
import { pipelineRef } from './references.ts';
import { pipelineRunStatus } from './status.ts';
import { byVersion, type Version } from './version.ts';
import { workspaceBindings } from './workspaces.ts';

const docs = tektonPages.pipelineRuns;

const timeouts = lazily(() =>
  object('v1.TimeoutFields', {
    pipeline: field(string, 'For the whole run; `0` means without end.', {
      default: '1h0m0s',
      examples: ['1h', '0'],
      docs,
    }),
    tasks: field(string, 'For the tasks together; not more than `pipeline`.', { docs }),
    finally: field(string, 'For the `finally` tasks together; not more than `pipeline`.', { docs }),
  }),
);

const account = lazily(() => field(string, 'The account of the pods.', { default: 'default', docs }));

/** What single tasks need, under the names of the version. */
function taskRunSpecs(version: Version): Field {
  const own: Fields =
    version === 'v1'
      ? {
          serviceAccountName: account(),
          podTemplate: podTemplate(),
          stepSpecs: specsOf('steps'),
          sidecarSpecs: specsOf('sidecars'),
        }
      : {
          taskServiceAccountName: account(),
          taskPodTemplate: podTemplate(),
          stepOverrides: overridesOf('steps'),
          sidecarOverrides: overridesOf('sidecars'),
        };
  const shape = object(`${version}.PipelineTaskRunSpec`, {
    pipelineTaskName: field(string, 'The task of the pipeline that is meant.', { docs }),
    ...own,
    computeResources: computeResources(),
    timeout: field(string, 'How long it may take.', { docs }),
    metadata: field(
      object('v1.PipelineTaskMetadata', {
        labels: field(map(string), 'Labels of its run.', { docs }),
        annotations: field(map(string), 'Annotations of its run.', { docs }),
      }),
      'Labels and annotations of its run.',
      { docs },
    ),
  });
  return field(list(shape), 'What single tasks need.', { docs });
}

/** What all tasks need, which the beta says without a level of its own. */
function commonFields(version: Version): Fields {
  if (version === 'v1beta1') {
    return {
      serviceAccountName: account(),
      podTemplate: podTemplate(),
      timeout: field(string, 'For the whole run; replaced by `timeouts.pipeline`.', {
        deprecated: true,
        docs,
      }),
      resources: pipelineRunResources(),
    };
  }
  const shape = object('v1.PipelineTaskRunTemplate', {
    serviceAccountName: account(),
    podTemplate: podTemplate(),
  });
  return { taskRunTemplate: field(shape, 'What all tasks have in common.', { docs }) };
}

export const pipelineRun = byVersion((version) =>
  object(`${version}.PipelineRun`, {
    ...typeAndMeta,
    spec: field(
      object(`${version}.PipelineRunSpec`, {
        pipelineRef: field(pipelineRef(version), 'The Pipeline to run. Exclusive with `pipelineSpec`.', {
          docs,
        }),
        pipelineSpec: field(
          pipelineSpec(version),
          'The pipeline written here. Exclusive with `pipelineRef`.',
          { docs },
        ),
        params: field(list(param()), 'Values for the parameters of the pipeline.', { docs }),
        workspaces: workspaceBindings(),
        ...commonFields(version),
        timeouts: field(timeouts(), 'How long the run may take.', { docs }),
        taskRunSpecs: taskRunSpecs(version),
        status: field(
          scalar('string', {
            allowed: ['Cancelled', 'CancelledRunFinally', 'StoppedRunFinally', 'PipelineRunPending'],
            go: 'v1.PipelineRunSpecStatus',
          }),
          'Stops the run, with or without its `finally` tasks, or holds it before it starts.',
          { docs },
        ),
        managedBy: field(string, 'Another controller that runs it, in place of Tekton.', { docs }),
      }),
      'Which pipeline is run, with what.',
      { docs },
    ),
    status: pipelineRunStatus(version),
  }),
);
