/** Builds joined with their pods and TaskRuns. What has not changed is not read again. */
import type { BuildReading } from '#knative/builds/build.ts';
import { pipelineRunOf } from '#knative/builds/readPipelineRun.ts';
import { readBuild } from '#knative/builds/readBuild.ts';
import { member, textAt } from '#knative/json.ts';
import { jsonOf, type KubeObject } from './object.ts';

export interface BuildObjects {
  readonly builds: readonly KubeObject[];
  readonly taskRuns: readonly KubeObject[];
  readonly pipelineRuns: readonly KubeObject[];
  readonly pods: readonly KubeObject[];
}

/** Newest first; TaskRuns of a PipelineRun are told with it. */
export function joinBuilds(
  objects: BuildObjects,
  known: ReadonlyMap<string, Known>,
): ReadonlyMap<string, Known> {
  const pods = new Map(objects.pods.map((pod) => [keyOf(pod), pod]));
  const taskRuns = Map.groupBy(objects.taskRuns, (run) => pipelineRunOf(jsonOf(run)));
  const ofPipeline = (run: KubeObject): readonly KubeObject[] =>
    (taskRuns.get(run.metadata.name) ?? []).filter(
      ({ metadata }) => metadata.namespace === run.metadata.namespace,
    );
  const joined = [
    ...objects.builds.map((build) => joinedOne(build, [], pods, known)),
    ...(taskRuns.get('') ?? []).map((run) => joinedOne(run, [], pods, known)),
    ...objects.pipelineRuns.map((run) => joinedOne(run, ofPipeline(run), pods, known)),
  ].filter((one) => one !== undefined);
  return new Map(joined.toSorted(newestFirst).map((one) => [one.key, one]));
}

/** A reading, and what it was made from. */
export interface Known {
  readonly key: string;
  readonly parts: readonly (KubeObject | undefined)[];
  readonly reading: BuildReading;
}

function joinedOne(
  object: KubeObject,
  taskRuns: readonly KubeObject[],
  pods: ReadonlyMap<string, KubeObject>,
  known: ReadonlyMap<string, Known>,
): Known | undefined {
  const own = [object, ...taskRuns].map((run) =>
    pods.get(`${run.metadata.namespace ?? ''}/${podNameOf(run)}`),
  );
  const parts = [object, ...taskRuns, ...own];
  const key = `${object.kind ?? ''} ${keyOf(object)}`;
  const before = known.get(key);
  if (before?.parts.length === parts.length && before.parts.every((part, index) => part === parts[index]))
    return before;
  const there = own.filter((pod) => pod !== undefined);
  const reading = readBuild(jsonOf(object), there.map(jsonOf), taskRuns.map(jsonOf));
  return reading === undefined ? undefined : { key, parts, reading };
}

function podNameOf({ status }: KubeObject): string {
  return textAt(status, 'podName') || textAt(member(status, 'cluster'), 'podName');
}

function keyOf({ metadata: { namespace = '', name } }: KubeObject): string {
  return `${namespace}/${name}`;
}

function newestFirst({ reading: a }: Known, { reading: b }: Known): number {
  if (a.created === b.created) return a.name < b.name ? -1 : 1;
  return a.created < b.created ? 1 : -1;
}
