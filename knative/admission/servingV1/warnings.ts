/**
 * What the webhook warns of (knative.dev/serving pkg/apis/serving/k8s_validation.go
 * warnDefaultContainerSecurityContext): defaults of Kubernetes that are not secure. Paths start below the pod's spec.
 */
import type { Json } from '../../json.ts';
import type { Path } from '../../path.ts';
import type { Fix } from '../../problem.ts';
import { text, type Text } from '../../text.ts';
import { fieldError, type FieldError, invalidValue, type Spot, warning } from '../fieldError.ts';
import { setTo } from './fixes.ts';
import { pages } from './pages.ts';
import type { Settings } from './settings.ts';
import type { Container, PodSecurityContext, RevisionSpec, SecurityContext } from './types.ts';

const insecure =
  'Kubernetes default value is insecure, Knative may default this to secure in a future release';

/** Nothing where the cluster fills in secure values itself. */
export function insecureDefaultWarnings(
  spec: RevisionSpec,
  at: Path,
  { secureDefaults }: Settings,
): readonly FieldError[] {
  if (secureDefaults !== 'Disabled') return [];
  return [
    ...containerWarnings('containers', spec.containers, spec, at),
    ...containerWarnings('initContainers', spec.initContainers, spec, at),
  ];
}

function containerWarnings(
  list: 'containers' | 'initContainers',
  containers: readonly Container[] = [],
  { securityContext: pod = {} }: RevisionSpec,
  at: Path,
): readonly FieldError[] {
  return containers.flatMap(({ securityContext: context = {} }, index) => {
    const place = {
      printed: `${list}[${index}].securityContext`,
      path: [...at, list, index, 'securityContext'],
    };
    return [
      ...unsetFields(context, pod).map((secure) => insecureDefault(place, secure)),
      ...misspeltAll(context, place),
    ];
  });
}

/** A field with the value that would be secure. */
interface Secure {
  readonly name: string;
  readonly value: Json;
  readonly title: Text;
}

/** Nearly every manifest leaves all of them out. */
const secure = {
  runAsNonRoot: secureField('runAsNonRoot', true),
  allowPrivilegeEscalation: secureField('allowPrivilegeEscalation', false),
  seccompProfile: secureField('seccompProfile', { type: 'RuntimeDefault' }),
  seccompProfileType: secureField('seccompProfile.type', 'RuntimeDefault'),
  capabilities: secureField('capabilities', { drop: ['ALL'] }),
  capabilitiesDrop: secureField('capabilities.drop', ['ALL']),
};

function secureField(name: string, value: Json): Secure {
  return { name, value, title: text('Set the secure value of {0}', name) };
}

/** The fields left to Kubernetes' defaults. */
function unsetFields(
  { runAsNonRoot, allowPrivilegeEscalation, seccompProfile, capabilities }: SecurityContext,
  pod: PodSecurityContext,
): readonly Secure[] {
  const unset: Secure[] = [];
  if (pod.runAsNonRoot === undefined && runAsNonRoot === undefined) unset.push(secure.runAsNonRoot);
  if (allowPrivilegeEscalation === undefined) unset.push(secure.allowPrivilegeEscalation);
  if (seccompProfile === undefined && pod.seccompProfile === undefined) unset.push(secure.seccompProfile);
  else if (seccompProfile?.type === undefined && pod.seccompProfile?.type === undefined)
    unset.push(secure.seccompProfileType);
  if (capabilities === undefined) unset.push(secure.capabilities);
  else if (capabilities.drop === undefined) unset.push(secure.capabilitiesDrop);
  return unset;
}

interface Place {
  readonly printed: string;
  readonly path: Path;
}

function insecureDefault(place: Place, { name, value, title }: Secure): FieldError {
  const where = below(place, name);
  const fix: Fix = { title, changes: [{ op: 'set', path: where.path, value }] };
  return warning(
    fieldError(insecure, [where], { code: 'insecure-default', docs: pages.security, fixes: [fix] }),
  );
}

/** In lower case the word means nothing to the container runtime. */
function misspeltAll({ capabilities }: SecurityContext, place: Place): readonly FieldError[] {
  if (capabilities?.drop?.[0] !== 'all') return [];
  const where = below(place, 'capabilities.drop');
  const advice = {
    code: 'capability-spelling',
    docs: pages.security,
    fixes: setTo([...where.path, 0], 'ALL'),
  };
  return [warning(invalidValue('all', where, advice, "Must be spelled as 'ALL'"))];
}

function below({ printed, path }: Place, name: string): Spot {
  return { printed: `${printed}.${name}`, path: [...path, ...name.split('.')], at: 'value' };
}
