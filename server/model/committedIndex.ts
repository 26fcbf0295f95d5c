/** What Git's HEAD has, by the file it stands in: when HEAD moves, the new text of a file takes the place of the old. */
import { committedRevisions, type CommittedRevision } from './committedRevisions.ts';

type ByService = ReadonlyMap<string, readonly CommittedRevision[]>;

export class CommittedIndex {
  readonly #byFile = new Map<string, ByService>();
  readonly #byService = new Map<string, Map<string, readonly CommittedRevision[]>>();

  /** The revisions that templates of a service name, in any file. */
  of(service: string): readonly CommittedRevision[] {
    return [...(this.#byService.get(service)?.values() ?? [])].flat();
  }

  /**
   * Takes the text a file has at HEAD, undefined where HEAD does not have it.
   * @returns the services whose revisions are not the same as before
   */
  replace(uri: string, text: string | undefined): readonly string[] {
    const before: ByService = this.#byFile.get(uri) ?? new Map();
    const after: ByService = text === undefined ? new Map() : committedRevisions([text]);
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (service) => JSON.stringify(before.get(service)) !== JSON.stringify(after.get(service)),
    );
    if (after.size === 0) this.#byFile.delete(uri);
    else this.#byFile.set(uri, after);
    for (const service of changed) this.#put(service, uri, after.get(service));
    return changed;
  }

  #put(service: string, uri: string, revisions: readonly CommittedRevision[] | undefined): void {
    const files = this.#byService.get(service) ?? new Map<string, readonly CommittedRevision[]>();
    if (revisions === undefined) files.delete(uri);
    else files.set(uri, revisions);
    if (files.size === 0) this.#byService.delete(service);
    else this.#byService.set(service, files);
  }
}
