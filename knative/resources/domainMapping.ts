/** Field table of DomainMapping (serving.knative.dev/v1beta1; v1alpha1 has the same fields). */
import { typeAndMeta } from './meta.ts';
import { field, type Infer, object, string, url } from './shape.ts';
import { addressable, statusFields } from './status.ts';

const domainDoc = 'https://knative.dev/docs/serving/services/custom-domains/';

export const domainMapping = object('v1beta1.DomainMapping', {
  ...typeAndMeta,
  spec: field(
    object('v1beta1.DomainMappingSpec', {
      ref: field(
        object('v1.KReference', {
          kind: field(string, 'Kind of the target, usually `Service`.', {
            required: true,
            examples: ['Service', 'Route'],
            docs: domainDoc,
          }),
          namespace: field(
            string,
            'Namespace of the target: the same as that of the mapping, and filled in with it.',
          ),
          name: field(string, 'Name of the target.', { required: true, docs: domainDoc }),
          apiVersion: field(string, 'API version of the target.', {
            examples: ['serving.knative.dev/v1'],
            docs: domainDoc,
          }),
          group: field(string, 'Group of the target without a version. Refused here: use `apiVersion`.'),
          address: field(string, 'Which of the target’s addresses is meant, where it has several.'),
        }),
        'What the domain leads to: a Knative Service or Route in the same namespace, or anything with an address.',
        { required: true, docs: domainDoc },
      ),
      tls: field(
        object('v1beta1.SecretTLS', {
          secretName: field(string, 'Secret with the certificate and its key, in the same namespace.', {
            required: true,
          }),
        }),
        'A certificate of your own for this domain.',
        { docs: domainDoc },
      ),
    }),
    'The target of the domain, and its certificate.',
  ),
  status: field(
    object('v1beta1.DomainMappingStatus', {
      ...statusFields,
      url: field(url, 'The address of the domain.', { readOnly: true }),
      address: field(addressable, 'The address as other objects refer to it.', { readOnly: true }),
    }),
    'What the controllers report. Never part of a manifest.',
    { readOnly: true },
  ),
});

export type DomainMapping = Infer<typeof domainMapping>;
