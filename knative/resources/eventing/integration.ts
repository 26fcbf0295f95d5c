/** Field tables of IntegrationSource and IntegrationSink, which speak to other systems. Eventing main of June 2026. */
import { lazily } from '../lazily.ts';
import { typeAndMeta } from '../meta.ts';
import { bool, field, object, scalar, string } from '../shape.ts';
import { statusFields } from '../status.ts';
import { aws } from './aws.ts';
import { eventingPages } from './pages.ts';
import { podTemplate } from './pods.ts';
import { sourceFields } from './sources.ts';
import { addressFields, policyFields, sourceStatusFields, status } from './status.ts';

const timer = lazily(() =>
  object('v1alpha1.Timer', {
    period: field(scalar('int'), 'Milliseconds between two events.', { default: 1000 }),
    message: field(string, 'The body of every event.', { required: true }),
    contentType: field(string, 'The media type of the body.', {
      default: 'text/plain',
      examples: ['text/plain', 'application/json'],
    }),
    repeatCount: field(scalar('int'), 'Events after which it ends; left out, it does not.'),
  }),
);

export const integrationSource = lazily(() =>
  object('v1alpha1.IntegrationSource', {
    ...typeAndMeta,
    spec: field(
      object('v1alpha1.IntegrationSourceSpec', {
        timer: field(timer(), 'Sends the same event again and again.', {
          docs: `${eventingPages.integrationSource}timer/`,
        }),
        aws: aws('s3', 'sqs', 'ddbStreams'),
        template: field(podTemplate(), 'Changes to the pod that makes the events.', {
          docs: eventingPages.integrationSource,
        }),
        ...sourceFields(),
      }),
      'Where the events come from, exactly one of `timer` and `aws`, and where they go.',
      { docs: eventingPages.integrationSource },
    ),
    status: status('v1alpha1.IntegrationSourceStatus', sourceStatusFields()),
  }),
);

const log = lazily(() =>
  object('v1alpha1.Log', {
    loggerName: field(string, 'The category of the log.', { default: 'log-sink' }),
    level: field(string, 'The level of the log.', {
      default: 'INFO',
      examples: ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'OFF'],
    }),
    marker: field(string, 'A marker put on every line.'),
    multiline: field(bool, 'One line for each piece of information.', { default: false }),
    logMask: field(bool, 'Masks passwords and the like.', { default: false }),
    showBody: field(bool, 'Shows the body of the event.', { default: true }),
    showBodyType: field(bool, 'Shows the Java type of the body.', { default: true }),
    showHeaders: field(bool, 'Shows the headers of the request.', { default: false }),
    showExchangePattern: field(bool, "Shows Camel's pattern of the exchange.", { default: true }),
    showProperties: field(bool, "Shows the exchange's custom properties.", { default: false }),
    showAllProperties: field(bool, "Shows the exchange's custom and internal properties.", {
      default: false,
    }),
    showStreams: field(bool, 'Shows bodies that are streams, which may then be used up.', {
      default: false,
    }),
    showCachedStreams: field(bool, 'Shows bodies that are cached streams.', { default: true }),
  }),
);

export const integrationSink = lazily(() =>
  object('v1alpha1.IntegrationSink', {
    ...typeAndMeta,
    spec: field(
      object('v1alpha1.IntegrationSinkSpec', {
        log: field(log(), 'Writes events to the log.', { docs: `${eventingPages.integrationSink}logger/` }),
        aws: aws('s3', 'sqs', 'sns'),
      }),
      'Where the events go: exactly one of `log` and `aws`.',
      { docs: eventingPages.integrationSink },
    ),
    status: status('v1alpha1.IntegrationSinkStatus', {
      ...statusFields,
      ...addressFields(),
      ...policyFields(),
    }),
  }),
);
