/** Sources and bindings: where events come from. Eventing main of June 2026. */
import { any, bool, field, list, object, scalar, string } from '../shape.ts';
import { labelSelector, sourceFields } from './parts.ts';

export const pingSourceSpec = object('v1.PingSourceSpec', {
  schedule: field(
    string,
    'When an event is sent, as a cron expression of five fields, or six with seconds in front; also `@hourly` and the like.',
    { default: '* * * * *', examples: ['*/5 * * * *', '0 8 * * 1-5', '@hourly'] },
  ),
  timezone: field(
    string,
    "The time zone of the schedule by its IANA name. Without it, the cluster's own, usually UTC.",
    {
      examples: ['Europe/Berlin', 'Asia/Seoul', 'UTC'],
    },
  ),
  contentType: field(
    string,
    'The media type of the data. With `application/json` the data must be a JSON object.',
    {
      examples: ['application/json', 'text/plain'],
    },
  ),
  data: field(string, 'The body of the event as text. Not together with `dataBase64`.'),
  dataBase64: field(string, 'The body of the event, base64 encoded, for data that is not text.'),
  ...sourceFields,
});

export const apiServerSourceSpec = object(
  'v1.ApiServerSourceSpec',
  {
    resources: field(
      list(
        object('v1.APIVersionKindSelector', {
          apiVersion: field(string, 'Group and version of the objects that are watched.', {
            required: true,
            examples: ['v1', 'apps/v1'],
          }),
          kind: field(string, 'Kind of the objects that are watched.', {
            required: true,
            examples: ['Event', 'Pod'],
          }),
          selector: field(labelSelector, 'Only objects with these labels.'),
        }),
      ),
      'Which objects are watched.',
      { required: true },
    ),
    mode: field(
      scalar('string', { allowed: ['Reference', 'Resource'] }),
      'What an event carries: only a `Reference` to the object, or the whole `Resource`.',
      { default: 'Reference' },
    ),
    owner: field(
      object('v1.APIVersionKind', {
        apiVersion: field(string, 'Group and version of the owner.', { required: true }),
        kind: field(string, 'Kind of the owner.', { required: true }),
      }),
      'Only objects that are controlled by an owner of this kind.',
    ),
    serviceAccountName: field(
      string,
      'The account that watches; it needs the right to list and watch the resources.',
      {
        default: 'default',
      },
    ),
    namespaceSelector: field(
      labelSelector,
      'Watches the namespaces with these labels instead of its own; an empty one means all.',
    ),
    filters: field(
      list(any),
      'Filters on the events. Only where the feature `new-apiserversource-filters` is on.',
      {
        feature: 'new-apiserversource-filters',
      },
    ),
    disableCache: field(bool, 'Watches without a cache of all objects, which saves memory.'),
    ...sourceFields,
  },
  { open: true },
);

export const containerSourceSpec = object('v1.ContainerSourceSpec', {
  template: field(
    any,
    'The pod that makes the events: `spec.containers` with an image that sends to the address in `K_SINK`.',
    {
      required: true,
    },
  ),
  ...sourceFields,
});

export const sinkBindingSpec = object('v1.SinkBindingSpec', {
  subject: field(
    object('tracker.Reference', {
      apiVersion: field(string, 'Group and version of the objects that get the address.', {
        required: true,
        examples: ['apps/v1', 'batch/v1', 'serving.knative.dev/v1'],
      }),
      kind: field(string, 'Kind of the objects that get the address.', {
        required: true,
        examples: ['Deployment', 'Job', 'CronJob', 'Service'],
      }),
      namespace: field(string, 'Must be the namespace of the binding, which is also the default.'),
      name: field(string, 'One object by name; or `selector`.'),
      selector: field(labelSelector, 'All objects with these labels; or `name`.'),
    }),
    'Whose pods get the address of the sink, in the environment variables `K_SINK` and `K_CE_OVERRIDES`.',
    { required: true },
  ),
  ...sourceFields,
});
