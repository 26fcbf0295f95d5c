/** Texts that stand for something still to be filled in, as documentation and templates leave them. */
import { isArray, isObject, type Json } from './json.ts';
import { type Path, valueAt } from './path.ts';
import type { ClusterProblem } from './problem.ts';
import { text } from './text.ts';

const placeholder =
  /\{\{?[ ]*[A-Za-z_][\w .-]*\}?\}|<[A-Za-z][\w ./-]*>|\$\{[A-Za-z_]\w*\}|\$\([A-Za-z_][\w.-]*\)|\b(?:REPLACE|CHANGE|FILL|INSERT)[-_]?(?:ME|THIS|HERE|IN)\b|\b(?:YOUR|MY)_[A-Z0-9_]+\b|\bTODO\b|\b(?:your|my)-(?:project|registry|repo|repository|username|user|org|organization|account)\b/;

/** The first placeholder in a text. */
export function placeholderIn(value: string): string | undefined {
  return oneWord.test(value) ? undefined : placeholder.exec(value)?.[0];
}

/** A field's name, most often; no placeholder begins like this without blanks or marks. */
const oneWord = /^[a-z]\w*$/;

/** The same problems; those about a value that is a placeholder, or holds one, say that it must be replaced. */
export function withPlaceholderNotes(
  problems: readonly ClusterProblem[],
  root: Json,
): readonly ClusterProblem[] {
  return problems.map((problem) => {
    if (problem.note !== undefined || problem.path.length === 0) return problem;
    const found = findIn(root, problem.path);
    if (found === undefined) return problem;
    return { ...problem, note: text('Replace the placeholder {0} before deploying.', found) };
  });
}

/** In the value itself, in its key, or in what a small collection holds directly. */
function findIn(root: Json, path: Path): string | undefined {
  const value = valueAt(root, path);
  const key = path.at(-1);
  for (const one of directTexts(value)) {
    const found = placeholderIn(one);
    if (found !== undefined) return found;
  }
  return typeof key === 'string' ? placeholderIn(key) : undefined;
}

function directTexts(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  // YAML reads `name: {username}` as a mapping of one empty key.
  if (isObject(value)) {
    const keys = Object.keys(value);
    const only = keys[0];
    return keys.length === 1 && only !== undefined && value[only] === null ? [`{${only}}`] : [];
  }
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
