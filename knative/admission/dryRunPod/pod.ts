/** The pod as a whole (ValidatePodSpec in k8s.io/kubernetes pkg/apis/core/validation, as of 1.36). */
import { subdomainErrors } from '../structure/kubernetesNames.ts';
import { checkContainers, checkInitContainers } from './container.ts';
import { checkDns, checkHostAliases } from './network.ts';
import type { Place } from './place.ts';
import type { ResourceDefaults } from './resources.ts';
import { checkAffinity, checkTolerations, checkTopologySpread } from './scheduling.ts';
import { checkPodSecurityContext } from './security.ts';
import { checkLabels } from './selectors.ts';
import { checkVolumes } from './volumes.ts';

/** Reports everything Kubernetes refuses in the pod Knative builds from the template's spec. */
export function checkPod(pod: Place, resourceDefaults: ResourceDefaults): void {
  const volumes = checkVolumes(pod.get('volumes'));
  checkContainers(pod.get('containers'), { volumes, resourceDefaults });
  checkInitContainers(pod, { volumes, resourceDefaults });
  checkDns(pod);
  checkLabels(pod.get('nodeSelector'), 'pod-node-selector');
  checkPodSecurityContext(pod.get('securityContext'), pod);
  checkAffinity(pod.get('affinity'));
  checkTopologySpread(pod.get('topologySpreadConstraints'));
  checkTolerations(pod.get('tolerations'));
  checkHostAliases(pod.get('hostAliases'));
  for (const name of ['serviceAccountName', 'priorityClassName']) {
    const reference = pod.get(name);
    if (reference.text !== '') reference.invalidAll('pod-reference-name', subdomainErrors(reference.text));
  }
  const runtime = pod.get('runtimeClassName');
  if (runtime.present) runtime.invalidAll('pod-reference-name', subdomainErrors(runtime.text));
}
