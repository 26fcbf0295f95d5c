/** What can be done with builds: run one again, stop one, give values to what it asks for. */
import { isArray, isObject, listAt, member, textAt, type Json, type JsonObject } from '../json.ts';
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

/** A parameter that a run may give a value to. */
export interface Asked {
  readonly name: string;
  readonly description: string;
  /** Undefined where it must be given. */
  readonly fallback: string | undefined;
  /** What the manifest gives. */
  readonly given: string | undefined;
  /** The only values it may have; none for any. */
  readonly choices: readonly string[];
}

/** The parameters of a template, task or pipeline that are texts. */
export function askedBy(used: JsonObject | undefined, manifest: JsonObject): readonly Asked[] {
  const spec = used?.['spec'];
  const values = new Map(argumentsOf(manifest).map((one) => [textAt(one, 'name'), member(one, 'value')]));
  return [...listAt(spec, 'parameters'), ...listAt(spec, 'params')].flatMap((one): readonly Asked[] => {
    const fallback = member(one, 'default');
    const given = values.get(textAt(one, 'name'));
    if ([fallback, given].some((value) => isArray(value) || isObject(value))) return [];
    const type = textAt(one, 'type');
    if (type !== '' && type !== 'string') return [];
    return [
      {
        name: textAt(one, 'name'),
        description: textAt(one, 'description'),
        fallback: typeof fallback === 'string' ? fallback : undefined,
        given: typeof given === 'string' ? given : undefined,
        choices: listAt(one, 'enum').filter((value) => typeof value === 'string'),
      },
    ];
  });
}

/** The manifest with these values given; others stay. */
export function withValues(manifest: JsonObject, values: ReadonlyMap<string, string>): JsonObject {
  if (values.size === 0) return manifest;
  const kept = argumentsOf(manifest).filter((one) => !values.has(textAt(one, 'name')));
  const all: readonly Json[] = [...kept, ...[...values].map(([name, value]) => ({ name, value }))];
  const spec = manifest['spec'];
  if (!isObject(spec)) return manifest;
  const template = member(spec, 'template');
  if (groupOf(textAt(manifest, 'apiVersion')) !== 'build.knative.dev')
    return { ...manifest, spec: { ...spec, params: all } };
  return isObject(template)
    ? { ...manifest, spec: { ...spec, template: { ...template, arguments: all } } }
    : manifest;
}

function argumentsOf(manifest: JsonObject): readonly Json[] {
  const spec = manifest['spec'];
  return groupOf(textAt(manifest, 'apiVersion')) === 'build.knative.dev'
    ? listAt(member(spec, 'template'), 'arguments')
    : listAt(spec, 'params');
}
