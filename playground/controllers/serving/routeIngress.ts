/** The Ingress of a Route: made where it is missing, and kept as it should be. */
import { jsonEquals, type JsonObject } from '#knative/json.ts';
import { type ApiObject, nameOf, namespaceOf, withMetadata } from '../../api/object.ts';
import type { Conditions } from '../conditions.ts';
import { type Environment, say } from '../environment.ts';
import { isOwnedBy, notOwned } from '../owners.ts';
import { ingressKind } from './names.ts';

const component = 'route-controller';

export function tendIngress(
  environment: Environment,
  route: ApiObject,
  wanted: JsonObject,
  conditions: Conditions,
): ApiObject | undefined {
  const { client } = environment;
  const name = nameOf(route);
  const live = client.find(ingressKind, namespaceOf(route), name);
  if (live === undefined) {
    const created = client.create(wanted);
    say(environment, route, component, 'Created', `Created Ingress ${JSON.stringify(name)}`);
    return created;
  }
  if (!isOwnedBy(live, route)) {
    conditions.mark('IngressReady', 'False', 'NotOwned', notOwned('Ingress', name));
    return undefined;
  }
  return updatedChild(environment, live, wanted);
}

export function updatedChild({ client }: Environment, live: ApiObject, wanted: JsonObject): ApiObject {
  const { labels = {}, annotations = {} } = wanted['metadata'] as JsonObject;
  const isSame =
    jsonEquals(live['spec'], wanted['spec']) &&
    jsonEquals(live.metadata['labels'], labels) &&
    jsonEquals(live.metadata['annotations'], annotations);
  return isSame
    ? live
    : client.update({ ...withMetadata(live, { labels, annotations }), spec: wanted['spec'] ?? {} });
}
