/**
 * Environment variables (knative.dev/serving pkg/apis/serving/k8s_validation.go validateEnv, validateEnvFrom). Paths
 * start at the list.
 */
import type { Path } from '../../path.ts';
import {
  fieldError,
  type FieldError,
  missingField,
  missingOneOf,
  multipleOneOf,
  spot,
  via,
} from '../fieldError.ts';
import { remove } from './fixes.ts';
import { maskErrors, mustNotSet } from './masks.ts';
import { pages } from './pages.ts';
import type { Settings } from './settings.ts';
import type { EnvFrom, EnvVar, Role } from './types.ts';

const reserved = new Set(['K_SERVICE', 'K_CONFIGURATION', 'K_REVISION']);
const envFields = new Set(['name', 'value', 'valueFrom']);
const plainSources = new Set(['configMapKeyRef', 'secretKeyRef']);
const podSources = ['fieldRef', 'resourceFieldRef'] as const;

/** `at` leads to the list. */
export function envErrors(
  env: readonly EnvVar[] = [],
  at: Path,
  role: Role,
  settings: Settings,
): readonly FieldError[] {
  return env.flatMap((variable, index) =>
    via(variableErrors(variable, [...at, index], role, settings), `[${index}]`),
  );
}

function variableErrors(variable: EnvVar, at: Path, role: Role, settings: Settings): readonly FieldError[] {
  return [
    ...maskErrors(variable, envFields, at),
    ...nameErrors(variable, at, role),
    ...via(sourceErrors(variable, [...at, 'valueFrom'], settings), 'valueFrom'),
  ];
}

function nameErrors({ name = '' }: EnvVar, at: Path, role: Role): readonly FieldError[] {
  const where = spot(at, 'name');
  if (name === '') return [missingField([where], { docs: pages.env })];
  if (!reserved.has(name) && !(name === 'PORT' && role === 'serving')) return [];
  return [
    fieldError(`"${name}" is a reserved environment variable`, [where], {
      code: 'reserved-env',
      docs: pages.runtime,
      fixes: remove(at, name),
    }),
  ];
}

function sourceErrors({ valueFrom }: EnvVar, at: Path, { flag }: Settings): readonly FieldError[] {
  if (valueFrom === undefined) return [];
  const podFields = flag('kubernetes.podspec-fieldref') !== 'Disabled';
  const names = Object.keys(valueFrom).filter(
    (name) => !plainSources.has(name) && !(podFields && podSources.some((source) => source === name)),
  );
  return names.length === 0 ? [] : [mustNotSet(at, names, pages.features)];
}

/**
 * Exactly one source for each item. A quirk: paths carry no index, and every later item with a reference puts itself
 * before the paths found so far.
 */
export function envFromErrors(sources: readonly EnvFrom[] = [], at: Path): readonly FieldError[] {
  let errors: readonly FieldError[] = [];
  sources.forEach(({ configMapRef, secretRef }, index) => {
    if (secretRef !== undefined) errors = via(errors, `secretRef[${index}]`);
    if (configMapRef !== undefined) errors = via(errors, `configMapRef[${index}]`);
    const path = [...at, index];
    const spots = [spot(path, 'configMapRef', 'key'), spot(path, 'secretRef', 'key')];
    if (configMapRef !== undefined && secretRef !== undefined) {
      errors = [...errors, multipleOneOf(spots, { docs: pages.env })];
    }
    if (configMapRef === undefined && secretRef === undefined) {
      errors = [...errors, missingOneOf(spots, { docs: pages.env })];
    }
  });
  return errors;
}
