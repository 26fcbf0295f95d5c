/** Field paths as the cluster prints them, read back into paths. */
import { isArray, isObject, type Json } from './json.ts';
import type { Path } from './path.ts';

/**
 * The path that a printed field means in a value. Keys may hold dots and slashes and are not quoted, so at each mapping
 * the longest key that is there and fits is taken; what is not there is split at its dots.
 * @param field `spec.traffic[0].percent`, `metadata.annotations.autoscaling.knative.dev/min-scale`, `.spec` and `''`
 */
export function pathOfField(root: Json, field: string): Path {
  const path: (string | number)[] = [];
  let value: Json | undefined = root;
  let rest = field.replace(/^\./, '');
  while (rest !== '') {
    const [part, remaining] = nextPart(value, rest);
    path.push(part);
    value = inside(value, part);
    rest = remaining;
  }
  return path;
}

function nextPart(value: Json | undefined, rest: string): readonly [string | number, string] {
  const index = /^\[(\d+)\]\.?/.exec(rest);
  if (index !== null) return [Number(index[1]), rest.slice(index[0].length)];
  // A key in brackets: an entry of a map, as Go's field.Path prints it.
  const quoted = /^\[([^\]]*)\]\.?/.exec(rest);
  if (quoted !== null) return [quoted[1] ?? '', rest.slice(quoted[0].length)];
  const key = longestKey(value, rest) ?? /^[^.[]+/.exec(rest)?.[0] ?? rest;
  return [key, rest.slice(key.length).replace(/^\./, '')];
}

function longestKey(value: Json | undefined, rest: string): string | undefined {
  if (!isObject(value)) return undefined;
  const fitting = Object.keys(value).filter(
    (key) => key !== '' && rest.startsWith(key) && /^(?:$|[.[])/.test(rest.slice(key.length)),
  );
  return fitting.toSorted((a, b) => b.length - a.length)[0];
}

function inside(value: Json | undefined, part: string | number): Json | undefined {
  if (typeof part === 'number') return isArray(value) ? value[part] : undefined;
  return isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}
