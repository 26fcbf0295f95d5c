/** Which images a build has made: by its results, by what its log says was pushed, else by the argument that says where to. */
import { bareImage, isPinnedImage, repositoryOf } from '../image.ts';
import type { BuildReading } from './build.ts';
import { pinnedByResults } from './pinnedByResults.ts';
import { pushedInLog } from './pushedInLog.ts';
import { wantedImages } from './wantedImages.ts';

export interface BuiltImage {
  /** As a manifest names it: `repository@sha256:…`; by its tag where the digest is not known. */
  readonly reference: string;
  readonly isPinned: boolean;
}

/**
 * Those whose digest is known first; none for a build that did not succeed.
 * @param log the last lines of its steps
 */
export function builtImages(
  { state, results, object }: Pick<BuildReading, 'state' | 'results' | 'object'>,
  log: readonly string[] = [],
): readonly BuiltImage[] {
  if (state !== 'succeeded') return [];
  const wanted = wantedImages(object);
  const told = pinnedByResults(results, wanted);
  const found = told.length > 0 ? told : pushedInLog(log, wanted);
  const pinned = [...new Set(found.map((image) => asWritten(image, wanted)))];
  const known = new Set(pinned.map(repositoryOf));
  const others = wanted.filter((image) => !known.has(repositoryOf(image)));
  return [
    ...pinned.map((reference) => ({ reference, isPinned: true })),
    ...others.map((reference) => ({ reference, isPinned: isPinnedImage(reference) })),
  ];
}

/** Tools write the name of a registry out: `index.docker.io` for `docker.io`. */
function asWritten(image: string, wanted: readonly string[]): string {
  const same = wanted.find((one) => repositoryOf(one) === repositoryOf(image));
  return same === undefined ? image : `${bareImage(same)}${image.slice(image.indexOf('@'))}`;
}
