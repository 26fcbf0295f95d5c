/** Notes on names that a migrated manifest keeps, though another cluster may give others. */
import type { Json } from '../json.ts';
import type { Path } from '../path.ts';
import type { Resource } from '../resource.ts';
import { text } from '../text.ts';
import { remark, type MigrationNote } from './migration.ts';

interface Named {
  readonly revision: Json | undefined;
  readonly path: Path;
}

/** Revisions were counted until 0.3 (`h-00001`), had random endings until 0.18 (`h-x7k2p`), and are counted today. */
const generated = /^(?<configuration>.+)-(?:\d{5,}|[a-z0-9]{5})$/;

/**
 * One note for all generated names of a resource, at the first of them.
 * @param service the service whose revisions they should be; without it, the name's own beginning is taken
 */
export function nameNote(service: string | undefined, names: readonly Named[]): readonly MigrationNote[] {
  for (const { revision, path } of names) {
    if (typeof revision !== 'string') continue;
    const configuration = generated.exec(revision)?.groups?.['configuration'];
    if (configuration === undefined) continue;
    const message = text(
      'The name {0} was given by the old cluster and is kept. A new cluster counts from {1} on, so look up what the revision is called there.',
      revision,
      `${service === undefined || service === '' ? configuration : service}-00001`,
    );
    return [remark(path, message)];
  }
  return [];
}

/** Each named target has an address; its form changed in 0.7. */
export function addressNote(path: Path, tag: string, { name, namespace }: Resource): MigrationNote {
  const route = `${name === '' ? 'NAME' : name}.${namespace === '' ? 'NAMESPACE' : namespace}`;
  return remark(path, text('The address {0} becomes {1}.', `${tag}.${route}…`, `${tag}-${route}…`));
}
