/**
 * What Build's webhook says of an object, as of release 0.3 (knative.dev/build pkg/apis/build/v1alpha1). It never
 * compares with the stored object, so an update is judged as a creation is. Defaulting fills in nothing that a rule
 * looks at.
 */
import type { JsonObject } from '../../json.ts';
import type { ClusterProblem } from '../../problem.ts';
import type { Resource } from '../../resource.ts';
import type { Build, BuildTemplate } from '../../resources/buildV1alpha1.ts';
import type { AdmissionContext } from '../context.ts';
import { type FieldError, problemsOf, via } from '../fieldError.ts';
import { metadataErrors } from './metadata.ts';
import { parameterErrors } from './parameters.ts';
import { sourcesErrors } from './sources.ts';
import { stepErrors } from './steps.ts';
import { exactlyOneErrors, templateErrors } from './template.ts';
import { timeoutErrors } from './timeout.ts';
import { volumeErrors } from './volumes.ts';

/** `decoded` is the value after Go's lenient decoding; what could not be decoded has left it. */
export function validateBuildV1alpha1(
  kind: string,
  decoded: JsonObject,
  resource: Resource,
  _context: AdmissionContext,
): readonly ClusterProblem[] {
  switch (kind) {
    case 'Build':
      return problemsOf(buildErrors(decoded, resource.value), 'mutation');
    case 'BuildTemplate':
    case 'ClusterBuildTemplate':
      return problemsOf(buildTemplateErrors(decoded, resource.value), 'mutation');
    default:
      return [];
  }
}

/** `written` is the manifest as it stands, in which a misspelt key may be what was meant. */
function buildErrors({ metadata = {}, spec = {} }: Build, written: JsonObject): readonly FieldError[] {
  return [...via(metadataErrors(metadata), 'metadata'), ...via(buildSpecErrors(spec, written), 'spec')];
}

type BuildSpec = NonNullable<Build['spec']>;

/** Beside a template nothing else is looked at. */
function buildSpecErrors(spec: BuildSpec, written: JsonObject): readonly FieldError[] {
  const exactlyOne = exactlyOneErrors(spec, written);
  if (exactlyOne.length > 0) return exactlyOne;
  if (spec.template !== undefined) return via(templateErrors(spec.template, written), 'template');
  return [
    ...sourcesErrors(spec),
    ...via(volumeErrors(spec.volumes ?? [], written), 'volumes'),
    ...timeoutErrors(spec.timeout),
    ...via(stepErrors(spec.steps ?? [], written), 'steps'),
  ];
}

/** One error at most comes from the spec, and its path leaves out which list it is in. */
function buildTemplateErrors(
  { metadata = {}, spec = {} }: BuildTemplate,
  written: JsonObject,
): readonly FieldError[] {
  const { steps = [], volumes = [], parameters = [] } = spec;
  const first = [
    ...stepErrors(steps, written),
    ...volumeErrors(volumes, written),
    ...parameterErrors(parameters),
  ].slice(0, 1);
  return [...via(metadataErrors(metadata), 'metadata'), ...via(first, 'spec')];
}
