/** Field tables of eventing.knative.dev/v1alpha1: EventPolicy and RequestReply. Eventing main of June 2026. */
import { labelSelector } from '../core/references.ts';
import { lazily } from '../lazily.ts';
import { typeAndMeta } from '../meta.ts';
import { embedded, field, list, object, scalar, string } from '../shape.ts';
import { statusFields } from '../status.ts';
import { delivery, filter } from './delivery.ts';
import { eventingPages } from './pages.ts';
import { localReference, reference } from './references.ts';
import { addressFields, policyFields, status } from './status.ts';

const docs = eventingPages.identity;
const readOnly = { readOnly: true } as const;

const sender = lazily(() =>
  object('v1alpha1.EventPolicySpecFrom', {
    ref: field(reference(), 'An object that sends events, such as a source.', { docs }),
    sub: field(string, 'The subject of the OIDC token of whoever sends events; may end in `*`.', {
      examples: ['system:serviceaccount:default:*'],
      docs,
    }),
  }),
);

const target = lazily(() =>
  object('v1alpha1.EventPolicySpecTo', {
    ref: field(localReference(), 'One object by name, in the namespace of the policy.', { docs }),
    selector: field(
      object('v1alpha1.EventPolicySelector', {
        ...embedded('LabelSelector', labelSelector.fields),
        ...embedded('TypeMeta', {
          apiVersion: field(string, 'API version of the objects.', { required: true }),
          kind: field(string, 'Kind of the objects.', { required: true }),
        }),
      }),
      'All objects of a kind with these labels, in the namespace of the policy.',
      { docs },
    ),
  }),
);

export const eventPolicy = lazily(() =>
  object('v1alpha1.EventPolicy', {
    ...typeAndMeta,
    spec: field(
      object('v1alpha1.EventPolicySpec', {
        to: field(list(target()), 'What the policy protects; left out, all of the namespace.', { docs }),
        from: field(list(sender()), 'Who may send events there.', { required: true, docs }),
        filters: field(
          list(filter()),
          'Which events may be sent: all of these must match. Left out, all of them.',
          { docs },
        ),
      }),
      'Who may send which events to what. Needs the feature `authentication-oidc`.',
      { docs },
    ),
    status: status('v1alpha1.EventPolicyStatus', {
      ...statusFields,
      from: field(list(string), 'The subjects that may send.', readOnly),
    }),
  }),
);

export const requestReply = lazily(() =>
  object('v1alpha1.RequestReply', {
    ...typeAndMeta,
    spec: field(
      object('v1alpha1.RequestReplySpec', {
        brokerRef: field(
          localReference(),
          'The Broker the requests go to and the replies come from, in the same namespace.',
          { required: true, docs: eventingPages.brokers },
        ),
        correlationAttribute: field(
          string,
          'The attribute that is set on every request and tells which it is.',
          { default: 'correlationid' },
        ),
        replyAttribute: field(string, 'The attribute by which a reply says which request it answers.', {
          default: 'replyid',
        }),
        timeout: field(string, 'How long to wait for the reply, as an ISO 8601 duration.', {
          examples: ['PT30S'],
        }),
        delivery: field(delivery(), 'What happens to requests that the Broker does not accept.', {
          docs: eventingPages.delivery,
        }),
      }),
      'How an event sent as a request waits for the event that answers it.',
      { docs: eventingPages.brokers },
    ),
    status: status('v1alpha1.RequestReplyStatus', {
      ...statusFields,
      ...addressFields(),
      ...policyFields(),
      desiredReplicas: field(scalar('int'), 'Instances that should run.', readOnly),
      readyReplicas: field(scalar('int'), 'Instances that are ready.', readOnly),
    }),
  }),
);
