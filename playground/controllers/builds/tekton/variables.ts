/** What stands for `$(params.X)` and the other variables of Tekton (tektoncd/pipeline pkg/substitution). */
import { isArray, isObject, type Json, member } from '#knative/json.ts';
import { listAt, textAt } from '../../../api/object.ts';

/** By name, as in `params.X`, `workspaces.source.path`, `tasks.build.results.IMAGE_DIGEST`. */
export type Variables = ReadonlyMap<string, Json>;

/** Texts with all variables in them that are known; others stay as they are. */
export function replaced(value: Json, variables: Variables): Json {
  if (typeof value === 'string') return inText(value, variables);
  if (isArray(value)) return value.flatMap((one) => wholeList(one, variables) ?? [replaced(one, variables)]);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, variables)]));
}

/** Values of parameters: what is given, else their defaults. */
export function paramVariables(declared: readonly Json[], given: readonly Json[]): Map<string, Json> {
  const values = new Map<string, Json>();
  for (const one of declared) {
    const fallback = member(one, 'default');
    if (fallback !== undefined) values.set(`params.${textAt(one, 'name')}`, fallback);
  }
  for (const one of given) values.set(`params.${textAt(one, 'name')}`, member(one, 'value') ?? '');
  return values;
}

/** The parameters that have neither a default nor a value. */
export function missingParams(declared: readonly Json[], given: readonly Json[]): readonly string[] {
  const names = new Set(given.map((one) => textAt(one, 'name')));
  return declared
    .filter((one) => member(one, 'default') === undefined && !names.has(textAt(one, 'name')))
    .map((one) => textAt(one, 'name'));
}

/** The tasks whose results a value uses, with the results. */
export function resultsUsed(value: Json): readonly { readonly task: string; readonly result: string }[] {
  if (isArray(value)) return value.flatMap(resultsUsed);
  if (isObject(value)) return Object.values(value).flatMap(resultsUsed);
  if (typeof value !== 'string') return [];
  return Array.from(
    value.matchAll(/\$\(tasks\.([\w-]+)\.results\.([\w.-]+?)(?:\[[^\]]*\])?\)/g),
    ([, task = '', result = '']) => ({
      task,
      result,
    }),
  );
}

/** A run's own parameters. */
export function paramsOf(spec: Json | undefined): readonly Json[] {
  return listAt(spec, 'params');
}

const variable = /\$\(([^()]+)\)/g;

function inText(text: string, variables: Variables): string {
  return text.replaceAll(variable, (whole, name: string) => {
    const found = valueOf(name, variables);
    if (typeof found === 'string') return found;
    return found === undefined ? whole : JSON.stringify(found);
  });
}

/** `$(params.A[*])` alone in a list stands for all that is in A. */
function wholeList(value: Json, variables: Variables): readonly Json[] | undefined {
  const name = typeof value === 'string' ? /^\$\(([^()]+)\[\*\]\)$/.exec(value)?.[1] : undefined;
  const found = name === undefined ? undefined : valueOf(name, variables);
  return isArray(found) ? found : undefined;
}

function valueOf(written: string, variables: Variables): Json | undefined {
  // `params["a.b"]` is `params.a.b`.
  const name = written.replaceAll(/\[(["'])([^"']+)\1\]/g, '.$2');
  const whole = variables.get(name);
  if (whole !== undefined) return whole;
  const item = /^(.*)\[(\d+)\]$/.exec(name);
  if (item !== null) {
    const list = variables.get(item[1] ?? '');
    return isArray(list) ? list[Number(item[2])] : undefined;
  }
  const dot = name.lastIndexOf('.');
  return dot < 0 ? undefined : member(variables.get(name.slice(0, dot)), name.slice(dot + 1));
}
