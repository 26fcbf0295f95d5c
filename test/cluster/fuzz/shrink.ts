/** Makes a manifest on which we disagree smaller, as long as we disagree on it in the same way. */
import { parse, stringify } from 'yaml';
import type { JsonObject } from '#knative/json.ts';
import type { Comparison } from '#test/vectors/measure.ts';
import { Draft } from './draft.ts';
import type { FuzzCase } from './generate.ts';

/** Takes out whatever is not needed, the largest parts first. */
export async function shrink(
  comparison: Comparison,
  judge: (fuzzCase: FuzzCase) => Promise<Comparison>,
): Promise<Comparison> {
  let smallest = comparison;
  for (let index = 0; ;) {
    const next = without(smallest.vector.manifest, index);
    if (next === undefined) return smallest;
    const { id, ops, old } = smallest.vector;
    const tried = await judge({ id, ops, operators: [], manifest: next, ...(old !== undefined && { old }) });
    const isSame = tried.verdict === comparison.verdict && tried.paths === comparison.paths;
    if (isSame && tried.expected.stage === comparison.expected.stage) smallest = tried;
    else index++;
  }
}

/** The manifest without its part of this number; undefined after the last one. */
function without(manifest: string, index: number): string | undefined {
  const draft = new Draft(parse(manifest) as JsonObject);
  const removable = draft
    .nodes()
    .filter(({ path }) => path[0] !== 'metadata' || path.length > 2 || path[1] !== 'name');
  const node = removable.filter(({ path }) => path.length > 1)[index];
  if (node === undefined) return undefined;
  draft.remove(node.path);
  return stringify(draft.root, { aliasDuplicateObjects: false, lineWidth: 0 });
}
