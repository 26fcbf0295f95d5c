/** All sources of values that no schema knows. Adding one is a line here. */
import type { Path } from '#knative/path.ts';
import type { Context } from './context.ts';
import type { ValueProposal } from './proposal.ts';
import type { ValueSource } from './source.ts';
import { annotationValues } from './sources/annotations.ts';
import { argumentNames, argumentValues } from './sources/arguments.ts';
import { apiVersions, kindNames, templateKinds } from './sources/kinds.ts';
import { images, namespaces, pipelineTasks, references } from './sources/names.ts';
import { revisions } from './sources/revisions.ts';
import { shares, tags } from './sources/traffic.ts';

const sources: readonly ValueSource[] = [
  apiVersions,
  kindNames,
  templateKinds,
  revisions,
  tags,
  shares,
  references,
  pipelineTasks,
  namespaces,
  images,
  argumentNames,
  argumentValues,
  annotationValues,
];

export function knownValues(context: Context, path: Path): readonly ValueProposal[] {
  return sources
    .filter((source) => source.knows(context, path))
    .flatMap((source) => source.values(context, path));
}

/** Whether values are known for what stands at a path. */
export function hasKnownValues(context: Context, path: Path): boolean {
  return sources.some((source) => source.knows(context, path));
}
