/** The placeholder Services of a Route: one for its name and one for each tag. */
import type { ApiObject } from '../../api/object.ts';
import { nameOf, namespaceOf, textAt } from '../../api/object.ts';
import { type Environment, say } from '../environment.ts';
import { isOwnedBy } from '../owners.ts';
import { generationOf, isObserved } from '../reconciled.ts';
import type { DomainSettings } from './domains.ts';
import { coreServiceKind, label } from './names.ts';
import { placeholderOf } from './routeChildren.ts';
import { updatedChild } from './routeIngress.ts';
import { tagsOf, type Target } from './targets.ts';

const component = 'route-controller';

/** Makes the missing ones, and takes away those of tags that are gone. */
export function tendPlaceholders(
  environment: Environment,
  route: ApiObject,
  targets: readonly Target[],
  settings: DomainSettings,
): void {
  const { client } = environment;
  const namespace = namespaceOf(route);
  const wanted = ['', ...tagsOf(targets)].map((tag) => placeholderOf(route, tag, undefined, settings));
  const names = wanted.map((one) => textAt(one['metadata'], 'name'));
  for (const one of wanted) {
    const name = textAt(one['metadata'], 'name');
    if (client.find(coreServiceKind, namespace, name) !== undefined) continue;
    client.create(one);
    say(environment, route, component, 'Created', `Created placeholder service ${JSON.stringify(name)}`);
  }
  const selector = `${label.route}=${nameOf(route)}`;
  for (const service of client.list(coreServiceKind, { namespace, labels: selector })) {
    const isStale = !names.includes(nameOf(service)) && isOwnedBy(service, route);
    if (isStale) client.delete(coreServiceKind, namespace, nameOf(service));
  }
}

export function pointPlaceholders(
  environment: Environment,
  route: ApiObject,
  targets: readonly Target[],
  ingress: ApiObject,
  settings: DomainSettings,
): void {
  if (generationOf(ingress) === 1 && !isObserved(ingress)) return;
  for (const tag of ['', ...tagsOf(targets)]) {
    const wanted = placeholderOf(route, tag, ingress, settings);
    const name = textAt(wanted['metadata'], 'name');
    const live = environment.client.find(coreServiceKind, namespaceOf(route), name);
    if (live !== undefined && isOwnedBy(live, route)) updatedChild(environment, live, wanted);
  }
}
