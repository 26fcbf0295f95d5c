/**
 * The secure values a cluster with `secure-pod-defaults` fills in (knative.dev/serving
 * pkg/apis/serving/v1/revision_defaults.go defaultSecurityContext).
 */
import type { Settings } from './settings.ts';
import type { Container, PodSecurityContext, SecurityContext } from './types.ts';

const lowPorts = 1024;

/** Each value only where neither the container nor the pod says otherwise. */
export function withSecureDefaults(
  container: Container,
  pod: PodSecurityContext = {},
  { secureDefaults }: Settings,
): Container {
  if (secureDefaults === 'Disabled') return container;
  const given = container.securityContext ?? {};
  const setsNonRoot = secureDefaults === 'Enabled' && pod.runAsNonRoot === undefined;
  return {
    ...container,
    securityContext: {
      ...given,
      allowPrivilegeEscalation: given.allowPrivilegeEscalation ?? false,
      ...profile(given, pod),
      capabilities: given.capabilities ?? capabilities(container),
      ...(setsNonRoot && { runAsNonRoot: given.runAsNonRoot ?? true }),
    },
  };
}

function profile(given: SecurityContext, pod: PodSecurityContext): SecurityContext {
  if ((pod.seccompProfile?.type ?? '') !== '') return {};
  const { seccompProfile = {} } = given;
  return { seccompProfile: { ...seccompProfile, type: seccompProfile.type ?? 'RuntimeDefault' } };
}

/** None, but the one a program needs to listen on a low port. */
function capabilities({ ports = [] }: Container): NonNullable<SecurityContext['capabilities']> {
  const needsLowPort = ports.some(({ containerPort = 0 }) => containerPort < lowPorts);
  return { drop: ['ALL'], ...(needsLowPort && { add: ['NET_BIND_SERVICE'] }) };
}
