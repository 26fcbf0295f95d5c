/** The Ingress that leads a mapped domain to the host inside the cluster. */
import { jsonEquals, type JsonObject } from '#knative/json.ts';
import { annotationsOf, type ApiObject, nameOf, namespaceOf, uidOf } from '../../api/object.ts';
import { type Environment, say, settingsIn } from '../environment.ts';
import { isOwnedBy, ownedBy } from '../owners.ts';
import { annotation, ingressKind, without } from '../serving/names.ts';

export function tendIngress(environment: Environment, mapping: ApiObject, host: string): ApiObject {
  const { client } = environment;
  const name = nameOf(mapping);
  const service = host.split('.')[0] ?? host;
  const backend: JsonObject = {
    percent: 100,
    serviceName: service,
    serviceNamespace: namespaceOf(mapping),
    servicePort: 80,
  };
  const network = settingsIn(environment, 'config-network');
  const wanted = {
    apiVersion: 'networking.internal.knative.dev/v1alpha1',
    kind: 'Ingress',
    metadata: {
      name,
      namespace: namespaceOf(mapping),
      labels: { 'serving.knative.dev/domainMappingUID': uidOf(mapping) },
      annotations: {
        ...without(annotationsOf(mapping), annotation.lastApplied),
        'networking.knative.dev/ingress.class':
          network['ingress-class'] ?? 'istio.ingress.networking.knative.dev',
      },
      ownerReferences: ownedBy(mapping),
    },
    spec: {
      httpOption: 'Enabled',
      rules: [
        {
          hosts: [name],
          visibility: 'ExternalIP',
          http: { paths: [{ rewriteHost: host, splits: [backend] }] },
        },
      ],
    },
  };
  const live = client.find(ingressKind, namespaceOf(mapping), name);
  if (live === undefined) {
    const created = client.create(wanted);
    say(
      environment,
      mapping,
      'domainmapping-controller',
      'Created',
      `Created Ingress ${JSON.stringify(name)}`,
    );
    return created;
  }
  const isOurs = isOwnedBy(live, mapping);
  return !isOurs || jsonEquals(live['spec'], wanted.spec)
    ? live
    : client.update({ ...live, spec: wanted.spec });
}
