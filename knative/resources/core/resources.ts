/** CPU, memory and other resources a container asks for. */
import { field, list, map, object, quantity, scalar, string } from '../shape.ts';

const resourcesDoc = 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/';

export const resourceList = map(quantity, { go: 'v1.ResourceList' });

const resourceClaimUse = object('v1.ResourceClaim', {
  name: field(string, "Name of an entry of the pod's `resourceClaims`.", { required: true }),
  request: field(string, 'One request of that claim; left out, all of them.'),
});

export const resourceRequirements = object('v1.ResourceRequirements', {
  requests: field(
    resourceList,
    'What the scheduler sets aside: CPU in cores (`100m` is a tenth), memory in bytes (`128Mi`). Left out, the limits.',
    { docs: resourcesDoc },
  ),
  limits: field(
    resourceList,
    'What the container can use at most: more CPU is throttled, more memory ends it. Never below the request.',
    { docs: resourcesDoc },
  ),
  claims: field(list(resourceClaimUse), "Devices of the pod's `resourceClaims` this container uses."),
});

export const containerResizePolicy = object('v1.ContainerResizePolicy', {
  resourceName: field(
    scalar('string', { allowed: ['cpu', 'memory'], go: 'v1.ResourceName' }),
    'The resource the policy is about.',
    { required: true },
  ),
  restartPolicy: field(
    scalar('string', { allowed: ['NotRequired', 'RestartContainer'], go: 'v1.ResourceResizeRestartPolicy' }),
    'Whether the container restarts when this resource is resized.',
    { required: true },
  ),
});
