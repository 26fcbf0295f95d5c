/** A Revision of 2019: waits for its Build, finds the digest of its image, deploys, and is ready once its Service has endpoints (serving 0.3 pkg/reconciler/v1alpha1/revision). */
import { conditionOf } from '#knative/conditions.ts';
import { isObject, member } from '#knative/json.ts';
import {
  type ApiObject,
  isTerminating,
  labelsOf,
  listAt,
  nameOf,
  namespaceOf,
  numberAt,
  objectAt,
  textAt,
  uidOf,
} from '../../api/object.ts';
import type { Conditions, ConditionSet } from '../conditions.ts';
import { type Controller, keyOf } from '../controller.ts';
import { type Environment, say, settingsIn } from '../environment.ts';
import { ownerKeys } from '../owners.ts';
import { type Draft, reconciled } from '../reconciled.ts';
import {
  autoscalerKind,
  coreServiceKind,
  deploymentKind,
  imageKind,
  label,
  podKind,
} from '../serving/names.ts';
import { copyActive } from './activity.ts';
import type { Registries } from '../workload/images.ts';
import { buildKind, revisionKind } from './kinds.ts';
import {
  autoscalerOf,
  childNames,
  deploymentOf,
  imageCacheOf,
  imageOf,
  progressDeadline,
  serviceOf,
} from './revisionChildren.ts';

const set: ConditionSet = {
  happy: 'Ready',
  dependents: ['ResourcesAvailable', 'ContainerHealthy', 'BuildSucceeded'],
  quiet: true,
};
const component = 'revision-controller';
/** Milliseconds a Service may be without endpoints. */
const serviceTimeout = 300_000;

export function revisionController(environment: Environment, registry: Registries): Controller {
  return {
    delay: 20,
    keysOf: (kind, change) => {
      if (kind === revisionKind) return [keyOf(change)];
      if (kind === buildKind) return [keyOf(change)];
      const revision = labelsOf(change.object)[label.revision];
      if ((kind === podKind || kind === 'v1 Endpoints') && revision !== undefined) {
        return [{ namespace: namespaceOf(change.object), name: revision }];
      }
      return kind === deploymentKind || kind === autoscalerKind ? ownerKeys(change.object, 'Revision') : [];
    },
    reconcile: ({ namespace, name }, again) => {
      const revision = environment.client.find(revisionKind, namespace, name);
      if (revision === undefined || isTerminating(revision)) return;
      reconciled(environment, revision, set, (conditions, status) => {
        if (!tendBuild(environment, revision, conditions)) return;
        const image = resolved(registry, revision, conditions, status);
        if (image === undefined) return;
        tendDeployment(environment, revision, image, conditions);
        tendService(environment, revision, conditions, status);
        tendAutoscaler(environment, revision, conditions);
      });
      const after = environment.client.find(revisionKind, namespace, name);
      if (conditionOf(after ?? revision, 'Ready')?.status === 'Unknown') again(serviceTimeout);
    },
  };
}

/** Whether it is built, or need not be. */
function tendBuild(environment: Environment, revision: ApiObject, conditions: Conditions): boolean {
  const reference = objectAt(revision['spec'], 'buildRef');
  const name = textAt(reference, 'name') || textAt(revision['spec'], 'buildName');
  if (name === '') {
    conditions.mark('BuildSucceeded', 'True');
    return true;
  }
  const build = environment.client.find(buildKind, namespaceOf(revision), name);
  const done = build === undefined ? undefined : conditionOf(build, 'Succeeded');
  const before = conditions.get('BuildSucceeded')?.status;
  if (done?.status === 'True') conditions.mark('BuildSucceeded', 'True');
  else if (done?.status === 'False') conditions.mark('BuildSucceeded', 'False', done.reason, done.message);
  else conditions.mark('BuildSucceeded', 'Unknown', 'Building', done?.message ?? '');
  if (done?.status === 'False' && before !== 'False') {
    say(environment, revision, component, 'BuildFailed', done.message, { type: 'Warning' });
  }
  return done?.status === 'True';
}

function resolved(
  registry: Registries,
  revision: ApiObject,
  conditions: Conditions,
  status: Draft,
): string | undefined {
  if (typeof status['imageDigest'] === 'string') return status['imageDigest'];
  const image = imageOf(revision);
  const found = registry.resolve(image);
  if ('failure' in found) {
    const message = `Unable to fetch image ${JSON.stringify(image)}: ${found.failure}`;
    conditions.mark('ContainerHealthy', 'False', 'ContainerMissing', message);
    return undefined;
  }
  status['imageDigest'] = found.image;
  return found.image;
}

function tendDeployment(
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

function tendService(
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

function tendAutoscaler({ client }: Environment, revision: ApiObject, conditions: Conditions): void {
  const found = client.find(autoscalerKind, namespaceOf(revision), nameOf(revision));
  copyActive(found ?? client.create(autoscalerOf(revision)), conditions);
}
