/** The pod of a build: its steps are init containers, one after the other (build 0.3 pkg/reconciler/build/resources/pod.go). */
import { isObject, type Json, type JsonObject, member } from '#knative/json.ts';
import {
  annotationsOf,
  type ApiObject,
  labelsOf,
  listAt,
  nameOf,
  namespaceOf,
  textAt,
} from '../../../api/object.ts';
import type { Environment } from '../../environment.ts';
import { ownedBy } from '../../owners.ts';
import { accountOf, accountSecrets } from './credentials.ts';
import { credentialsImage, customSteps, nopImage, sourceContainers, subPathOf } from './sources.ts';

/** @param whole the build with the steps of its template */
export function podOf({ client, cluster }: Environment, build: ApiObject, whole: ApiObject): JsonObject {
  const secrets = accountSecrets(client, build);
  const { nodeSelector, affinity } = {
    nodeSelector: member(build['spec'], 'nodeSelector'),
    affinity: member(build['spec'], 'affinity'),
  };
  const hex = Array.from({ length: 6 }, () => Math.floor(cluster.random.next() * 16).toString(16)).join('');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${nameOf(build)}-pod-${hex}`,
      namespace: namespaceOf(build),
      labels: { ...labelsOf(build), 'build.knative.dev/buildName': nameOf(build) },
      annotations: { ...withoutApplied(annotationsOf(build)), 'sidecar.istio.io/inject': 'false' },
      ownerReferences: ownedBy(build),
    },
    spec: {
      restartPolicy: 'Never',
      serviceAccountName: accountOf(build),
      initContainers: [
        credentials(secrets),
        ...sourceContainers(whole).map(withWorkspace),
        ...[...customSteps(whole), ...listAt(whole['spec'], 'steps')].map((step, index) =>
          stepContainer(whole, step, index),
        ),
      ],
      containers: [{ name: 'nop', image: nopImage }],
      volumes: [
        ...listAt(whole['spec'], 'volumes'),
        { name: 'workspace', emptyDir: {} },
        { name: 'home', emptyDir: {} },
        ...secrets.map(({ metadata: { name } }) => ({
          name: `secret-volume-${name}`,
          secret: { secretName: name },
        })),
      ],
      ...(isObject(nodeSelector) && { nodeSelector }),
      ...(isObject(affinity) && { affinity }),
    },
  };
}

function credentials(secrets: readonly ApiObject[]): JsonObject {
  const args = secrets.map(({ metadata }) => `-basic-docker=${metadata.name}`);
  const mounts = secrets.map(({ metadata: { name } }) => ({
    name: `secret-volume-${name}`,
    mountPath: `/var/build-secrets/${name}`,
  }));
  const container = withWorkspace({
    name: 'build-step-credential-initializer',
    image: credentialsImage,
    args,
  });
  return { ...container, volumeMounts: [...listAt(container, 'volumeMounts'), ...mounts] };
}

const home = { name: 'home', mountPath: '/builder/home' };

function withWorkspace(container: JsonObject): JsonObject {
  return {
    ...container,
    env: [{ name: 'HOME', value: '/builder/home' }],
    volumeMounts: [{ name: 'workspace', mountPath: '/workspace' }, home],
    workingDir: '/workspace',
  };
}

function stepContainer(whole: ApiObject, step: Json, index: number): JsonObject {
  const given: JsonObject = isObject(step) ? step : {};
  const mounts = listAt(given, 'volumeMounts');
  const subPath = subPathOf(whole);
  const implied = [{ name: 'workspace', mountPath: '/workspace', ...(subPath !== '' && { subPath }) }, home];
  const name = textAt(given, 'name') || `unnamed-${index}`;
  return {
    ...given,
    name: `build-step-${name}`,
    env: [{ name: 'HOME', value: '/builder/home' }, ...listAt(given, 'env')],
    volumeMounts: [
      ...implied.filter(({ mountPath }) => !mounts.some((one) => textAt(one, 'mountPath') === mountPath)),
      ...mounts,
    ],
    workingDir: textAt(given, 'workingDir') || '/workspace',
  };
}

/** What kubectl remembers is about the build. */
function withoutApplied(annotations: Readonly<Record<string, string>>): JsonObject {
  const applied = 'kubectl.kubernetes.io/last-applied-configuration';
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== applied));
}
