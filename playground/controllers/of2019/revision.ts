/** A Revision of 2019: waits for its Build, finds the digest of its image, deploys, and is ready once its Service has endpoints (serving 0.3 pkg/reconciler/v1alpha1/revision). */
import { conditionOf } from '#knative/conditions.ts';
import { type ApiObject, isTerminating, labelsOf, namespaceOf, objectAt, textAt } from '../../api/object.ts';
import type { Conditions, ConditionSet } from '../conditions.ts';
import { type Controller, keyOf } from '../controller.ts';
import { type Environment, say } from '../environment.ts';
import { ownerKeys } from '../owners.ts';
import { type Draft, reconciled } from '../reconciled.ts';
import { autoscalerKind, deploymentKind, label, podKind } from '../serving/names.ts';
import type { Registries } from '../workload/images.ts';
import { buildKind, revisionKind } from './kinds.ts';
import { imageOf } from './revisionChildren.ts';
import { serviceTimeout, tendAutoscaler, tendDeployment, tendService } from './revisionPhases.ts';

const set: ConditionSet = {
  happy: 'Ready',
  dependents: ['ResourcesAvailable', 'ContainerHealthy', 'BuildSucceeded'],
  quiet: true,
};
const component = 'revision-controller';

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
