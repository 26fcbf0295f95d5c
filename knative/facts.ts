/** What a resource declares and mentions: the names that tie manifests together. Pure; the index asks once a resource. */
import { groupOf, type Resource } from './resource.ts';
import type { Facts } from './world.ts';
import { buildGroupFacts } from './facts/build.ts';
import { eventingFacts } from './facts/eventing.ts';
import { notesOn, type Notes } from './facts/notes.ts';
import { servingFacts } from './facts/serving.ts';
import { tektonFacts } from './facts/tekton.ts';

export function factsOf(resource: Resource): Facts {
  const notes = notesOn(resource);
  families[groupOf(resource.apiVersion)]?.(notes);
  return notes.facts();
}

const families: Readonly<Record<string, ((notes: Notes) => void) | undefined>> = {
  'serving.knative.dev': servingFacts,
  'build.knative.dev': buildGroupFacts,
  'eventing.knative.dev': eventingFacts,
  'messaging.knative.dev': eventingFacts,
  'sources.knative.dev': eventingFacts,
  'flows.knative.dev': eventingFacts,
  'sinks.knative.dev': eventingFacts,
  'tekton.dev': tektonFacts,
};
