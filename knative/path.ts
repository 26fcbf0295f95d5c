/** Where in a resource something is: keys and list indices from its root. The domain never speaks of lines or columns. */
import { isArray, isObject, type Json } from './json.ts';

export type Path = readonly (string | number)[];

/** The dotted form Kubernetes prints: `spec.traffic[0].percent`. Keys are not quoted, whatever they contain. */
export function formatPath(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else text += text === '' ? part : `.${part}`;
  }
  return text;
}

export function pathEquals(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((part, i) => part === b[i]);
}

export function startsWith(path: Path, prefix: Path): boolean {
  return prefix.length <= path.length && prefix.every((part, i) => part === path[i]);
}

/** The value at `path`, or undefined where the path leaves the document. */
export function valueAt(root: Json | undefined, path: Path): Json | undefined {
  let value = root;
  for (const part of path) {
    if (typeof part === 'number') value = isArray(value) ? value[part] : undefined;
    else value = isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}

/** The longest prefix of `path` that exists in `root`; the place to underline when a field is missing. */
export function nearestExisting(root: Json, path: Path): Path {
  let end = path.length;
  while (end > 0 && valueAt(root, path.slice(0, end)) === undefined) end--;
  return path.slice(0, end);
}
