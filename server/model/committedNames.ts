/** The revision names that the templates in a text give, by service: what Git's HEAD knew before an edit. */
import { valueAt, type Path } from '#knative/path.ts';
import { documentOf } from '../yaml/document.ts';
import { ourViews } from './ours.ts';

const templates: readonly Path[] = [
  ['spec', 'template'],
  ['spec', 'revisionTemplate'],
  ...['runLatest', 'release', 'pinned'].map((mode) => ['spec', mode, 'configuration', 'revisionTemplate']),
];

export function committedNames(texts: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const text of texts) {
    for (const segment of documentOf('', undefined, text).segments) {
      for (const { resource } of ourViews(segment)) {
        for (const template of templates) {
          const name = valueAt(resource.value, [...template, 'metadata', 'name']);
          if (typeof name !== 'string' || name === '' || resource.name === '') continue;
          names.set(resource.name, [...(names.get(resource.name) ?? []), name]);
        }
      }
    }
  }
  return names;
}
