/** Facts of Eventing: brokers, channels, triggers and sources, and where they send their events. */
import { itemPaths } from '../template.ts';
import type { Notes } from './notes.ts';
import { referenceFacts, typeOfKind } from './objectReference.ts';

export function eventingFacts(notes: Notes): void {
  const { apiVersion, kind } = notes.resource;
  const type = typeOfKind(apiVersion, kind);
  if (type === undefined) return;
  notes.define(type, ['metadata', 'name']);
  if (kind === 'Trigger') notes.refer('broker', ['spec', 'broker']);
  referenceFacts(notes, ['spec']);
  if (kind !== 'ContainerSource') return;
  for (const container of itemPaths(notes.resource, ['spec', 'template', 'spec', 'containers'])) {
    notes.define('image', [...container, 'image']);
  }
}
