/** What can be done with builds: run one again, stop one, find what it uses. */
import { isObject, member, textAt, type Json, type JsonObject } from '../json.ts';
import { groupOf } from '../resource.ts';

/** A manifest that runs the same again under a new name. */
export function rerunOf(object: JsonObject): JsonObject {
  const metadata = object['metadata'];
  const namespace = textAt(metadata, 'namespace');
  const name = textAt(metadata, 'name');
  const generateName = textAt(metadata, 'generateName') || `${name.slice(0, longestPrefix)}-`;
  const labels = without(member(metadata, 'labels'), isControllers);
  const annotations = without(member(metadata, 'annotations'), isControllers);
  return {
    apiVersion: textAt(object, 'apiVersion'),
    kind: textAt(object, 'kind'),
    metadata: {
      generateName,
      ...(namespace !== '' && { namespace }),
      ...(Object.keys(labels).length > 0 && { labels }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: without(object['spec'], (key) => ['status', 'Status', 'statusMessage', 'generation'].includes(key)),
  };
}

/** A name holds 63 characters, of which the server makes five. */
const longestPrefix = 63 - 5 - 1;

/** What tools and controllers noted on the run that was. */
function isControllers(key: string): boolean {
  return (
    key.startsWith('kubectl.kubernetes.io/') ||
    key.startsWith('tekton.dev/') ||
    key.startsWith('pipeline.tekton.dev/') ||
    key.startsWith('build.knative.dev/') ||
    key === 'app.kubernetes.io/managed-by'
  );
}

function without(value: Json | undefined, isLeftOut: (key: string) => boolean): JsonObject {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([key]) => !isLeftOut(key)));
}

/** The merge patch that stops it. */
export function cancelPatchOf(kind: string): JsonObject {
  switch (kind) {
    case 'TaskRun':
      return { spec: { status: 'TaskRunCancelled' } };
    case 'PipelineRun':
      return { spec: { status: 'Cancelled' } };
    default:
      // The key has a capital letter (build pkg/apis/build/v1alpha1/build_types.go).
      return { spec: { Status: 'BuildCancelled' } };
  }
}

/** What a run uses, by reference. */
export interface Used {
  readonly apiVersion: string;
  readonly kind: 'BuildTemplate' | 'ClusterBuildTemplate' | 'Task' | 'Pipeline';
  /** '' for what belongs to the whole cluster. */
  readonly namespace: string;
  readonly name: string;
}

/** Undefined for a run that holds its own steps, and for one whose template comes from elsewhere than the cluster. */
export function usedBy(manifest: JsonObject, namespace: string): Used | undefined {
  const [spec, apiVersion] = [manifest['spec'], textAt(manifest, 'apiVersion')];
  if (groupOf(apiVersion) === 'build.knative.dev') {
    const template = member(spec, 'template');
    const name = textAt(template, 'name');
    if (name === '') return undefined;
    const isCluster = textAt(template, 'kind') === 'ClusterBuildTemplate';
    return {
      apiVersion,
      kind: isCluster ? 'ClusterBuildTemplate' : 'BuildTemplate',
      namespace: isCluster ? '' : namespace,
      name,
    };
  }
  const kind = textAt(manifest, 'kind') === 'PipelineRun' ? 'Pipeline' : 'Task';
  const reference = member(spec, kind === 'Task' ? 'taskRef' : 'pipelineRef');
  if (textAt(reference, 'resolver') !== '' || textAt(reference, 'name') === '') return undefined;
  return { apiVersion, kind, namespace, name: textAt(reference, 'name') };
}
