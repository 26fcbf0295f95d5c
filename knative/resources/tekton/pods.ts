/** What runs say about their pods. Pipelines of August 2026. */
import { container, podSpecFields, resourceRequirements } from '../core.ts';
import { lazily } from '../lazily.ts';
import { type Field, field, list, object, string } from '../shape.ts';
import { tektonPages } from './pages.ts';

const names = [
  'nodeSelector',
  'tolerations',
  'affinity',
  'securityContext',
  'volumes',
  'runtimeClassName',
  'automountServiceAccountToken',
  'dnsPolicy',
  'dnsConfig',
  'enableServiceLinks',
  'priorityClassName',
  'schedulerName',
  'imagePullSecrets',
  'hostAliases',
  'hostNetwork',
  'hostUsers',
  'topologySpreadConstraints',
] as const;

/** `pod.Template`. */
export const podTemplate = lazily(() =>
  field(
    object('pod.Template', {
      ...Object.fromEntries<Field>(names.map((name) => [name, podSpecFields[name]])),
      env: container.fields.env,
    }),
    'What else the pod needs: nodes, tolerations, security context, volumes.',
    { docs: tektonPages.podTemplates },
  ),
);

const docs = tektonPages.computeResources;

/** CPU and memory of a whole pod. */
export const computeResources = lazily(() =>
  field(resourceRequirements, 'CPU and memory of the pod, all its steps together.', { docs }),
);

/** CPU and memory of single steps or sidecars of a run. */
export function specsOf(what: 'steps' | 'sidecars'): Field {
  const go = what === 'steps' ? 'v1.TaskRunStepSpec' : 'v1.TaskRunSidecarSpec';
  return field(
    list(
      object(go, {
        name: field(string, 'Whose resources are meant.', { required: true, docs }),
        computeResources: field(resourceRequirements, 'Its CPU and memory.', { required: true, docs }),
      }),
    ),
    `CPU and memory of single ${what}; they win over what the task says.`,
    { docs },
  );
}

/** The same in the beta. */
export function overridesOf(what: 'steps' | 'sidecars'): Field {
  const go = what === 'steps' ? 'v1beta1.TaskRunStepOverride' : 'v1beta1.TaskRunSidecarOverride';
  return field(
    list(
      object(go, {
        name: field(string, 'Whose resources are meant.', { required: true, docs }),
        resources: field(resourceRequirements, 'Its CPU and memory.', { required: true, docs }),
      }),
    ),
    `CPU and memory of single ${what}; they win over what the task says.`,
    { docs },
  );
}
