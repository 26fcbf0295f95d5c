/**
 * The spec of a revision (knative.dev/serving pkg/apis/serving/v1/revision_validation.go RevisionSpec.Validate and
 * pkg/apis/serving/k8s_validation.go ValidatePodSpec). Paths start below the spec.
 */
import type { Path } from '../../path.ts';
import { type FieldError, invalidValue, outOfBounds, spot, via } from '../fieldError.ts';
import { subdomainErrors } from '../structure/kubernetesNames.ts';
import { containerErrors, initContainerErrors } from './containers.ts';
import { nearestLabel } from '../../names.ts';
import { setTo } from './fixes.ts';
import { pages } from './pages.ts';
import { podFieldErrors } from './podFields.ts';
import { podSecurityContextErrors } from './securityContext.ts';
import type { Settings } from './settings.ts';
import type { RevisionSpec } from './types.ts';
import { volumesByName, volumeErrors } from './volumes.ts';
import { insecureDefaultWarnings } from './warnings.ts';

/** `at` leads to the spec. */
export function revisionSpecErrors(spec: RevisionSpec, at: Path, settings: Settings): readonly FieldError[] {
  const rules = { settings, volumes: volumesByName(spec.volumes) };
  return [
    ...podFieldErrors(spec, at, settings),
    ...via(
      podSecurityContextErrors(spec.securityContext, [...at, 'securityContext'], settings),
      'securityContext',
    ),
    ...insecureDefaultWarnings(spec, at, settings),
    ...via(volumeErrors(spec, [...at, 'volumes'], settings), 'volumes'),
    ...initContainerErrors(spec, at, rules),
    ...containerErrors(spec, at, rules),
    ...serviceAccountErrors(spec, at),
    ...timeoutErrors(spec, at, settings),
    ...concurrencyErrors(spec, at, settings),
  ];
}

function serviceAccountErrors({ serviceAccountName = '' }: RevisionSpec, at: Path): readonly FieldError[] {
  if (serviceAccountName === '') return [];
  const where = spot(at, 'serviceAccountName');
  const meant = nearestLabel(serviceAccountName);
  return subdomainErrors(serviceAccountName).map((error) =>
    invalidValue(
      serviceAccountName,
      where,
      { docs: pages.serviceAccounts, fixes: meant === undefined ? [] : setTo(where.path, meant) },
      error,
    ),
  );
}

/** 0 means the default and passes whatever the limit. */
function timeoutErrors(
  { timeoutSeconds }: RevisionSpec,
  at: Path,
  { maxTimeout }: Settings,
): readonly FieldError[] {
  if (timeoutSeconds === undefined || isWithin(timeoutSeconds, 0n, maxTimeout)) return [];
  return [bounded('timeoutSeconds', timeoutSeconds, 0n, maxTimeout, at, pages.timeouts)];
}

/** pkg/apis/serving/metadata_validation.go ValidateContainerConcurrency. */
function concurrencyErrors(
  { containerConcurrency }: RevisionSpec,
  at: Path,
  { minConcurrency, maxConcurrency }: Settings,
): readonly FieldError[] {
  if (containerConcurrency === undefined) return [];
  if (isWithin(containerConcurrency, minConcurrency, maxConcurrency)) return [];
  const docs = pages.concurrency;
  return [bounded('containerConcurrency', containerConcurrency, minConcurrency, maxConcurrency, at, docs)];
}

function isWithin(value: number, low: bigint, high: bigint): boolean {
  return value >= low && value <= high;
}

function bounded(name: string, value: number, low: bigint, high: bigint, at: Path, docs: string): FieldError {
  const where = spot(at, name);
  const nearest = Number(value < low ? low : high);
  return outOfBounds(value, low, high, where, { docs, fixes: setTo(where.path, nearest) });
}
