/** What the controller of builds reports. */
import { any, field, list, object, scalar, string, time } from '../shape.ts';
import { condition } from '../status.ts';

export const conditions = field(
  list(object('v1alpha1.Condition', condition.fields), undefined, { go: 'v1alpha1.Conditions' }),
  'How the object is doing; a build has the one condition `Succeeded`.',
  { readOnly: true },
);

const containerState = object('v1.ContainerState', {
  waiting: field(any, 'Why the container waits.', { readOnly: true }),
  running: field(any, 'Since when the container runs.', { readOnly: true }),
  terminated: field(any, 'How the container ended.', { readOnly: true }),
});

export const buildStatus = object('v1alpha1.BuildStatus', {
  builder: field(scalar('string', { go: 'v1alpha1.BuildProvider' }), 'What runs the build: `Cluster`.', {
    readOnly: true,
  }),
  cluster: field(
    object('v1alpha1.ClusterSpec', {
      namespace: field(string, 'Namespace of the pod.', { readOnly: true }),
      podName: field(string, 'Name of the pod that runs the steps.', { readOnly: true }),
    }),
    'Where the build runs.',
    { readOnly: true },
  ),
  google: field(
    object('v1alpha1.GoogleSpec', {
      operation: field(string, 'Name of the operation.', { readOnly: true }),
    }),
    'The operation of Google Cloud Build; never finished.',
    { readOnly: true },
  ),
  startTime: field(time, 'When the pod was created.', { readOnly: true }),
  completionTime: field(time, 'When the build ended, where it was cancelled or took too long.', {
    readOnly: true,
  }),
  stepStates: field(list(containerState), 'The states of the containers of the steps.', { readOnly: true }),
  stepsCompleted: field(list(string), 'The containers of the steps that have ended.', { readOnly: true }),
  conditions,
});
