/** Status of Knative's kinds as controllers write it: conditions, addresses, observed generation. */
import { embedded, field, int64, list, map, object, scalar, string, time, url } from './shape.ts';

export const condition = object('apis.Condition', {
  type: field(
    scalar('string', { go: 'apis.ConditionType' }),
    'What the condition is about, such as `Ready`.',
    {
      required: true,
      readOnly: true,
    },
  ),
  status: field(scalar('string', { go: 'v1.ConditionStatus' }), '`True`, `False` or `Unknown`.', {
    required: true,
    readOnly: true,
  }),
  severity: field(
    scalar('string', { go: 'apis.ConditionSeverity' }),
    'Empty for an error that keeps the object from being ready; `Warning` or `Info` otherwise.',
    { readOnly: true },
  ),
  lastTransitionTime: field(time, 'When the status last changed.', { readOnly: true }),
  reason: field(string, 'One word for the cause, meant for programs.', { readOnly: true }),
  message: field(string, 'A sentence about the cause, meant for people.', { readOnly: true }),
});

export const addressable = object('v1.Addressable', {
  name: field(string, 'Name of the address.', { readOnly: true }),
  url: field(url, 'The address.', { readOnly: true }),
  CACerts: field(string, 'Certificates, in PEM, that the address is to be trusted with.', { readOnly: true }),
  audience: field(string, 'Audience a caller’s token must be made for.', { readOnly: true }),
});

/** The part every status embeds (duck/v1 Status). */
export const statusFields = embedded('Status', {
  observedGeneration: field(int64, 'The generation of the spec this status speaks of.', { readOnly: true }),
  conditions: field(
    list(condition, undefined, { go: 'v1.Conditions' }),
    'How the object is doing, by aspect.',
    {
      readOnly: true,
    },
  ),
  annotations: field(map(string), 'Details the controllers keep here.', { readOnly: true }),
});
