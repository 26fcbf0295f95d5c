/** Which revisions a Service, or the Configurations behind a Route, can have: what is known, and what Knative would make. */
import { revisionOf, serviceOf } from '../facts/serving.ts';
import { liveServices } from '../liveServices.ts';
import { valueAt } from '../path.ts';
import type { Resource } from '../resource.ts';
import { generatedNumber, isGeneratedName, ownerOfGeneratedName } from '../revisionNames.ts';
import { templatePathOf } from '../template.ts';
import type { LiveService, NameKey, World } from '../world.ts';

export interface Revisions {
  /** Whether there can be one of this name. */
  has(name: string): boolean;
  /** The names that are known for certain and that `name` may stand for. */
  knownLike(name: string): readonly string[];
  /** The cluster that was asked; undefined where none knows the service. */
  readonly context: string | undefined;
}

/** Of a Service, by its name. */
export function revisionsOfService(resource: Resource, world: World): Revisions {
  const service = { type: 'service', namespace: resource.namespace, name: resource.name };
  const live = liveServices(world.inventory, service);
  const own = templateName(resource);
  const named = (name: string): boolean => name === own || isTemplateName(name, service, world);
  const others = (): readonly string[] => [...(own === '' ? [] : [own]), ...templateNames(service, world)];
  if (live.length > 0) {
    const exists = (name: string): boolean => live.some((one) => isOfLive(name, one));
    return {
      has: (name) => exists(name) || named(name),
      knownLike: () => [...live.flatMap(({ revisions }) => revisions.map(({ name }) => name)), ...others()],
      context: world.inventory?.context,
    };
  }
  const committed = (): readonly string[] => world.committedRevisionNames(service);
  return {
    has: (name) => isGeneratedName(name, service.name) || named(name) || committed().includes(name),
    knownLike: () => [...others(), ...committed()],
    context: undefined,
  };
}

/** Of a Route: a Configuration of any name may have made them. */
export function revisionsOfRoute({ namespace }: Resource, world: World): Revisions {
  const owners = (name: string): readonly NameKey[] =>
    prefixes(name).map((prefix) => ({ type: 'service', namespace, name: prefix }));
  const isNamed = (name: string): boolean =>
    world.definitions({ type: 'revision', namespace, name }).length > 0;
  const isLive = (name: string): boolean =>
    owners(name).some((owner) => liveServices(world.inventory, owner).some((one) => isOfLive(name, one)));
  const isCommitted = (name: string): boolean =>
    owners(name).some((owner) => world.committedRevisionNames(owner).includes(name));
  const isNumbered = (name: string): boolean => {
    const owner = ownerOfGeneratedName(name);
    return owner !== undefined && liveServices(world.inventory, { namespace, name: owner }).length === 0;
  };
  return {
    has: (name) => isNumbered(name) || isNamed(name) || isLive(name) || isCommitted(name),
    knownLike: (name) => owners(name).flatMap((owner) => templateNames(owner, world)),
    context: undefined,
  };
}

/** Whether a service has the revision now, or gets it by the next change of its template. */
function isOfLive(
  name: string,
  { name: service, revisions, latestCreatedRevision = '' }: LiveService,
): boolean {
  if (revisions.some((revision) => revision.name === name)) return true;
  const number = generatedNumber(name, service);
  if (number === undefined) return false;
  const numbers = revisions.map((revision) => generatedNumber(revision.name, service) ?? 0);
  const highest = Math.max(generatedNumber(latestCreatedRevision, service) ?? 0, ...numbers);
  // A revision whose template has a name takes a number, too, and does not show it.
  const named = numbers.filter((one) => one === 0).length;
  return number > highest && number <= highest + named + 1;
}

function templateName(resource: Resource): string {
  const template = templatePathOf(resource);
  const name = template === undefined ? '' : valueAt(resource.value, [...template, 'metadata', 'name']);
  return typeof name === 'string' ? name : '';
}

function isTemplateName(name: string, service: NameKey, world: World): boolean {
  return world
    .definitions({ type: 'revision', namespace: service.namespace, name })
    .some((definition) => belongsTo(serviceOf(definition), service));
}

function templateNames({ namespace, name }: Omit<NameKey, 'type'>, world: World): readonly string[] {
  return ['service', 'configuration']
    .flatMap((type) => world.definitions({ type, namespace, name }))
    .map(revisionOf)
    .filter((revision) => revision !== '');
}

/** A Revision does not always say whose it is. */
function belongsTo(owner: string, { name }: NameKey): boolean {
  return owner === name || owner === '';
}

/** `a-b` and `a` of `a-b-c`. */
function prefixes(name: string): readonly string[] {
  const parts = name.split('-');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('-'));
}
