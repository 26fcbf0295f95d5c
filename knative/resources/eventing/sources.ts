/** Field tables of sources.knative.dev/v1: PingSource and ApiServerSource. Eventing main of June 2026. */
import { labelSelector } from '../core/references.ts';
import { lazily } from '../lazily.ts';
import { typeAndMeta } from '../meta.ts';
import { any, bool, field, list, object, scalar, string } from '../shape.ts';
import { ceOverrides } from './delivery.ts';
import { eventingPages } from './pages.ts';
import { destination } from './references.ts';
import { sourceStatusFields, status } from './status.ts';

/** What every source says of its events. */
export const sourceFields = lazily(() => ({
  sink: field(destination(), 'Where the events go.', { required: true, docs: eventingPages.sinks }),
  ceOverrides: field(ceOverrides(), 'Changes made to every event before it is sent.'),
}));

const ping = eventingPages.pingSource;

/** v1; v1beta2 has the same fields. */
export const pingSource = lazily(() =>
  object('v1.PingSource', {
    ...typeAndMeta,
    spec: field(
      object('v1.PingSourceSpec', {
        schedule: field(
          string,
          'When an event is sent, as a cron expression of five fields, or six with seconds in front; also `@hourly` and the like.',
          { default: '* * * * *', examples: ['*/5 * * * *', '0 8 * * 1-5', '@hourly'], docs: ping },
        ),
        timezone: field(
          string,
          "The time zone of the schedule by its IANA name; left out, the cluster's own, usually UTC.",
          { examples: ['Europe/Berlin', 'Asia/Seoul', 'UTC'], docs: ping },
        ),
        contentType: field(
          string,
          'The media type of the data. With `application/json` the data must be a JSON object.',
          { examples: ['application/json', 'text/plain'], docs: ping },
        ),
        data: field(string, 'The body of the event as text. Exclusive with `dataBase64`.', { docs: ping }),
        dataBase64: field(string, 'The body of the event in base64, for data that is not text.', {
          docs: ping,
        }),
        ...sourceFields(),
      }),
      'When which event is sent where.',
      { docs: ping },
    ),
    status: status('v1.PingSourceStatus', sourceStatusFields()),
  }),
);

const apiServer = eventingPages.apiServerSource;

const watched = lazily(() =>
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
);

const apiServerFields = lazily(() => ({
  resources: field(list(watched()), 'Which objects are watched.', { required: true, docs: apiServer }),
  mode: field(
    scalar('string', { allowed: ['Reference', 'Resource'] }),
    'What an event carries: only a `Reference` to the object, or the whole `Resource`.',
    { default: 'Reference', docs: apiServer },
  ),
  owner: field(
    object('v1.APIVersionKind', {
      apiVersion: field(string, 'Group and version of the owner.', { required: true }),
      kind: field(string, 'Kind of the owner.', { required: true }),
    }),
    'Only objects that are controlled by an owner of this kind.',
    { docs: apiServer },
  ),
  serviceAccountName: field(
    string,
    'The account that watches; it needs the right to list and watch the objects.',
    { default: 'default', docs: apiServer },
  ),
  namespaceSelector: field(
    labelSelector,
    'Watches the namespaces with these labels instead of its own; an empty one means all.',
    { docs: apiServer },
  ),
  ...sourceFields(),
}));

export const apiServerSource = lazily(() =>
  object('v1.ApiServerSource', {
    ...typeAndMeta,
    spec: field(
      object(
        'v1.ApiServerSourceSpec',
        {
          ...apiServerFields(),
          filters: field(
            list(any),
            'Filters on the events; only where the feature `new-apiserversource-filters` is on.',
            { feature: 'new-apiserversource-filters', docs: apiServer },
          ),
          disableCache: field(bool, 'Watches without keeping all objects in memory.', { docs: apiServer }),
        },
        { open: true, declared: Object.keys(apiServerFields()) },
      ),
      'Which changes in the cluster become events, and where they go.',
      { docs: apiServer },
    ),
    status: status('v1.ApiServerSourceStatus', {
      ...sourceStatusFields(),
      namespaces: field(list(string), 'The namespaces that are watched.', { readOnly: true }),
    }),
  }),
);
