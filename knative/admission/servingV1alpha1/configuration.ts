/**
 * The spec of a Configuration, be it an object of its own or part of a Service (knative.dev/serving
 * pkg/apis/serving/v1alpha1/configuration_validation.go). Paths start below it.
 */
import type { Path } from '../../path.ts';
import { configuration } from '../../resources/servingV1alpha1.ts';
import { servingPages } from '../../resources/servingV1alpha1/pages.ts';
import { type FieldError, missingField, spot, via } from '../fieldError.ts';
import { buildErrors } from './build.ts';
import { isZero } from './isZero.ts';
import { revisionSpecErrors } from './revisionSpec.ts';
import type { ConfigurationSpec } from './types.ts';

const shape = configuration.fields.spec.shape;

/** `at` leads to the spec. */
export function configurationSpecErrors(spec: ConfigurationSpec, at: Path): readonly FieldError[] {
  if (isZero(spec, shape)) return [missingField([spot(at, '')], { docs: servingPages.configuration })];
  const template = spec.revisionTemplate?.spec ?? {};
  return [
    ...buildErrors(spec.build, at),
    ...via(revisionSpecErrors(template, [...at, 'revisionTemplate', 'spec']), 'revisionTemplate.spec'),
  ];
}
