/** Deployments, as Kubernetes' controller keeps them: a ReplicaSet for the present template (k8s.io/kubernetes pkg/controller/deployment). */
import { createHash } from 'node:crypto';
import type { JsonObject } from '#knative/json.ts';
import {
  annotationsOf,
  type ApiObject,
  isTerminating,
  labelsOf,
  nameOf,
  namespaceOf,
  numberAt,
  objectAt,
  uidOf,
  withMetadata,
} from '../../api/object.ts';
import { type Controller, keyOf } from '../controller.ts';
import { type Environment, say } from '../environment.ts';
import { ownedBy, ownerKeys } from '../owners.ts';
import { writeStatus } from '../reconciled.ts';
import { deploymentStatus, firstStatus, secondsToDeadline } from './deploymentStatus.ts';

export const deploymentKind = 'apps/v1 Deployment';
export const replicaSetKind = 'apps/v1 ReplicaSet';
const revisionAnnotation = 'deployment.kubernetes.io/revision';
const hashLabel = 'pod-template-hash';

/** The workloads that the cluster comes with are there already, and stay as they are. */
export function deploymentController(environment: Environment): Controller {
  return {
    delay: 25,
    keysOf: (kind, change) => {
      if (kind === deploymentKind) return [keyOf(change)];
      return kind === replicaSetKind ? ownerKeys(change.object, 'Deployment') : [];
    },
    reconcile: ({ namespace, name }, again) => {
      const deployment = environment.system.find(deploymentKind, namespace, name);
      if (deployment === undefined || isTerminating(deployment) || isFurniture(deployment)) return;
      look(environment, deployment, again);
    },
  };
}

function isFurniture(deployment: ApiObject): boolean {
  return /^knative-|-system$|^monitoring$/.test(namespaceOf(deployment));
}

function look(environment: Environment, deployment: ApiObject, again: (milliseconds: number) => void): void {
  const { system, cluster } = environment;
  const sets = system.list(replicaSetKind, { namespace: namespaceOf(deployment), owner: uidOf(deployment) });
  const name = `${nameOf(deployment)}-${templateHash(objectAt(deployment['spec'], 'template'))}`;
  const current = sets.find((set) => nameOf(set) === name);
  const wanted = numberAt(deployment['spec'], 'replicas') ?? 1;
  if (current === undefined) return begin(environment, deployment, name, wanted, sets);
  for (const set of sets)
    if (set !== current && readyOf(current) >= wanted)
      system.delete(replicaSetKind, namespaceOf(set), nameOf(set));
  const scaled = scaleTo(environment, deployment, current, wanted);
  const status = deploymentStatus(deployment, scaled, cluster.clock.now());
  writeStatus(system, deployment, status);
  const seconds = secondsToDeadline(deployment, status, cluster.clock.now());
  if (seconds !== undefined) again(seconds * 1000);
}

function begin(
  environment: Environment,
  deployment: ApiObject,
  name: string,
  replicas: number,
  older: readonly ApiObject[],
): void {
  const { system, cluster } = environment;
  system.create(replicaSetOf(deployment, name, replicas));
  const revision = String(older.length + Number(annotationsOf(deployment)[revisionAnnotation] ?? 0) + 1);
  const annotations = {
    ...annotationsOf(deployment),
    [revisionAnnotation]: older.length === 0 ? '1' : revision,
  };
  system.update(withMetadata(deployment, { annotations }));
  writeStatus(system, deployment, firstStatus(objectAt(deployment, 'status'), name, cluster.clock.now()));
  if (replicas > 0) sayScaled(environment, deployment, name, 0, replicas);
}

function scaleTo(environment: Environment, deployment: ApiObject, set: ApiObject, wanted: number): ApiObject {
  const before = numberAt(set['spec'], 'replicas') ?? 0;
  if (before === wanted) return set;
  sayScaled(environment, deployment, nameOf(set), before, wanted);
  return environment.system.update({ ...set, spec: { ...objectAt(set, 'spec'), replicas: wanted } });
}

function sayScaled(
  environment: Environment,
  deployment: ApiObject,
  name: string,
  from: number,
  to: number,
): void {
  const message = `Scaled ${to > from ? 'up' : 'down'} replica set ${name} from ${from} to ${to}`;
  say(environment, deployment, 'deployment-controller', 'ScalingReplicaSet', message);
}

function readyOf(set: ApiObject): number {
  return numberAt(set['status'], 'readyReplicas') ?? 0;
}

function replicaSetOf(deployment: ApiObject, name: string, replicas: number): JsonObject {
  const template = objectAt(deployment['spec'], 'template');
  const metadata = objectAt(template, 'metadata');
  const hash = { [hashLabel]: name.slice(name.lastIndexOf('-') + 1) };
  const selector = objectAt(objectAt(deployment['spec'], 'selector'), 'matchLabels');
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: namespaceOf(deployment),
      labels: { ...labelsOf(deployment), ...hash },
      annotations: { ...annotationsOf(deployment), [revisionAnnotation]: '1' },
      ownerReferences: ownedBy(deployment),
    },
    spec: {
      replicas,
      selector: { matchLabels: { ...selector, ...hash } },
      template: {
        ...template,
        metadata: { ...metadata, labels: { ...objectAt(metadata, 'labels'), ...hash } },
      },
    },
  };
}

/** Letters as Kubernetes takes them for hashes in names. */
function templateHash(template: JsonObject): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  const digest = createHash('sha256').update(JSON.stringify(template)).digest();
  return [...digest.subarray(0, 9)].map((byte) => letters.charAt(byte % letters.length)).join('');
}
