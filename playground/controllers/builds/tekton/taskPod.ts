/** The pod of a TaskRun: its steps are containers that wait for each other (tektoncd/pipeline pkg/pod/pod.go). */
import { isObject, type Json, type JsonObject, member } from '#knative/json.ts';
import type { Client } from '../../../api/client.ts';
import {
  annotationsOf,
  type ApiObject,
  labelsOf,
  listAt,
  nameOf,
  namespaceOf,
  objectAt,
  textAt,
} from '../../../api/object.ts';
import { ownedBy } from '../../owners.ts';
import { childName } from '../../owners.ts';
import { entrypoint } from '../pod/stepOf.ts';
import { label } from './kinds.ts';
import { mountPath } from './taskSpec.ts';

const images = 'ghcr.io/tektoncd/pipeline';

/** @param spec the task with all values in it; throws where the service account or a secret of it is not there */
export function podOf(client: Client, run: ApiObject, taskName: string, spec: JsonObject): JsonObject {
  const account = textAt(run['spec'], 'serviceAccountName') || 'default';
  const template = objectAt(run['spec'], 'podTemplate');
  const credentials = credentialVolumes(client, namespaceOf(run), account);
  const workspaces = workspaceVolumes(run, spec);
  const steps = stepsOf(spec);
  const mounts = [...credentials, ...workspaces].map(({ mount }) => mount);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: childName(nameOf(run), '-pod'),
      namespace: namespaceOf(run),
      labels: {
        ...labelsOf(run),
        [label.managedBy]: 'tekton-pipelines',
        [label.taskRun]: nameOf(run),
        ...(taskName !== '' && { [label.task]: taskName }),
      },
      annotations: { ...withoutApplied(annotationsOf(run)), 'pipeline.tekton.dev/release': 'v1.6.0' },
      ownerReferences: ownedBy(run),
    },
    spec: {
      ...template,
      restartPolicy: 'Never',
      serviceAccountName: account,
      initContainers: [preparation(), ...placement(steps)],
      containers: steps.map((step, index) => stepContainer(step, index, mounts)),
      volumes: [
        ...listAt(spec, 'volumes'),
        ...listAt(template, 'volumes'),
        { name: 'tekton-internal-workspace', emptyDir: {} },
        { name: 'tekton-internal-results', emptyDir: {} },
        ...[...credentials, ...workspaces].map(({ volume }) => volume),
      ],
    },
  };
}

/** Steps with what all steps share. */
export function stepsOf(spec: JsonObject): readonly JsonObject[] {
  const shared = objectAt(spec, 'stepTemplate');
  return listAt(spec, 'steps').flatMap((step) => {
    if (!isObject(step)) return [];
    const own = new Set(listAt(step, 'env').map((one) => textAt(one, 'name')));
    const env = [
      ...listAt(shared, 'env').filter((one) => !own.has(textAt(one, 'name'))),
      ...listAt(step, 'env'),
    ];
    return [{ ...shared, ...step, ...(env.length > 0 && { env }) }];
  });
}

function preparation(): JsonObject {
  const image = `${images}/entrypoint-bff0a22da108bc2f16c818c97641a296:v1.6.0`;
  return {
    name: 'prepare',
    image,
    command: ['/ko-app/entrypoint', 'init', '/ko-app/entrypoint', entrypoint],
  };
}

/** Scripts are put in place as files before the steps begin; none where no step has one. */
function placement(steps: readonly JsonObject[]): readonly JsonObject[] {
  const texts = steps.flatMap((step, index) => {
    const script = textAt(step, 'script');
    if (script === '') return [];
    const encoded = Buffer.from(script).toString('base64');
    return [
      `scriptfile="${scriptFile(index)}"\ntouch \${scriptfile} && chmod +x \${scriptfile}\ncat > \${scriptfile} << '_EOF_'\n${encoded}\n_EOF_\n${entrypoint} decode-script "\${scriptfile}"\n`,
    ];
  });
  if (texts.length === 0) return [];
  const image = `${images}/workingdirinit-0c558922ec6a1b739e550e349f2d5fc1:v1.6.0`;
  return [{ name: 'place-scripts', image, command: ['sh'], args: ['-c', texts.join('')] }];
}

