/** Where a build was told to push images to: by its arguments, and by options of steps that it holds itself. */
import { isImageReference } from '../image.ts';
import { listAt, member, textAt, type Json, type JsonObject } from '../json.ts';
import { argumentsOf } from './parameters.ts';

export function wantedImages(object: JsonObject): readonly string[] {
  const named = [...valuesOf(object)].filter(([name]) => destination.test(name)).map(([, value]) => value);
  const spec = object['spec'];
  const steps = [spec, member(spec, 'taskSpec')].flatMap((one) => listAt(one, 'steps'));
  const all = [...named, ...steps.flatMap(optionsOf)];
  return [...new Set(all.filter((one) => typeof one === 'string'))].filter(isImageReference);
}

/** How arguments are called that say where an image goes; not those that name the image that builds. */
const destination =
  /^(?:(?:output|target|result|app|full|docker|container)[_-]?)?image(?:[_-]?(?:name|url|uri|ref|reference|tag|repository))?$|^dest(?:ination)?$/i;

/** What was given, and the defaults that the status of a run keeps. */
function valuesOf(object: JsonObject): ReadonlyMap<string, Json | undefined> {
  const declared = listAt(member(object['status'], 'taskSpec'), 'params');
  return new Map([
    ...declared.map((one) => [textAt(one, 'name'), member(one, 'default')] as const),
    ...argumentsOf(object).map((one) => [textAt(one, 'name'), member(one, 'value')] as const),
  ]);
}

/** `--destination=IMAGE` of kaniko, `--tag IMAGE` of docker, buildah and podman. */
function optionsOf(step: Json): readonly Json[] {
  const args = listAt(step, 'args');
  return args.flatMap((arg, index): readonly Json[] => {
    if (typeof arg !== 'string') return [];
    const joined = /^--(?:destination|tag)=(.+)$/.exec(arg)?.[1];
    if (joined !== undefined) return [joined];
    const next = args[index + 1];
    return next !== undefined && /^(?:--destination|--tag|-d|-t)$/.test(arg) ? [next] : [];
  });
}
