/** Whose an object is: references to owners, and the names of children. */
import { createHash } from 'node:crypto';
import type { JsonObject } from '#knative/json.ts';
import { type ApiObject, nameOf, namespaceOf, ownersOf, uidOf } from '../api/object.ts';
import type { Key } from './controller.ts';

/** What the metadata of a child says of its owner. */
export function ownedBy(owner: ApiObject): readonly JsonObject[] {
  const { apiVersion, kind, metadata } = owner;
  return [
    {
      apiVersion,
      kind,
      name: metadata.name,
      uid: uidOf(owner),
      controller: true,
      blockOwnerDeletion: true,
    },
  ];
}

export function isOwnedBy(object: ApiObject, owner: ApiObject): boolean {
  return ownersOf(object).some(({ uid, controller }) => controller && uid === uidOf(owner));
}

/** The key of the owner, where an object of this kind owns it. */
export function ownerKeys(object: ApiObject, kind: string): readonly Key[] {
  return ownersOf(object)
    .filter((owner) => owner.controller && owner.kind === kind)
    .map(({ name }) => ({ namespace: namespaceOf(object), name }));
}

export function notOwned(kind: string, name: string): string {
  return `There is an existing ${kind} ${JSON.stringify(name)} that we do not own.`;
}

const longest = 63;
const hashLength = 32;

/** The name of a child (knative.dev/pkg kmeta.ChildName): one too long is cut, and made unique by a hash. */
export function childName(parent: string, suffix: string): string {
  if (parent.length + suffix.length <= longest) return parent + suffix;
  const hash = createHash('md5').update(parent).digest('hex');
  const kept = parent.slice(0, Math.max(0, longest - hashLength - suffix.length));
  return `${kept}${hash}${suffix}`.slice(0, longest);
}

export function keyFor(object: ApiObject): Key {
  return { namespace: namespaceOf(object), name: nameOf(object) };
}
