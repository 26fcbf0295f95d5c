/** The revisions that the templates in a text name, by service: what Git's HEAD knew before an edit. */
import type { Json } from '#knative/json.ts';
import { valueAt } from '#knative/path.ts';
import type { Resource } from '#knative/resource.ts';
import { templatePathOf } from '#knative/template.ts';
import { templateFingerprint } from '#knative/templateFingerprint.ts';
import { documentOf } from '../yaml/document.ts';
import { ourViews } from './ours.ts';

export interface CommittedRevision {
  readonly name: string;
  /** The fingerprint of the template that names it; absent where it has the form of 2019. */
  readonly template?: string;
}

export function committedRevisions(
  texts: Iterable<string>,
): ReadonlyMap<string, readonly CommittedRevision[]> {
  const revisions = new Map<string, CommittedRevision[]>();
  for (const text of texts) {
    for (const segment of documentOf('', undefined, text).segments) {
      for (const { resource } of ourViews(segment)) {
        const path = templatePathOf(resource);
        const template = path === undefined ? undefined : valueAt(resource.value, path);
        if (template === undefined || resource.name === '') continue;
        const name = valueAt(template, ['metadata', 'name']);
        if (typeof name !== 'string' || name === '') continue;
        const known = revisions.get(resource.name) ?? [];
        revisions.set(resource.name, [...known, revisionOf(name, template, resource)]);
      }
    }
  }
  return revisions;
}

/** After a migration the same template has another form, so that it would never seem the same. */
function revisionOf(name: string, template: Json, { apiVersion }: Resource): CommittedRevision {
  return apiVersion.endsWith('/v1alpha1') ? { name } : { name, template: templateFingerprint(template) };
}
