/** The pods and jobs that Eventing's kinds hold; their CRDs take them as they come. */
import { podSpec } from '../core.ts';
import { labelSelector } from '../core/references.ts';
import { lazily } from '../lazily.ts';
import { templateMeta } from '../meta.ts';
import { any, bool, field, int32, int64, object, scalar, string } from '../shape.ts';

const asItComes = { open: true, declared: [] } as const;

/** `core/v1 PodTemplateSpec`. */
export const podTemplate = lazily(() =>
  object(
    'v1.PodTemplateSpec',
    {
      metadata: field(templateMeta, 'Labels and annotations of the pods.'),
      spec: field(podSpec, 'The containers of the pods.', { required: true }),
    },
    asItComes,
  ),
);

/** `batch/v1 JobSpec`. */
const jobSpec = lazily(() =>
  object('v1.JobSpec', {
    template: field(podTemplate(), 'The pods of the job; their `restartPolicy` is `Never` or `OnFailure`.', {
      required: true,
    }),
    parallelism: field(int32, 'Pods that run at the same time.', { default: 1 }),
    completions: field(int32, 'Pods that must succeed; left out, one success is enough.'),
    completionMode: field(
      scalar('string', { allowed: ['NonIndexed', 'Indexed'] }),
      'Whether each pod gets an index of its own.',
      { default: 'NonIndexed' },
    ),
    backoffLimit: field(int32, 'How often the job is tried again before it has failed.', { default: 6 }),
    backoffLimitPerIndex: field(int32, 'The same for each index of an `Indexed` job.'),
    maxFailedIndexes: field(int32, 'Indexes that may fail before the job does.'),
    activeDeadlineSeconds: field(int64, 'Seconds after which the job is ended in any case.'),
    ttlSecondsAfterFinished: field(int32, 'Seconds after its end when the job is deleted.'),
    suspend: field(bool, 'Holds the job before it starts.', { default: false }),
    podFailurePolicy: field(any, 'What single failures of pods mean for the job.'),
    podReplacementPolicy: field(
      scalar('string', { allowed: ['TerminatingOrFailed', 'Failed'] }),
      'When a pod that ends is replaced.',
    ),
    successPolicy: field(any, 'When the job counts as done although not all pods have succeeded.'),
    managedBy: field(string, 'Another controller that runs the job.'),
    manualSelector: field(bool, 'Whether `selector` is taken as it is written.'),
    selector: field(labelSelector, 'The pods of the job; written by the cluster.'),
  }),
);

/** `batch/v1 Job`. */
export const job = lazily(() =>
  object(
    'v1.Job',
    {
      apiVersion: field(string, 'Group and version of the job.', { examples: ['batch/v1'] }),
      kind: field(string, 'Kind of the job.', { examples: ['Job'] }),
      metadata: field(templateMeta, 'Labels and annotations of the jobs; their names are made up.'),
      spec: field(jobSpec(), 'What the jobs do.', { required: true }),
    },
    asItComes,
  ),
);
