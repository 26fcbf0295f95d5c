/** What is left of an outcome when everything is taken out that no two clusters have in common. */
import type { Exception } from './command.ts';
import type { Outcome } from './run.ts';

const varying: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UID'],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z| [+-]\d{4})/g, 'TIME'],
  [/(resourceVersion\\*"?: *\\*"?|Resource Version: +)\d+/gi, '$1VERSION'],
  [/https:\/\/127\.0\.0\.1:\d+/g, 'SERVER'],
  [/\/\S*\/(LIVE|MERGED)-\d+\//g, '$1/'],
  [/ +\d+(?:ms|s|m|m\d+s)$/gm, ' AGE'],
  [/"(?:guest|viewer)"/g, '"VIEWER"'],
  // The date, time and process of a line that kubectl logs.
  [/^([WEI])\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ /gm, '$1 '],
];

export function comparable({ code, stdout, stderr }: Outcome, except?: Exception): Outcome {
  const left = (text: string): string => withoutVarying(without(text, except));
  return { code, stdout: left(stdout), stderr: left(stderr) };
}

function without(text: string, except: Exception | undefined): string {
  return except === undefined ? text : text.replace(except.part, '');
}

function withoutVarying(text: string): string {
  return varying.reduce((rest, [pattern, name]) => rest.replaceAll(pattern, name), ordered(text));
}

/** Managers stand in the order of the seconds of their changes, which may be another for the slower cluster. */
function ordered(text: string): string {
  return text.replaceAll(/(?<=^( +)managedFields:\n)(?:\1(?:- | ).*\n)+/gm, (entries) =>
    entries
      .replaceAll(/(?<=^ +time: ).*$/gm, 'TIME')
      .split(/^(?= +- apiVersion: )/m)
      .toSorted()
      .join(''),
  );
}
