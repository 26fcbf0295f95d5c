/** What a Route keeps: an Ingress with the split, and placeholder Services that hold its host names (serving pkg/reconciler/route/resources). */
import type { Json, JsonObject } from '#knative/json.ts';
import { annotationsOf, type ApiObject, labelsOf, nameOf, namespaceOf, textAt } from '../../api/object.ts';
import { childName, ownedBy } from '../owners.ts';
import { type DomainSettings, domainOf, hostOf, internalHostOf, isInternal } from './domains.ts';
import { annotation, label, without } from './names.ts';
import type { Rollout } from './rollout.ts';
import { rolloutText } from './rolloutAnnotation.ts';
import { sharesBehind, tagsOf, type Target } from './targets.ts';

export const rolloutAnnotation = 'networking.internal.knative.dev/rollout';
const tagToHost = 'networking.internal.knative.dev/tag-to-host';
const defaultClass = 'istio.ingress.networking.knative.dev';

export function ingressOf(
  route: ApiObject,
  targets: readonly Target[],
  rollout: Rollout,
  settings: DomainSettings,
): JsonObject {
  const domain = domainOf(route, settings);
  const tags = tagsOf(targets);
  const hosts = Object.fromEntries(tags.map((tag) => [tag, [hostOf(route, tag, domain, settings)]]));
  const service = labelsOf(route)[label.service];
  return {
    apiVersion: 'networking.internal.knative.dev/v1alpha1',
    kind: 'Ingress',
    metadata: {
      name: nameOf(route),
      namespace: namespaceOf(route),
      labels: {
        ...labelsOf(route),
        [label.route]: nameOf(route),
        [label.routeNamespace]: namespaceOf(route),
        ...(service !== undefined && { [label.service]: service }),
      },
      annotations: {
        ...without(annotationsOf(route), annotation.lastApplied, annotation.rolloutDuration),
        [rolloutAnnotation]: rolloutText(rollout),
        ...(tags.length > 0 && { [tagToHost]: JSON.stringify(hosts) }),
        'networking.knative.dev/ingress.class': settings.network['ingress-class'] ?? defaultClass,
      },
      ownerReferences: ownedBy(route),
    },
    spec: {
      httpOption: settings.network['http-protocol'] === 'Redirected' ? 'Redirected' : 'Enabled',
      rules: ['', ...tags].flatMap((tag) => rulesFor(route, targets, tag, rollout, domain, settings)),
    },
  };
}

/** One for the inside, and one for the outside where the Route is seen there. */
function rulesFor(
  route: ApiObject,
  targets: readonly Target[],
  tag: string,
  rollout: Rollout,
  domain: string,
  settings: DomainSettings,
): readonly JsonObject[] {
  const splits = sharesBehind(targets, tag, rollout).map(({ revisionName, percent }): Json => ({
    appendHeaders: {
      'Knative-Serving-Namespace': namespaceOf(route),
      'Knative-Serving-Revision': revisionName,
    },
    percent,
    serviceName: revisionName,
    serviceNamespace: namespaceOf(route),
    servicePort: 80,
  }));
  const http = { paths: [{ splits }] };
  const inside = internalHostOf(route, tag);
  const short = inside.replace(/\.svc\..*$/, '');
  return [
    { hosts: [short, `${short}.svc`, inside], http, visibility: 'ClusterLocal' },
    ...(isInternal(domain)
      ? []
      : [{ hosts: [hostOf(route, tag, domain, settings)], http, visibility: 'ExternalIP' }]),
  ];
}

/** Until the Ingress says where requests come in, a placeholder leads nowhere in particular. */
export function placeholderOf(
  route: ApiObject,
  tag: string,
  ingress: ApiObject | undefined,
  settings: DomainSettings,
): JsonObject {
  const name = tag === '' ? nameOf(route) : childName(`${tag}-`, nameOf(route));
  const host = hostOf(route, tag, domainOf(route, settings), settings);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace: namespaceOf(route),
      labels: { [label.route]: nameOf(route), ...serviceLabel(route) },
      annotations: without(annotationsOf(route), annotation.lastApplied, annotation.rolloutDuration),
      ownerReferences: ownedBy(route),
    },
    spec: {
      type: 'ExternalName',
      externalName: gatewayOf(ingress) || host,
      sessionAffinity: 'None',
      ports: [{ name: 'http2', port: 80, targetPort: 80, protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' }],
    },
  };
}

function serviceLabel(route: ApiObject): JsonObject {
  const service = labelsOf(route)[label.service];
  return service === undefined ? {} : { [label.service]: service };
}

function gatewayOf(ingress: ApiObject | undefined): string {
  const status = ingress?.['status'] as { privateLoadBalancer?: { ingress?: readonly Json[] } } | undefined;
  return textAt(status?.privateLoadBalancer?.ingress?.[0], 'domainInternal');
}
