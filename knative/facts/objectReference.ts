/** References by apiVersion, kind and name, as Eventing's destinations and DomainMappings hold them. */
import { isArray, isObject, type Json } from '../json.ts';
import type { Path } from '../path.ts';
import { groupOf } from '../resource.ts';
import { textOf, type Notes } from './notes.ts';

/** The type under which a kind's names are known; undefined for kinds that are not ours. */
export function typeOfKind(apiVersion: string, kind: string): string | undefined {
  const group = groupOf(apiVersion);
  if (kind === '' || !ours.test(group)) return undefined;
  if (group === 'messaging.knative.dev' && kind !== 'Subscription') return 'channel';
  return kind.charAt(0).toLowerCase() + kind.slice(1);
}

const ours = /^(?:serving|build|eventing|sources|messaging|flows|sinks)\.knative\.dev$|^tekton\.dev$/;

/** Notes every reference at or below a path. */
export function referenceFacts(notes: Notes, path: Path): void {
  visit(notes, notes.at(path), path);
}

function visit(notes: Notes, value: Json | undefined, path: Path): void {
  if (isArray(value)) value.forEach((item, index) => visit(notes, item, [...path, index]));
  if (!isObject(value)) return;
  const type = typeOfKind(textOf(value, 'apiVersion'), textOf(value, 'kind'));
  if (type !== undefined) {
    const namespace = textOf(value, 'namespace');
    notes.refer(type, [...path, 'name'], namespace === '' ? {} : { namespace });
  }
  for (const [key, item] of Object.entries(value)) visit(notes, item, [...path, key]);
}
