/** One container of any role (knative.dev/serving pkg/apis/serving/k8s_validation.go validate). Paths start below it. */
import { isImageReference } from '../../image.ts';
import { nearest } from '../../nearest.ts';
import type { Path } from '../../path.ts';
import type { Fix } from '../../problem.ts';
import { fieldError, type FieldError, invalidValue, missingField, spot, via } from '../fieldError.ts';
import { goQuote } from '../structure/goJson.ts';
import { envErrors, envFromErrors } from './env.ts';
import { setTo } from './fixes.ts';
import { maskErrors, masks } from './masks.ts';
import { mountErrors } from './mounts.ts';
import { pages } from './pages.ts';
import { portErrors } from './ports.ts';
import { securityContextErrors } from './securityContext.ts';
import type { Container, PodRules, Role } from './types.ts';

export function containerFieldErrors(
  container: Container,
  at: Path,
  role: Role,
  rules: PodRules,
): readonly FieldError[] {
  if (Object.keys(container).length === 0) return [missingField([spot(at, '')], { docs: pages.api })];
  const { settings } = rules;
  return [
    ...maskErrors(container, masks.container, at),
    ...reservedNameErrors(container, at),
    ...via(envErrors(container.env, [...at, 'env'], role, settings), 'env'),
    ...via(envFromErrors(container.envFrom, [...at, 'envFrom']), 'envFrom'),
    ...imageErrors(container, at),
    ...via(portErrors(container.ports, [...at, 'ports'], role), 'ports'),
    ...via(maskErrors(container.resources, masks.resources, [...at, 'resources']), 'resources'),
    ...via(
      securityContextErrors(container.securityContext, [...at, 'securityContext'], settings),
      'securityContext',
    ),
    ...terminationErrors(container, at),
    ...via(mountErrors(container.volumeMounts, [...at, 'volumeMounts'], rules), 'volumeMounts'),
  ];
}

function reservedNameErrors({ name }: Container, at: Path): readonly FieldError[] {
  if (name !== 'queue-proxy') return [];
  const where = spot(at, 'name');
  const fixes = setTo(where.path, 'user-container');
  return [
    fieldError('"queue-proxy" is a reserved container name', [where], {
      code: 'reserved-name',
      docs: pages.containers,
      fixes,
    }),
  ];
}

function imageErrors({ image = '' }: Container, at: Path): readonly FieldError[] {
  const where = spot(at, 'image');
  if (image === '') return [missingField([where], { docs: pages.images })];
  if (isImageReference(image)) return [];
  return [
    fieldError(
      'Failed to parse image reference',
      [where],
      { code: 'image-reference', docs: pages.images, fixes: imageFixes(image, where.path) },
      [`image: ${goQuote(image)}, error: could not parse reference: ${image}`],
    ),
  ];
}

/** Blanks around it, or capitals in its path. */
export function imageFixes(image: string, path: Path): readonly Fix[] {
  const trimmed = image.trim();
  if (trimmed !== image && isImageReference(trimmed)) return setTo(path, trimmed);
  const lower = trimmed.replace(/^[^:@]+/, (name) => name.toLowerCase());
  return lower !== image && isImageReference(lower) ? setTo(path, lower) : [];
}

const policies = ['File', 'FallbackToLogsOnError'];

function terminationErrors({ terminationMessagePolicy: policy }: Container, at: Path): readonly FieldError[] {
  if (policy === undefined || policies.includes(policy)) return [];
  const where = spot(at, 'terminationMessagePolicy');
  const meant = nearest(policy, policies);
  return [
    invalidValue(policy, where, {
      docs: pages.api,
      fixes: meant === undefined ? [] : setTo(where.path, meant),
    }),
  ];
}
