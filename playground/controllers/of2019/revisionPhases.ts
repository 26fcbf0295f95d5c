/** What a Revision of 2019 keeps once its image is known, and what each part of it says about the Revision. */
import { conditionOf } from '#knative/conditions.ts';
import { isObject, member } from '#knative/json.ts';
import { type ApiObject, listAt, nameOf, namespaceOf, numberAt, textAt, uidOf } from '../../api/object.ts';
import type { Conditions } from '../conditions.ts';
import { type Environment, say, settingsIn } from '../environment.ts';
import type { Draft } from '../reconciled.ts';
import {
  autoscalerKind,
  coreServiceKind,
  deploymentKind,
  imageKind,
  label,
  podKind,
} from '../serving/names.ts';
import { copyActive } from './activity.ts';
import {
  autoscalerOf,
  childNames,
  deploymentOf,
  imageCacheOf,
  progressDeadline,
  serviceOf,
} from './revisionChildren.ts';

const component = 'revision-controller';

/** Milliseconds a Service may be without endpoints. */
export const serviceTimeout = 300_000;

export function tendDeployment(
  environment: Environment,
  revision: ApiObject,
  image: string,
  conditions: Conditions,
): void {
  const { client } = environment;
  const namespace = namespaceOf(revision);
  const live = client.find(deploymentKind, namespace, childNames.deployment(revision));
  if (live === undefined) {
    deploying(conditions);
    const settings = settingsIn(environment, 'config-controller');
    client.create(deploymentOf(revision, settings['queueSidecarImage'] ?? 'queue', image));
    client.create(imageCacheOf(revision, image));
    return;
  }
  if (client.find(imageKind, namespace, childNames.image(revision)) === undefined) {
    client.create(imageCacheOf(revision, image));
  }
  const wanted = numberAt(live['spec'], 'replicas') ?? 1;
  const available = numberAt(live['status'], 'availableReplicas') ?? 0;
  if (wanted > 0 && available === 0) blamePod(environment, revision, conditions);
  const progressing = conditionOf(live, 'Progressing');
  if (
    progressing?.status === 'False' &&
    progressing.reason === 'ProgressDeadlineExceeded' &&
    !isInactive(conditions)
  ) {
    const message = `Unable to create pods for more than ${progressDeadline} seconds.`;
    conditions.mark('ResourcesAvailable', 'False', 'ProgressDeadlineExceeded', message);
  }
}

function isInactive(conditions: Conditions): boolean {
  return conditions.is('Active', 'False');
}

function deploying(conditions: Conditions): void {
  conditions.mark('ResourcesAvailable', 'Unknown', 'Deploying');
  conditions.mark('ContainerHealthy', 'Unknown', 'Deploying');
}

function blamePod({ client }: Environment, revision: ApiObject, conditions: Conditions): void {
  const labels = `${label.revisionUID}=${uidOf(revision)}`;
  const [pod] = client.list(podKind, { namespace: namespaceOf(revision), labels });
  const status = listAt(pod?.['status'], 'containerStatuses').find(
    (one) => textAt(one, 'name') === 'user-container',
  );
  const ended = member(member(status, 'lastState'), 'terminated');
  if (!isObject(ended)) return;
  const reason = `ExitCode${numberAt(ended, 'exitCode') ?? 0}`;
  conditions.mark('ContainerHealthy', 'False', reason, `Container failed with: ${textAt(ended, 'message')}`);
}

export function tendService(
  environment: Environment,
  revision: ApiObject,
  conditions: Conditions,
  status: Draft,
): void {
  const { client, cluster } = environment;
  const name = childNames.service(revision);
  status['serviceName'] = name;
  if (client.find(coreServiceKind, namespaceOf(revision), name) === undefined) {
    if (!conditions.is('ContainerHealthy', 'False')) deploying(conditions);
    client.create(serviceOf(revision));
    return;
  }
  const endpoints = client.find('v1 Endpoints', namespaceOf(revision), name);
  if (listAt(endpoints, 'subsets').length > 0) {
    const wasReady = conditions.is('Ready', 'True');
    conditions.mark('ResourcesAvailable', 'True');
    conditions.mark('ContainerHealthy', 'True');
    const message = `Revision becomes ready upon endpoint ${JSON.stringify(name)} becoming ready`;
    if (!wasReady) say(environment, revision, component, 'RevisionReady', message);
    return;
  }
  const age = cluster.clock.now() - Date.parse(textAt(revision.metadata, 'creationTimestamp'));
  if (!conditions.is('Ready', 'Unknown') || isInactive(conditions) || age < serviceTimeout) return;
  const message = 'Timed out waiting for a service endpoint to become ready';
  conditions.mark('ResourcesAvailable', 'False', 'ServiceTimeout', message);
  const failed = `Revision did not become ready due to endpoint ${JSON.stringify(name)}`;
  say(environment, revision, component, 'RevisionFailed', failed, { type: 'Warning' });
}

export function tendAutoscaler({ client }: Environment, revision: ApiObject, conditions: Conditions): void {
  const found = client.find(autoscalerKind, namespaceOf(revision), nameOf(revision));
  copyActive(found ?? client.create(autoscalerOf(revision)), conditions);
}
