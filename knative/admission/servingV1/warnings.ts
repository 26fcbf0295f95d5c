/**
 * What the webhook warns of (knative.dev/serving pkg/apis/serving/k8s_validation.go
 * warnDefaultContainerSecurityContext): defaults of Kubernetes that are not secure. Paths start below the pod's spec.
 */
import type { Json } from '../../json.ts';
import type { Path } from '../../path.ts';
import type { Fix } from '../../problem.ts';
import { text } from '../../text.ts';
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
      ...unsetFields(context, pod).map(([name, value]) => insecureDefault(place, name, value)),
      ...misspeltAll(context, place),
    ];
  });
}

/** The fields left to Kubernetes' defaults, each with the value that would be secure. */
function unsetFields(
  context: SecurityContext,
  pod: PodSecurityContext,
): readonly (readonly [name: string, secure: Json])[] {
  const unset: (readonly [string, Json])[] = [];
  if (pod.runAsNonRoot === undefined && context.runAsNonRoot === undefined)
    unset.push(['runAsNonRoot', true]);
  if (context.allowPrivilegeEscalation === undefined) unset.push(['allowPrivilegeEscalation', false]);
  const profiles = [context.seccompProfile, pod.seccompProfile].filter((profile) => profile !== undefined);
  if (profiles.length === 0) unset.push(['seccompProfile', { type: 'RuntimeDefault' }]);
  else if (profiles.every(({ type }) => type === undefined))
    unset.push(['seccompProfile.type', 'RuntimeDefault']);
  if (context.capabilities === undefined) unset.push(['capabilities', { drop: ['ALL'] }]);
  else if (context.capabilities.drop === undefined) unset.push(['capabilities.drop', ['ALL']]);
  return unset;
}

interface Place {
  readonly printed: string;
  readonly path: Path;
}

function insecureDefault(place: Place, name: string, secure: Json): FieldError {
  const where = below(place, name);
  const fix: Fix = {
    title: text('Set the secure value of {0}', name),
    changes: [{ op: 'set', path: where.path, value: secure }],
  };
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
