/** A Build filled up from its template: arguments and defaults take the place of `${NAME}` (build 0.3 pkg/builder). */
import { isArray, isObject, type Json, type JsonObject, member } from '#knative/json.ts';
import type { Client } from '../../../api/client.ts';
import { type ApiObject, listAt, namespaceOf, objectAt, textAt } from '../../../api/object.ts';

/** The template that a Build names; undefined for one with steps of its own. Throws where it is not there. */
export function templateOf(client: Client, build: ApiObject): ApiObject | undefined {
  const reference = objectAt(build['spec'], 'template');
  const name = textAt(reference, 'name');
  if (name === '') return undefined;
  const isCluster = textAt(reference, 'kind') === 'ClusterBuildTemplate';
  const kind = `build.knative.dev/v1alpha1 ${isCluster ? 'ClusterBuildTemplate' : 'BuildTemplate'}`;
  return client.get(kind, isCluster ? '' : namespaceOf(build), name);
}

/** The Build with the steps and volumes of its template; the same Build where it has none. */
export function withTemplate(client: Client, build: ApiObject): ApiObject {
  const template = templateOf(client, build);
  if (template === undefined) return build;
  const spec = objectAt(build, 'spec');
  const values = valuesOf(template, build);
  const env = listAt(spec['template'], 'env').map((one) => inMembers(one, ['value'], values));
  const steps = listAt(template['spec'], 'steps').map((step) => withEnv(replacedStep(step, values), env));
  const volumes = [...listAt(spec, 'volumes'), ...listAt(template['spec'], 'volumes')];
  return { ...build, spec: { ...spec, steps, ...(volumes.length > 0 && { volumes }) } };
}

type Values = ReadonlyMap<string, string>;

/** Defaults, and over them every argument, declared or not. */
export function valuesOf(template: ApiObject, build: ApiObject): Values {
  const values = new Map<string, string>();
  for (const parameter of listAt(template['spec'], 'parameters')) {
    const fallback = member(parameter, 'default');
    if (typeof fallback === 'string') values.set(textAt(parameter, 'name'), fallback);
  }
  for (const argument of listAt(objectAt(build['spec'], 'template'), 'arguments')) {
    values.set(textAt(argument, 'name'), textAt(argument, 'value'));
  }
  return values;
}

/** These fields and no others. */
function replacedStep(step: Json, values: Values): Json {
  const plain = inMembers(step, ['name', 'image', 'workingDir', 'args', 'command'], values);
  if (!isObject(plain)) return plain;
  const env = listAt(plain, 'env').map((one) => inMembers(one, ['value'], values));
  const mounts = listAt(plain, 'volumeMounts').map((one) =>
    inMembers(one, ['name', 'mountPath', 'subPath'], values),
  );
  return { ...plain, ...(env.length > 0 && { env }), ...(mounts.length > 0 && { volumeMounts: mounts }) };
}

function inMembers(value: Json, keys: readonly string[], values: Values): Json {
  if (!isObject(value)) return value;
  const replaced = keys.flatMap((key): readonly (readonly [string, Json])[] => {
    const found = member(value, key);
    if (typeof found === 'string') return [[key, inText(found, values)]];
    if (isArray(found))
      return [[key, found.map((one) => (typeof one === 'string' ? inText(one, values) : one))]];
    return [];
  });
  return { ...value, ...Object.fromEntries(replaced) };
}

/** One name after the other; what a value brings in may be replaced as well. */
function inText(text: string, values: Values): string {
  let result = text;
  for (const [name, value] of values) result = result.replaceAll(`\${${name}}`, () => value);
  return result;
}

/** The template's own variables of the same name go. */
function withEnv(step: Json, env: readonly Json[]): Json {
  if (env.length === 0 || !isObject(step)) return step;
  const names = new Set(env.map((one) => textAt(one, 'name')));
  const kept: readonly Json[] = listAt(step, 'env').filter((one) => !names.has(textAt(one, 'name')));
  const result: JsonObject = { ...step, env: [...kept, ...env] };
  return result;
}
