/**
 * The spec of a Service: exactly one mode, and what each asks for (knative.dev/serving
 * pkg/apis/serving/v1alpha1/service_validation.go). Paths start below the spec.
 */
import type { Path } from '../../path.ts';
import type { Fix } from '../../problem.ts';
import { servingPages } from '../../resources/servingV1alpha1/pages.ts';
import { text } from '../../text.ts';
import {
  fieldError,
  type FieldError,
  missingField,
  missingOneOf,
  multipleOneOf,
  spot,
  via,
} from '../fieldError.ts';
import { remove, setTo } from '../servingV1/fixes.ts';
import { configurationSpecErrors } from './configuration.ts';
import { invalidQuoted } from './quoted.ts';
import type { ServiceSpec } from './types.ts';

const docs = servingPages.service;
const specPath: Path = ['spec'];
const modes = ['runLatest', 'release', 'manual', 'pinned'] as const;

/** A mode is there however empty it is. */
export function serviceSpecErrors(spec: ServiceSpec): readonly FieldError[] {
  const set = modes.filter((mode) => spec[mode] !== undefined);
  return [
    ...set.flatMap((mode) => via(modeErrors(mode, spec), mode)),
    ...(set.length === 0
      ? [
          missingOneOf(
            modes.map((mode) => spot(specPath, mode)),
            { docs },
          ),
        ]
      : []),
    ...(set.length > 1 ? set.map((mode) => oneOfSeveral(mode)) : []),
  ];
}

/** Which one is meant cannot be told, so no fix is preferred. */
function oneOfSeveral(mode: string): FieldError {
  const where = spot(specPath, mode, 'key');
  const drop: Fix = { title: text('Remove {0}', mode), changes: [{ op: 'remove', path: where.path }] };
  return multipleOneOf([where], { docs, fixes: [drop] });
}

function modeErrors(mode: (typeof modes)[number], spec: ServiceSpec): readonly FieldError[] {
  if (mode === 'manual') return [];
  const at = [...specPath, mode];
  const configuration = configurationSpecErrors(spec[mode]?.configuration ?? {}, [...at, 'configuration']);
  return [...ownErrors(mode, spec, at), ...via(configuration, 'configuration')];
}

function ownErrors(mode: string, { release, pinned }: ServiceSpec, at: Path): readonly FieldError[] {
  if (mode === 'release') return [...revisionsErrors(release, at), ...rolloutErrors(release, at)];
  const missing = mode === 'pinned' && (pinned?.revisionName ?? '') === '';
  return missing ? [missingField([spot(at, 'revisionName')], { docs })] : [];
}

/** Their names are not looked at. */
function revisionsErrors(
  { revisions = [] }: NonNullable<ServiceSpec['release']> = {},
  at: Path,
): readonly FieldError[] {
  const where = spot(at, 'revisions');
  if (revisions.length === 0) return [missingField([where], { docs })];
  if (revisions.length <= 2) return [];
  const words = `expected number of elements in range [1, 2], got ${revisions.length}`;
  return [fieldError(words, [where], { code: 'revision-count', docs })];
}

const mostPercent = 99;

/** One revision cannot share with another. */
function rolloutErrors(
  { revisions = [], rolloutPercent: percent = 0 }: NonNullable<ServiceSpec['release']> = {},
  at: Path,
): readonly FieldError[] {
  const where = spot(at, 'rolloutPercent');
  if (revisions.length < 2 && percent !== 0) {
    return [invalidQuoted(percent, where, { docs, fixes: remove(where.path, 'rolloutPercent') })];
  }
  if (percent >= 0 && percent <= mostPercent) return [];
  return [invalidQuoted(percent, where, { docs, fixes: setTo(where.path, percent < 0 ? 0 : mostPercent) })];
}
