/**
 * What the processes of a container or pod may do (knative.dev/serving pkg/apis/serving/k8s_validation.go
 * validateSecurityContext, ValidatePodSecurityContext, and the masks in fieldmask.go). Paths start below the context.
 */
import type { Path } from '../../path.ts';
import { type FieldError, outOfBounds, type Spot, spot, via } from '../fieldError.ts';
import { setTo } from './fixes.ts';
import { maskErrors, mustNotSet } from './masks.ts';
import { pages } from './pages.ts';
import type { Settings } from './settings.ts';
import type { PodSecurityContext, SecurityContext } from './types.ts';

const largestId = 2_147_483_647;

const containerFields = new Set([
  'allowPrivilegeEscalation',
  'capabilities',
  'readOnlyRootFilesystem',
  'runAsGroup',
  'runAsNonRoot',
  'runAsUser',
  'seccompProfile',
]);
const containerFieldsAndPrivileged = new Set([...containerFields, 'privileged']);

/** `privileged` may only be turned off. */
export function securityContextErrors(
  context: SecurityContext | undefined,
  at: Path,
  settings: Settings,
): readonly FieldError[] {
  if (context === undefined) return [];
  const allowed = context.privileged === true ? containerFields : containerFieldsAndPrivileged;
  return [
    ...maskErrors(context, allowed, at),
    ...via(capabilityErrors(context, [...at, 'capabilities'], settings), 'capabilities'),
    ...idErrors(context.runAsUser, spot(at, 'runAsUser')),
    ...idErrors(context.runAsGroup, spot(at, 'runAsGroup')),
  ];
}

function capabilityErrors(
  { capabilities }: SecurityContext,
  at: Path,
  settings: Settings,
): readonly FieldError[] {
  const add = capabilities?.add;
  if (add === undefined || settings.flag('kubernetes.containerspec-addcapabilities') === 'Enabled') return [];
  // Secure defaults take all capabilities away; this one may be had back, to listen on a low port.
  const isLowPorts = add.length === 1 && add[0] === 'NET_BIND_SERVICE';
  return settings.secureDefaults !== 'Disabled' && isLowPorts
    ? []
    : [mustNotSet(at, ['add'], pages.features)];
}

const podFields = new Set([
  'fsGroup',
  'runAsGroup',
  'runAsNonRoot',
  'runAsUser',
  'seccompProfile',
  'supplementalGroups',
]);

export function podSecurityContextErrors(
  context: PodSecurityContext | undefined,
  at: Path,
  settings: Settings,
): readonly FieldError[] {
  if (context === undefined) return [];
  return [
    ...maskErrors(context, allowedPodFields(context, settings), at),
    ...idErrors(context.runAsUser, spot(at, 'runAsUser')),
    ...idErrors(context.runAsGroup, spot(at, 'runAsGroup')),
    ...idErrors(context.fsGroup, spot(at, 'fsGroup')),
    ...(context.supplementalGroups ?? []).flatMap((id, index) =>
      idErrors(id, {
        printed: `supplementalGroups[${index}]`,
        path: [...at, 'supplementalGroups', index],
        at: 'value',
      }),
    ),
  ];
}

const profile: ReadonlySet<string> = new Set(['seccompProfile']);
const nothing: ReadonlySet<string> = new Set<string>();

/** Without the flag nothing, except that secure defaults let a profile without parameters be chosen. */
function allowedPodFields(
  { seccompProfile }: PodSecurityContext,
  { flag, secureDefaults }: Settings,
): ReadonlySet<string> {
  if (flag('kubernetes.podspec-securitycontext') !== 'Disabled') return podFields;
  if (secureDefaults === 'Disabled') return nothing;
  const isPlain = seccompProfile?.type === 'RuntimeDefault' || seccompProfile?.type === 'Unconfined';
  return isPlain && seccompProfile.localhostProfile === undefined ? profile : nothing;
}

function idErrors(id: number | undefined, where: Spot): readonly FieldError[] {
  if (id === undefined || (id >= 0 && id <= largestId)) return [];
  const fixes = setTo(where.path, id < 0 ? 0 : largestId);
  return [outOfBounds(id, 0, largestId, where, { docs: pages.security, fixes })];
}
