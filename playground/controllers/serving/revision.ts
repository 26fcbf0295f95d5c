/** A Revision: finds the digests of its images, then keeps a Deployment and a PodAutoscaler, and says how they are (serving pkg/reconciler/revision). */
import { jsonEquals } from '#knative/json.ts';
import { type ApiObject, isTerminating, namespaceOf, objectAt, textAt, uidOf } from '../../api/object.ts';
import type { Conditions, ConditionSet } from '../conditions.ts';
import { type Controller, keyOf } from '../controller.ts';
import { type Environment, say } from '../environment.ts';
import { childName, isOwnedBy, notOwned, ownerKeys } from '../owners.ts';
import { type Draft, reconciled } from '../reconciled.ts';
import { type Registries } from '../workload/images.ts';
import { autoscalerKind, deploymentKind, imageKind, podKind, revisionKind, label } from './names.ts';
import { autoscalerOf, deploymentOf, imageCachesOf } from './revisionChildren.ts';
import { propagateAutoscaler, propagateDeployment } from './revisionStatus.ts';
import { deploymentSettings } from './deploymentSettings.ts';
import { resolveDigests } from './digests.ts';

const set: ConditionSet = { happy: 'Ready', dependents: ['ResourcesAvailable', 'ContainerHealthy'] };

/** Milliseconds until a registry has answered. */
const digestTime = 50;

export function revisionController(environment: Environment, registry: Registries): Controller {
  const asked = new Map<string, number>();
  return {
    delay: 20,
    keysOf: (kind, change) => {
      if (kind === revisionKind) return [keyOf(change)];
      if (kind === podKind) {
        const name = change.object.metadata['labels'] as Readonly<Record<string, string>> | undefined;
        const revision = name?.[label.revision];
        return revision === undefined ? [] : [{ namespace: namespaceOf(change.object), name: revision }];
      }
      return kind === deploymentKind || kind === autoscalerKind ? ownerKeys(change.object, 'Revision') : [];
    },
    reconcile: ({ namespace, name }, again) => {
      const revision = environment.client.find(revisionKind, namespace, name);
      if (revision === undefined || isTerminating(revision)) return;
      const now = environment.cluster.clock.now();
      const answered = asked.get(uidOf(revision)) ?? now + digestTime;
      asked.set(uidOf(revision), answered);
      if (answered > now) again(answered - now);
      reconciled(environment, revision, set, (conditions, status) => {
        if (answered > now) conditions.mark('ResourcesAvailable', 'Unknown', 'ResolvingDigests');
        else look(environment, registry, revision, conditions, status);
      });
    },
  };
}

function look(
  environment: Environment,
  registry: Registries,
  revision: ApiObject,
  conditions: Conditions,
  status: Draft,
): void {
  const wasReady = conditions.is('Ready', 'True');
  if (!resolveDigests(environment, registry, revision, conditions, status)) return;
  const resolved: ApiObject = {
    ...revision,
    status: { containerStatuses: status['containerStatuses'] ?? [] },
  };
  if (!tendDeployment(environment, resolved, conditions)) return;
  for (const image of imageCachesOf(resolved)) {
    const name = textAt(image['metadata'], 'name');
    const found = environment.client.find(imageKind, namespaceOf(revision), name);
    if (found === undefined) environment.client.create(image);
  }
  tendAutoscaler(environment, revision, conditions, status);
  if (!wasReady && conditions.is('Ready', 'True')) {
    const message = 'Revision becomes ready upon all resources being ready';
    say(environment, revision, 'revision-controller', 'RevisionReady', message);
  }
}

function tendDeployment(environment: Environment, revision: ApiObject, conditions: Conditions): boolean {
  const { client } = environment;
  const namespace = namespaceOf(revision);
  const name = childName(revision.metadata.name, '-deployment');
  const live = client.find(deploymentKind, namespace, name);
  if (live === undefined) {
    conditions.mark('ResourcesAvailable', 'Unknown', 'Deploying');
    conditions.mark('ContainerHealthy', 'Unknown', 'Deploying');
    client.create(deploymentOf(revision, deploymentSettings(environment, revision)));
    return true;
  }
  if (!isOwnedBy(live, revision)) {
    conditions.mark('ResourcesAvailable', 'False', 'NotOwned', notOwned('Deployment', name));
    return false;
  }
  const pods = client.list(podKind, { namespace, labels: `${label.revisionUID}=${uidOf(revision)}` });
  propagateDeployment(live, pods[0], conditions);
  return true;
}

function tendAutoscaler(
  environment: Environment,
  revision: ApiObject,
  conditions: Conditions,
  status: Draft,
): void {
  const { client } = environment;
  const isFailing =
    conditions.is('ResourcesAvailable', 'False') || conditions.is('ContainerHealthy', 'False');
  const wanted = autoscalerOf(revision, isFailing);
  const live =
    client.find(autoscalerKind, namespaceOf(revision), revision.metadata.name) ?? client.create(wanted);
  if (!isOwnedBy(live, revision)) {
    const message = notOwned('PodAutoscaler', revision.metadata.name);
    conditions.mark('ResourcesAvailable', 'False', 'NotOwned', message);
    return;
  }
  const { annotations } = objectAt(wanted, 'metadata');
  const isSame =
    jsonEquals(live['spec'], wanted['spec']) && jsonEquals(live.metadata['annotations'], annotations);
  const metadata = { ...live.metadata, annotations: annotations ?? {} };
  const current = isSame ? live : client.update({ ...live, metadata, spec: wanted['spec'] ?? {} });
  propagateAutoscaler(current, conditions, status);
}
