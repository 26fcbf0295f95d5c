/** What the Deployment of a Revision is given by the cluster's settings and by annotations. */
import { parseDuration, second } from '#knative/goNumbers.ts';
import { annotationsOf, type ApiObject } from '../../api/object.ts';
import { type Environment, settingsIn } from '../environment.ts';
import { annotation } from './names.ts';
import type { DeploymentSettings } from './revisionChildren.ts';

export function deploymentSettings(environment: Environment, revision: ApiObject): DeploymentSettings {
  const deployment = settingsIn(environment, 'config-deployment');
  const autoscaler = settingsIn(environment, 'config-autoscaler');
  const annotations = annotationsOf(revision);
  const deadline = annotations[annotation.progressDeadline] ?? deployment['progress-deadline'] ?? '600s';
  const key = (name: string): string => `autoscaling.knative.dev/${name}`;
  const number = (name: string, otherwise: string): number => Number(annotations[key(name)] ?? otherwise);
  const initial = number('initial-scale', autoscaler['initial-scale'] ?? '1');
  return {
    queueImage: deployment['queue-sidecar-image'] ?? 'ko.local/queue',
    progressDeadline: Number(parseDuration(deadline) ?? 600n * second) / Number(second),
    initialScale: Math.max(initial, number('min-scale', autoscaler['min-scale'] ?? '0')),
  };
}
