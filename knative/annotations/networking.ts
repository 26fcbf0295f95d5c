/** The annotations and labels of Knative's networking (knative.dev/networking pkg/apis/networking/register.go). */
import { known, type AnnotationPlace, type KnownAnnotation } from './known.ts';

const group = 'networking.knative.dev';
const entrances: readonly AnnotationPlace[] = ['Service', 'Route', 'DomainMapping'];

export const networkingAnnotations: readonly KnownAnnotation[] = [
  known({
    key: `${group}/ingress-class`,
    aliases: [`${group}/ingress.class`],
    places: entrances,
    doc: 'Which networking layer brings requests here, where the cluster has several.',
    examples: [
      'kourier.ingress.networking.knative.dev',
      'istio.ingress.networking.knative.dev',
      'contour.ingress.networking.knative.dev',
      'gateway-api.ingress.networking.knative.dev',
    ],
    docs: 'https://knative.dev/docs/serving/services/ingress-class/',
  }),
  known({
    key: `${group}/certificate-class`,
    aliases: [`${group}/certificate.class`],
    places: entrances,
    doc: 'Who issues the certificate of the address, where the cluster has several issuers.',
    examples: ['cert-manager.certificate.networking.knative.dev'],
    docs: 'https://knative.dev/docs/serving/services/certificate-class/',
  }),
  known({
    key: `${group}/disable-external-domain-tls`,
    aliases: [`${group}/disable-auto-tls`, `${group}/disableAutoTLS`],
    places: entrances,
    doc: 'Leaves the address without a certificate although the cluster gives one to each.',
    allowed: ['true', 'false'],
    default: 'false',
    docs: 'https://knative.dev/docs/serving/encryption/external-domain-tls/',
  }),
  known({
    key: `${group}/http-protocol`,
    aliases: [`${group}/httpOption`],
    places: entrances,
    doc: 'What becomes of plain HTTP requests: they are served, or redirected to HTTPS.',
    allowed: ['enabled', 'redirected'],
    default: 'enabled',
    docs: 'https://knative.dev/docs/serving/services/http-protocol/',
  }),
  known({
    key: `${group}/visibility`,
    aliases: ['serving.knative.dev/visibility'],
    of: 'label',
    places: ['Service', 'Route'],
    doc: 'Makes the address reachable from within the cluster only. Without this label it is public.',
    allowed: ['cluster-local'],
    docs: 'https://knative.dev/docs/serving/services/private-services/',
  }),
];
