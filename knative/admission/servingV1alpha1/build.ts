/**
 * The build in a Configuration (configuration_validation.go): the spec of a Build, decoded strictly, or else an object
 * that says its kind (apimachinery UnstructuredJSONScheme). Whether it can run is asked when it is made.
 */
import { isArray, isObject, type Json, member } from '../../json.ts';
import type { Path } from '../../path.ts';
import { buildSpec } from '../../resources/servingV1alpha1/build.ts';
import { servingPages } from '../../resources/servingV1alpha1/pages.ts';
import type { Shape } from '../../resources/shape.ts';
import { type FieldError, spot } from '../fieldError.ts';
import { decode } from '../structure/decode.ts';
import { fieldNamed } from '../structure/fieldNames.ts';
import { goMarshal, goValueName } from '../structure/goJson.ts';
import { invalidQuoted } from './quoted.ts';

/** `at` leads to the Configuration's spec. */
export function buildErrors(build: Json | undefined, at: Path): readonly FieldError[] {
  if (build === undefined || build === null || isBuildSpec(build)) return [];
  const error = objectError(build);
  return error === undefined
    ? []
    : [invalidQuoted(error, spot(at, 'build'), { docs: servingPages.configuration })];
}

function isBuildSpec(build: Json): boolean {
  return decode(build, buildSpec).error === undefined && isKnown(build, buildSpec);
}

/** Whether every key is that of a field, whatever its case. */
function isKnown(value: Json, shape: Shape): boolean {
  if (isArray(value)) return shape.type !== 'list' || value.every((item) => isKnown(item, shape.items));
  if (!isObject(value) || (shape.type !== 'object' && shape.type !== 'map')) return true;
  return Object.entries(value).every(([key, inner]) => {
    if (shape.type === 'map') return isKnown(inner, shape.values);
    const name = fieldNamed(shape, key, false);
    const field = name === undefined ? undefined : shape.fields[name];
    return field !== undefined && isKnown(inner, field.shape);
  });
}

/** Why this is no object of any kind. */
function objectError(build: Json): string | undefined {
  if (!isObject(build)) {
    return `json: cannot unmarshal ${goValueName(build)} into Go value of type map[string]interface {}`;
  }
  const kind = member(build, 'kind');
  const apiVersion = member(build, 'apiVersion');
  const hasVersion = typeof apiVersion !== 'string' || apiVersion.split('/').length <= 2;
  if (typeof kind === 'string' && kind !== '' && hasVersion) return undefined;
  return `Object 'Kind' is missing in '${goMarshal(build)}'`;
}
