/** All mutations there are. */
import { type ClusterProfile, featureFlag } from '#knative/clusterProfile.ts';
import type { Operator } from './operator.ts';
import { annotationOperators } from './operators/annotations.ts';
import { containerOperators } from './operators/containers.ts';
import { domainMappingOperators } from './operators/domainMapping.ts';
import { gatedOperators } from './operators/gated.ts';
import { fragmentOperators } from './operators/fragments.ts';
import { metadataOperators } from './operators/metadata.ts';
import { podOperators } from './operators/pod.ts';
import { probeOperatorList } from './operators/probes.ts';
import { securityOperators } from './operators/security.ts';
import { structureOperators } from './operators/structure.ts';
import { trafficOperators } from './operators/traffic.ts';
import { updateOperators } from './operators/update.ts';
import { volumeOperators } from './operators/volumes.ts';

/** All there are, for a cluster of this configuration. */
export function operatorsFor(profile: ClusterProfile): readonly Operator[] {
  return [...ungated, ...gatedOperators(featureFlag(profile, 'kubernetes.podspec-affinity') !== 'Disabled')];
}

const ungated: readonly Operator[] = [
  ...structureOperators,
  ...metadataOperators,
  ...annotationOperators,
  ...trafficOperators,
  ...containerOperators,
  ...probeOperatorList,
  ...volumeOperators,
  ...securityOperators,
  ...podOperators,
  ...domainMappingOperators,
  ...updateOperators,
  ...fragmentOperators,
];
