/** Field table of JobSink (sinks.knative.dev/v1alpha1), which runs a job for every event. Eventing main of June 2026. */
import { lazily } from '../lazily.ts';
import { typeAndMeta } from '../meta.ts';
import { field, object, string } from '../shape.ts';
import { statusFields } from '../status.ts';
import { eventingPages } from './pages.ts';
import { job } from './pods.ts';
import { addressFields, policyFields, status } from './status.ts';

export const jobSink = lazily(() =>
  object('v1alpha1.JobSink', {
    ...typeAndMeta,
    spec: field(
      object('v1alpha1.JobSinkSpec', {
        job: field(
          job(),
          'The job that is run for every event; it finds the event in the file `/etc/jobsink-event/event`.',
          { required: true, docs: eventingPages.sinks },
        ),
      }),
      'The job that takes an event.',
      { docs: eventingPages.sinks },
    ),
    status: status('v1alpha1.JobSinkStatus', {
      ...statusFields,
      ...addressFields(),
      ...policyFields(),
      job: field(
        object('v1alpha1.JobStatus', {
          selector: field(string, 'Labels of the jobs that were made.', { readOnly: true }),
        }),
        'The jobs that were made.',
        { readOnly: true },
      ),
    }),
  }),
);
