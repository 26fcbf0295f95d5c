/** Field tables of flows.knative.dev/v1: Sequence and Parallel. Eventing main of June 2026. */
import { lazily } from '../lazily.ts';
import { typeAndMeta } from '../meta.ts';
import { any, embedded, type Field, field, list, object, string } from '../shape.ts';
import { condition, statusFields } from '../status.ts';
import { delivery } from './delivery.ts';
import { eventingPages } from './pages.ts';
import { channelTemplate, destination } from './references.ts';
import { addressFields, policyFields, senderFields, status } from './status.ts';

const readOnly = { readOnly: true } as const;

const objectReference = lazily(() =>
  object('v1.ObjectReference', {
    apiVersion: field(string, 'API version of the object.', readOnly),
    kind: field(string, 'Kind of the object.', readOnly),
    name: field(string, 'Name of the object.', readOnly),
    namespace: field(string, 'Namespace of the object.', readOnly),
    uid: field(string, 'Uid of the object.', readOnly),
    resourceVersion: field(string, 'Version of the object.', readOnly),
    fieldPath: field(string, 'Part of the object.', readOnly),
  }),
);

/** How one of the objects a flow is made of is doing. */
function partStatus(go: string, part: 'channel' | 'subscription'): Field {
  return field(
    list(
      object(go, {
        [part]: field(objectReference(), 'The object that was made.', readOnly),
        ready: field(condition, 'Whether it is ready.', readOnly),
      }),
    ),
    `How the ${part}s are doing.`,
    readOnly,
  );
}

export const sequence = lazily(() =>
  object('v1.Sequence', {
    ...typeAndMeta,
    spec: field(
      object('v1.SequenceSpec', {
        steps: field(
          list(
            object('v1.SequenceStep', {
              ...destination().fields,
              delivery: field(delivery(), 'What happens to events that this step does not accept.', {
                docs: eventingPages.delivery,
              }),
            }),
          ),
          'The steps in order: the answer of each is the input of the next.',
          { required: true, docs: eventingPages.sequence },
        ),
        channelTemplate: field(
          channelTemplate(),
          "The kind of channel between the steps; left out, the cluster's default.",
          { docs: eventingPages.sequence },
        ),
        reply: field(destination(), 'Where the answer of the last step goes; left out, it is dropped.', {
          docs: eventingPages.sequence,
        }),
      }),
      'The steps an event goes through, and what becomes of the last answer.',
      { docs: eventingPages.sequence },
    ),
    status: status('v1.SequenceStatus', {
      ...statusFields,
      ...addressFields(),
      ...policyFields(),
      ...senderFields(),
      channelStatuses: partStatus('v1.SequenceChannelStatus', 'channel'),
      subscriptionStatuses: partStatus('v1.SequenceSubscriptionStatus', 'subscription'),
    }),
  }),
);

/** The conditions of a Parallel, whose CRD drops the time. */
const conditions = lazily(() => {
  const { lastTransitionTime, ...fields } = condition.fields;
  const dropped = { ...lastTransitionTime, pruned: true };
  return embedded('Status', {
    conditions: field(
      list(object('apis.Condition', { ...fields, lastTransitionTime: dropped }), undefined, {
        go: 'v1.Conditions',
      }),
      'How the object is doing, by aspect.',
      readOnly,
    ),
  });
});

const branchFields = lazily(() => ({
  filter: field(
    destination(),
    'Asked first with each event: only where it answers with a body does the subscriber get the event.',
    { docs: eventingPages.parallel },
  ),
  subscriber: field(destination(), 'Who gets the events of this branch.', {
    required: true,
    docs: eventingPages.parallel,
  }),
  reply: field(destination(), 'Where the answers of this branch go; wins over the common `reply`.', {
    docs: eventingPages.parallel,
  }),
  delivery: field(delivery(), 'What happens to events that this branch does not accept.', {
    docs: eventingPages.delivery,
  }),
}));

export const parallel = lazily(() =>
  object('v1.Parallel', {
    ...typeAndMeta,
    spec: field(
      object('v1.ParallelSpec', {
        branches: field(
          list(
            object('v1.ParallelBranch', branchFields(), {
              open: true,
              declared: Object.keys(branchFields()),
            }),
          ),
          'The branches; each gets every event.',
          { required: true, docs: eventingPages.parallel },
        ),
        channelTemplate: field(
          channelTemplate(),
          "The kind of channel in front of the branches; left out, the cluster's default.",
          { docs: eventingPages.parallel },
        ),
        reply: field(destination(), 'Where the answers of branches go that have no reply of their own.', {
          docs: eventingPages.parallel,
        }),
      }),
      'The branches an event takes, and what becomes of their answers.',
      { docs: eventingPages.parallel },
    ),
    status: status('v1.ParallelStatus', {
      ...statusFields,
      ...conditions(),
      ...addressFields(),
      ...policyFields(),
      ...senderFields(),
      ingressChannelStatus: field(any, 'How the channel in front of the branches is doing.', readOnly),
      branchStatuses: field(list(any), 'How the branches are doing.', readOnly),
    }),
  }),
);
