/** Whom a figure is about, as the labels of an object of a revision say. */
import { type ApiObject, labelsOf, namespaceOf } from '../api/object.ts';
import { label } from '../controllers/serving/names.ts';
import type { Subject } from './dialect.ts';

export function subjectOf(object: ApiObject, revision?: string): Subject {
  const labels = labelsOf(object);
  return {
    namespace: namespaceOf(object),
    service: labels[label.service] ?? '',
    configuration: labels[label.configuration] ?? '',
    revision: revision ?? labels[label.revision] ?? '',
  };
}
