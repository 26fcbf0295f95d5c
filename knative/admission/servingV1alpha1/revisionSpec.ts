/**
 * The spec of a revision (knative.dev/serving pkg/apis/serving/v1alpha1/revision_validation.go RevisionSpec.Validate).
 * Paths start below it.
 */
import { nearest } from '../../nearest.ts';
import type { Path } from '../../path.ts';
import { servingPages } from '../../resources/servingV1alpha1/pages.ts';
import { revisionSpec as shape } from '../../resources/servingV1alpha1/revision.ts';
import { type FieldError, missingField, multipleOneOf, outOfBounds, spot, via } from '../fieldError.ts';
import { remove, setTo } from '../servingV1/fixes.ts';
import { buildRefErrors } from './buildRef.ts';
import { containerErrors } from './container.ts';
import { isZero } from './isZero.ts';
import { invalidQuoted } from './quoted.ts';
import type { RevisionSpec } from './types.ts';

const docs = servingPages.revision;

/** `at` leads to the spec. */
export function revisionSpecErrors(spec: RevisionSpec, at: Path): readonly FieldError[] {
  if (isZero(spec, shape)) return [missingField([spot(at, '')], { docs })];
  const model = modelErrors(spec, at);
  return [
    ...via(containerErrors(spec.container ?? {}, [...at, 'container']), 'container'),
    ...via(buildRefErrors(spec.buildRef, [...at, 'buildRef']), 'buildRef'),
    ...(model.length > 0 ? model : concurrencyErrors(spec, at)),
    ...timeoutErrors(spec, at),
  ];
}

const models = ['Single', 'Multi'];

function modelErrors({ concurrencyModel: model = '' }: RevisionSpec, at: Path): readonly FieldError[] {
  if (model === '' || models.includes(model)) return [];
  const where = spot(at, 'concurrencyModel');
  const meant = nearest(model, models);
  const fixes = meant === undefined ? remove(where.path, 'concurrencyModel') : setTo(where.path, meant);
  return [invalidQuoted(model, where, { docs, fixes })];
}

const mostConcurrent = 1000;

/** Two ways to say one thing, which must not contradict each other. */
function concurrencyErrors(spec: RevisionSpec, at: Path): readonly FieldError[] {
  const { concurrencyModel: model = '', containerConcurrency: requests = 0 } = spec;
  const where = spot(at, 'containerConcurrency');
  if (requests < 0 || requests > mostConcurrent) {
    const fixes = setTo(where.path, requests < 0 ? 0 : mostConcurrent);
    return [invalidQuoted(requests, where, { docs, fixes })];
  }
  if (model === '' || requests === sameAs(model)) return [];
  const old = spot(at, 'concurrencyModel', 'key');
  return [multipleOneOf([where, old], { docs, fixes: remove(old.path, 'concurrencyModel') })];
}

function sameAs(model: string): number {
  return model === 'Single' ? 1 : 0;
}

const longest = 600;

/** Values are printed with their unit. */
function timeoutErrors({ timeoutSeconds = 0 }: RevisionSpec, at: Path): readonly FieldError[] {
  if (timeoutSeconds >= 0 && timeoutSeconds <= longest) return [];
  const where = spot(at, 'timeoutSeconds');
  const fixes = timeoutSeconds < 0 ? remove(where.path, 'timeoutSeconds') : setTo(where.path, longest);
  return [outOfBounds(`${timeoutSeconds}s`, '0s', `${longest}s`, where, { docs, fixes })];
}