function scriptFile(index: number): string {
  return `/tekton/scripts/script-${index}`;
}

/** The entrypoint waits for the step before, runs the step, and says that it is done. */
function stepContainer(step: JsonObject, index: number, mounts: readonly JsonObject[]): JsonObject {
  const { script, onError, ...container } = step;
  const [program = '', ...rest] = listAt(step, 'command').filter((one) => typeof one === 'string');
  const isScript = typeof script === 'string' && script !== '';
  const wait = index === 0 ? '/tekton/downward/ready' : `/tekton/run/${index - 1}/out`;
  return {
    ...container,
    name: `step-${textAt(step, 'name') || `unnamed-${index}`}`,
    command: [entrypoint],
    args: [
      '-wait_file',
      wait,
      '-post_file',
      `/tekton/run/${index}/out`,
      '-termination_path',
      '/tekton/termination',
      ...(typeof onError === 'string' ? ['-on_error', onError] : []),
      '-entrypoint',
      isScript ? scriptFile(index) : program,
      '--',
      ...rest,
      ...listAt(step, 'args'),
    ],
    volumeMounts: [...listAt(step, 'volumeMounts'), ...mounts],
    workingDir: textAt(step, 'workingDir') || '/workspace',
    terminationMessagePath: '/tekton/termination',
  };
}

interface Mounted {
  readonly volume: JsonObject;
  readonly mount: JsonObject;
}

/** Of the account's secrets those that open a registry or a repository. */
function credentialVolumes(client: Client, namespace: string, account: string): readonly Mounted[] {
  const secrets = listAt(client.get('v1 ServiceAccount', namespace, account), 'secrets').map((one) =>
    client.get('v1 Secret', namespace, textAt(one, 'name')),
  );
  return secrets
    .filter((secret) => {
      const annotated = Object.keys(annotationsOf(secret)).some((key) =>
        /^tekton\.dev\/(git|docker)-/.test(key),
      );
      return annotated || textAt(secret, 'type').startsWith('kubernetes.io/dockerc');
    })
    .map(({ metadata: { name } }) => ({
      volume: { name: `tekton-internal-secret-volume-${name}`, secret: { secretName: name } },
      mount: { name: `tekton-internal-secret-volume-${name}`, mountPath: `/tekton/creds-secrets/${name}` },
    }));
}

function workspaceVolumes(run: ApiObject, spec: JsonObject): readonly Mounted[] {
  return listAt(run['spec'], 'workspaces').flatMap((binding, index): readonly Mounted[] => {
    if (!isObject(binding)) return [];
    const declared = listAt(spec, 'workspaces').find(
      (one) => textAt(one, 'name') === textAt(binding, 'name'),
    );
    if (declared === undefined) return [];
    const { subPath } = binding;
    const name = `ws-${index}`;
    const mount = { name, mountPath: mountPath(declared), ...(typeof subPath === 'string' && { subPath }) };
    return [{ volume: { name, ...sourceOf(run, binding) }, mount }];
  });
}

/** A claim made from a template has a name of its own; what is claimed is not kept here. */
function sourceOf(run: ApiObject, binding: JsonObject): JsonObject {
  const { name: _name, subPath: _subPath, volumeClaimTemplate, ...source } = binding;
  if (member(binding, 'volumeClaimTemplate') === undefined) return source;
  const claim = textAt(objectAt(volumeClaimTemplate ?? null, 'metadata'), 'name') || 'pvc';
  return { persistentVolumeClaim: { claimName: `${claim}-${nameOf(run)}` } };
}

/** What kubectl remembers is about the run. */
function withoutApplied(annotations: Readonly<Record<string, string>>): Readonly<Record<string, Json>> {
  const applied = 'kubectl.kubernetes.io/last-applied-configuration';
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== applied));
}
