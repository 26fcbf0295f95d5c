/** Where a Service or a Route names the revisions that get its traffic. */
import { isArray } from '../json.ts';
import { type Path, valueAt } from '../path.ts';
import type { Resource } from '../resource.ts';
import { targetsOf } from './trafficTargets.ts';

export interface RevisionReference {
  readonly path: Path;
  readonly name: string;
  /** The field it stands in: each has its own way to say "the newest". */
  readonly field: 'release' | 'pinned' | 'traffic';
}

/** The keyword of `release.revisions` (since 0.4) for the newest revision that is ready. */
export const latestKeyword = '@latest';

export function revisionReferences(resource: Resource): readonly RevisionReference[] {
  const references: RevisionReference[] = [];
  for (const { path, revisionName } of targetsOf(resource)) {
    if (revisionName !== '') {
      references.push({ path: [...path, 'revisionName'], name: revisionName, field: 'traffic' });
    }
  }
  releaseRevisions(resource).forEach((name, index) => {
    if (name !== '' && name !== latestKeyword)
      references.push({ path: [...releasePath, index], name, field: 'release' });
  });
  const pinned = valueAt(resource.value, pinnedPath);
  if (typeof pinned === 'string' && pinned !== '')
    references.push({ path: pinnedPath, name: pinned, field: 'pinned' });
  return references;
}

export const releasePath: Path = ['spec', 'release', 'revisions'];

const pinnedPath: Path = ['spec', 'pinned', 'revisionName'];

/** The texts of `release.revisions`: the current revision, and the candidate. */
export function releaseRevisions({ value }: Resource): readonly string[] {
  const list = valueAt(value, releasePath);
  return isArray(list) ? list.map((name) => (typeof name === 'string' ? name : '')) : [];
}
