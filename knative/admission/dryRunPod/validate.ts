/**
 * The last stage of admission: Knative builds a pod from the template and asks the API server for a dry run
 * (pkg/webhook/podspec_dryrun.go in knative.dev/serving); what core/v1 refuses in it, refuses the Service.
 * Nothing of the template's metadata reaches that pod, and of its containers only the user's are in it.
 */
import type { AdmissionContext } from '../context.ts';
import type { ClusterProfile } from '../../clusterProfile.ts';
import { isArray, isObject, type Json, type JsonObject, member } from '../../json.ts';
import { valueAt } from '../../path.ts';
import type { ClusterProblem } from '../../problem.ts';
import type { Resource } from '../../resource.ts';
import { named } from '../servingV1/containerNames.ts';
import { settingsOf } from '../servingV1/settings.ts';
import type { Container, ObjectMeta } from '../servingV1/types.ts';
import { podPlace } from './place.ts';
import { checkPod } from './pod.ts';
import type { ResourceDefaults } from './resources.ts';

const templateSpec = ['spec', 'template', 'spec'] as const;

/**
 * What the dry run refuses in `decoded`, an object that has passed all stages before. Only a Service, or a
 * Configuration that no Service has made, is asked about.
 */
export function validateDryRunPod(
  kind: string,
  decoded: JsonObject,
  _resource: Resource,
  context: AdmissionContext,
): readonly ClusterProblem[] {
  if (kind !== 'Service' && kind !== 'Configuration') return [];
  if (kind === 'Configuration' && isOwned(decoded)) return [];
  const spec = valueAt(decoded, templateSpec);
  if (!isObject(spec)) return [];
  const problems: ClusterProblem[] = [];
  const pod = withContainerNames(spec, decoded, context.profile);
  checkPod(podPlace(pod, templateSpec, problems), resourceDefaults(context.profile));
  return problems;
}

/** Containers without a name have got one, which may be none that Kubernetes takes. */
function withContainerNames(spec: JsonObject, decoded: JsonObject, profile: ClusterProfile): JsonObject {
  const containers = containersOf(spec['containers']);
  const initContainers = containersOf(spec['initContainers']);
  if (containers === undefined || initContainers === undefined) return spec;
  const parent: ObjectMeta = (decoded['metadata'] ?? {}) as ObjectMeta;
  const { containerName, initContainerName } = settingsOf(profile);
  const taken = new Set([...containers, ...initContainers].map(({ name = '' }) => name));
  return {
    ...spec,
    containers: named(containers, taken, containerName, parent),
    initContainers: named(initContainers, taken, initContainerName, parent),
  };
}

function containersOf(value: Json = []): readonly Container[] | undefined {
  return isArray(value) && value.every((item) => isObject(item)) ? value : undefined;
}

/** Knative goes by the label alone here. */
function isOwned(decoded: JsonObject): boolean {
  const owner = valueAt(decoded, ['metadata', 'labels', 'serving.knative.dev/service']);
  return typeof owner === 'string' && owner !== '';
}

/** config-defaults: what a container without such a request or limit gets. */
function resourceDefaults({ defaults }: ClusterProfile): ResourceDefaults {
  const of = (kind: string): ReadonlyMap<string, string> => {
    const found = new Map<string, string>();
    for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
      const value = member(defaults, `revision-${resource}-${kind}`);
      if (typeof value === 'string') found.set(resource, value);
    }
    return found;
  };
  return { requests: of('request'), limits: of('limit') };
}
