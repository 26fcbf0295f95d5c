/** The run that a manifest stands for: itself, or one of the template, task or pipeline that it is. */
import { isObject, listAt, member, textAt, type JsonObject } from '../json.ts';
import { groupOf } from '../resource.ts';
import type { BuildKind } from './build.ts';

export interface Run {
  readonly kind: BuildKind;
  readonly manifest: JsonObject;
}

/** Whether there are runs of it, or it is one. */
export function isRunnable(apiVersion: string, kind: string): boolean {
  return runnable.get(groupOf(apiVersion))?.includes(kind) === true;
}

const runnable: ReadonlyMap<string, readonly string[]> = new Map([
  ['build.knative.dev', ['Build', 'BuildTemplate', 'ClusterBuildTemplate']],
  ['tekton.dev', ['TaskRun', 'PipelineRun', 'Task', 'Pipeline']],
]);

/** Undefined for what cannot be run. */
export function runOf(manifest: JsonObject): Run | undefined {
  const [apiVersion, kind, spec] = [
    textAt(manifest, 'apiVersion'),
    textAt(manifest, 'kind'),
    manifest['spec'],
  ];
  const group = groupOf(apiVersion);
  if (group === 'build.knative.dev') {
    if (kind === 'Build') return { kind, manifest };
    // It must be in the cluster; a Build cannot hold it.
    if (kind === 'BuildTemplate' || kind === 'ClusterBuildTemplate') {
      return {
        kind: 'Build',
        manifest: made(manifest, 'Build', { template: { kind, name: nameOf(manifest) } }),
      };
    }
  }
  if (group !== 'tekton.dev') return undefined;
  switch (kind) {
    case 'TaskRun':
    case 'PipelineRun':
      return { kind, manifest };
    case 'Task':
      return {
        kind: 'TaskRun',
        manifest: made(manifest, 'TaskRun', { taskSpec: spec ?? {}, ...bindings(spec) }),
      };
    case 'Pipeline':
      return {
        kind: 'PipelineRun',
        manifest: made(manifest, 'PipelineRun', { pipelineSpec: spec ?? {}, ...bindings(spec) }),
      };
    default:
      return undefined;
  }
}

/** What a run needs besides its parameters. */
export interface Surroundings {
  /** The Git repository that a Build fetches first; '' for none. */
  readonly url: string;
  readonly revision: string;
  /** '' for the namespace's own. */
  readonly serviceAccount: string;
}

/** A run that was made of a template, task or pipeline, with what else it needs. */
export function withSurroundings(
  { kind, manifest }: Run,
  { url, revision, serviceAccount }: Surroundings,
): Run {
  const spec = isObject(manifest['spec']) ? manifest['spec'] : {};
  const account = { serviceAccountName: serviceAccount };
  const wanted: JsonObject = {
    ...spec,
    ...(kind === 'Build' && url !== '' && { source: { git: { url, revision } } }),
    ...(serviceAccount !== '' && (takesTemplate(kind, manifest) ? { taskRunTemplate: account } : account)),
  };
  return { kind, manifest: { ...manifest, spec: wanted } };
}

/** Until v1 a PipelineRun names the account itself (tekton pkg/apis/pipeline/v1beta1/pipelinerun_types.go). */
function takesTemplate(kind: BuildKind, manifest: JsonObject): boolean {
  return kind === 'PipelineRun' && !textAt(manifest, 'apiVersion').startsWith('tekton.dev/v1beta1');
}

/** What the file says runs, whether it was deployed or not; where it needs room, it gets an empty volume. */
function bindings(spec: JsonObject[string] | undefined): JsonObject {
  const needed = listAt(spec, 'workspaces').filter((one) => member(one, 'optional') !== true);
  if (needed.length === 0) return {};
  return { workspaces: needed.map((one) => ({ name: textAt(one, 'name'), emptyDir: {} })) };
}

function made(manifest: JsonObject, kind: BuildKind, spec: JsonObject): JsonObject {
  const metadata = manifest['metadata'];
  const namespace = isObject(metadata) ? textAt(metadata, 'namespace') : '';
  return {
    apiVersion: textAt(manifest, 'apiVersion'),
    kind,
    metadata: {
      generateName: `${nameOf(manifest).slice(0, 57)}-`,
      ...(namespace !== '' && { namespace }),
    },
    spec,
  };
}

function nameOf(manifest: JsonObject): string {
  return textAt(manifest['metadata'], 'name');
}
