/** What Eventing's controllers report: addresses, sinks, identities. */
import { embedded, type Field, field, list, object, string, url } from '../shape.ts';
import { lazily } from '../lazily.ts';
import { addressable, statusFields } from '../status.ts';

const readOnly = { readOnly: true } as const;

/** The account a controller made for sending events. */
const auth = lazily(() =>
  field(
    object('v1.AuthStatus', {
      serviceAccountName: field(string, 'The account.', readOnly),
      serviceAccountNames: field(list(string), 'The accounts, where there are several.', readOnly),
    }),
    'As whom events are sent, where the feature `authentication-oidc` is on.',
    readOnly,
  ),
);

/** Of whoever sends events for others. */
export const senderFields = lazily(() => ({ auth: auth() }));

/** Of whatever events can be sent to. */
export const addressFields = lazily(() =>
  embedded('AddressStatus', {
    address: field(addressable, 'Where events can be sent.', readOnly),
    addresses: field(list(addressable), 'All its addresses, with and without TLS.', readOnly),
  }),
);

/** Of whatever EventPolicies apply to. */
export const policyFields = lazily(() =>
  embedded('AppliedEventPoliciesStatus', {
    policies: field(
      list(
        object('v1.AppliedEventPolicyRef', {
          apiVersion: field(string, 'API version of the policy.', readOnly),
          name: field(string, 'Name of the policy.', readOnly),
        }),
      ),
      'The EventPolicies that say who may send events here.',
      readOnly,
    ),
  }),
);

/** Where events go that could not be delivered. */
export const deadLetterFields = lazily(() => ({
  deadLetterSinkUri: field(url, 'Where events go that could not be delivered.', readOnly),
  deadLetterSinkCACerts: field(string, 'Certificates that address is trusted with.', readOnly),
  deadLetterSinkAudience: field(string, 'OIDC audience of that address.', readOnly),
}));

/** The status of every source (duck/v1 SourceStatus). */
export const sourceStatusFields = lazily(() => ({
  ...statusFields,
  ...senderFields(),
  sinkUri: field(url, 'Where the events go.', readOnly),
  sinkCACerts: field(string, 'Certificates that address is trusted with.', readOnly),
  sinkAudience: field(string, 'OIDC audience of that address.', readOnly),
  ceAttributes: field(
    list(
      object('v1.CloudEventAttributes', {
        type: field(string, 'Type of the events.', readOnly),
        source: field(string, 'Source of the events.', readOnly),
      }),
    ),
    'The kinds of events it sends.',
    readOnly,
  ),
}));

/** The field `status` of a kind. */
export function status(go: string, fields: Readonly<Record<string, Field>>): Field {
  return field(object(go, fields), 'What the controllers report. Never part of a manifest.', readOnly);
}
