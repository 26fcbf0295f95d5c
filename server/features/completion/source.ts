/** What knows values that no schema does: names of other manifests, of this one, of the cluster. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { isArray, isObject, type JsonObject } from '#knative/json.ts';
import { valueAt, type Path } from '#knative/path.ts';
import type { Context } from './context.ts';
import { ranks, type ValueProposal } from './proposal.ts';

export interface ValueSource {
  /** Whether it is asked about the value at a path of the resource; must be cheap. */
  readonly knows: (context: Context, path: Path) => boolean;
  readonly values: (context: Context, path: Path) => readonly ValueProposal[];
}

/** Names in the order they are given, each once. */
export function named(
  names: Iterable<readonly [name: string, detail?: string]>,
  options: {
    readonly rank?: number;
    readonly kind?: CompletionItemKind;
    readonly without?: ReadonlySet<string>;
  } = {},
): readonly ValueProposal[] {
  const { rank = ranks.likely, kind = CompletionItemKind.Reference, without } = options;
  const found = new Map<string, ValueProposal>();
  for (const [value, detail] of names) {
    if (value === '' || found.has(value) || without?.has(value) === true) continue;
    found.set(value, { type: 'value', value, rank: rank + found.size, kind, detail });
  }
  return [...found.values()];
}

/** The objects of a list in the resource. */
export function objectsAt({ resource }: Context, path: Path): readonly JsonObject[] {
  const items = valueAt(resource.value, path);
  return isArray(items) ? items.filter(isObject) : [];
}

/** Texts that the objects of a list hold under a key. */
export function textsAt(context: Context, list: Path, key: string): ReadonlySet<string> {
  const texts = objectsAt(context, list).map((item) => item[key]);
  return new Set(texts.filter((text) => typeof text === 'string'));
}

/** Whether a path is `pattern`, in which `*` stands for any part. */
export function matches(path: Path, pattern: readonly string[]): boolean {
  return path.length === pattern.length && endsWith(path, pattern);
}

/** Whether a path ends in `pattern`, in which `*` stands for any part. */
export function endsWith(path: Path, pattern: readonly string[]): boolean {
  const from = path.length - pattern.length;
  return from >= 0 && pattern.every((part, index) => part === '*' || part === path[from + index]);
}
