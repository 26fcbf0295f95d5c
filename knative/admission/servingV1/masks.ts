/**
 * The fields Knative allows of the structs of core/v1 (knative.dev/serving pkg/apis/serving/fieldmask.go). Most others
 * the CRD has dropped before; init containers and a pod's security context it lets through.
 */
import type { Path } from '../../path.ts';
import type { Fix } from '../../problem.ts';
import { text } from '../../text.ts';
import { disallowedField, type FieldError, spot } from '../fieldError.ts';
import { pages } from './pages.ts';

export const masks = {
  container: new Set([
    'name',
    'args',
    'command',
    'env',
    'workingDir',
    'envFrom',
    'image',
    'imagePullPolicy',
    'livenessProbe',
    'ports',
    'readinessProbe',
    'resources',
    'securityContext',
    'startupProbe',
    'terminationMessagePath',
    'terminationMessagePolicy',
    'volumeMounts',
  ]),
  port: new Set(['containerPort', 'name', 'protocol']),
  resources: new Set(['limits', 'requests']),
} as const;

/** One error that names the fields of `value` that are set and not allowed. */
export function maskErrors(
  value: object | undefined,
  allowed: ReadonlySet<string>,
  at: Path,
): readonly FieldError[] {
  if (value === undefined) return [];
  const names = Object.keys(value).filter((name) => !allowed.has(name));
  return names.length === 0 ? [] : [mustNotSet(at, names)];
}

/** `must not set the field(s)` for fields below `at`, with the fix that removes them. */
export function mustNotSet(at: Path, names: readonly string[], docs: string = pages.api): FieldError {
  return disallowedField(
    names.map((name) => spot(at, name, 'key')),
    { docs, fixes: [removal(at, names)] },
  );
}

function removal(at: Path, names: readonly string[]): Fix {
  return {
    title: text('Remove {0}', names.join(', ')),
    changes: names.map((name) => ({ op: 'remove', path: [...at, name] })),
    preferred: true,
  };
}
