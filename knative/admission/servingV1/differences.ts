/** What differs between two values, in words of our own: Knative prints Go structures, which cannot be reproduced. */
import { isArray, isObject, type Json, jsonEquals, member } from '../../json.ts';
import { goMarshal } from '../structure/goJson.ts';

/** More than this nobody reads. */
const most = 20;

/** A few lines for every place that differs: its path, the old and the new value. */
export function differences(
  before: Json | undefined,
  now: Json | undefined,
  path: string,
): readonly string[] {
  const lines: string[] = [];
  collect(before, now, path, lines);
  return lines.slice(0, most);
}

function collect(before: Json | undefined, now: Json | undefined, path: string, lines: string[]): void {
  if (lines.length >= most || jsonEquals(before, now)) return;
  if (isObject(before) && isObject(now)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
      collect(member(before, key), member(now, key), `${path}.${key}`, lines);
    }
    return;
  }
  if (isArray(before) && isArray(now)) {
    const length = Math.max(before.length, now.length);
    for (let i = 0; i < length; i++) collect(before[i], now[i], `${path}[${i}]`, lines);
    return;
  }
  lines.push(`${path}:\n\t-: ${shown(before)}\n\t+: ${shown(now)}`);
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : goMarshal(value);
}
