/** The world of one lint run: answers from the index, and notes which questions were asked. */
import type { Definition, Inventory, NameKey, World } from '#knative/world.ts';
import type { CommittedRevision } from './committedRevisions.ts';
import { definitionOf, questionOf, sameNamespace, type NameIndex } from './nameIndex.ts';

/** The question for everything that is known of the cluster. */
export const inventoryQuestion = 'inventory';

/** The question for what Git has of a service. */
export function committedQuestion({ name }: NameKey): string {
  return questionOf('committed', name);
}

export interface Surroundings {
  readonly names: () => NameIndex;
  readonly committed: (service: NameKey) => readonly CommittedRevision[];
  readonly inventory: () => Inventory | undefined;
}

/** @param asked is told each question, by its name in the index */
export function trackedWorld(surroundings: Surroundings, asked: (question: string) => void): World {
  const { names, committed, inventory } = surroundings;
  return {
    definitions(key) {
      asked(questionOf(key.type, key.name));
      const found: Definition[] = [];
      for (const entry of names().definitions(key.type, key.name)) {
        if (sameNamespace(entry.mention, key)) found.push(definitionOf(entry));
      }
      return found;
    },
    all(type) {
      asked(type);
      return names().definitionsOf(type);
    },
    committedRevisionNames(service) {
      asked(committedQuestion(service));
      return committed(service).map(({ name }) => name);
    },
    committedTemplates(service, revision) {
      asked(committedQuestion(service));
      return committed(service)
        .filter(({ name }) => name === revision)
        .flatMap(({ template }) => template ?? []);
    },
    get inventory() {
      asked(inventoryQuestion);
      return inventory();
    },
  };
}
