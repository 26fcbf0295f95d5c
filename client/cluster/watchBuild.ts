/** One build while it is of interest: as it is now, and whenever it changes. */
import type { BuildKind, BuildReading } from '#knative/builds/build.ts';
import { buildKinds, resourceOf } from './buildKinds.ts';
import { joinBuilds, type Known } from './liveBuilds.ts';
import type { ApiResource, KubeObject } from './object.ts';
import type { Session } from './session.ts';
import type { Lease } from './watches.ts';

export interface BuildName {
  readonly kind: BuildKind;
  readonly namespace: string;
  readonly name: string;
}

export interface WatchedBuild {
  /** Undefined while it is not known, and when it is gone. */
  readonly reading: BuildReading | undefined;
  /** Whether that is what the cluster says: it has been asked. */
  readonly complete: boolean;
  onChange(listener: () => void): () => void;
  /** It is of interest no more. */
  release(): void;
}

/** Undefined where the cluster does not serve such builds. */
export function watchBuild(session: Session, { kind, namespace, name }: BuildName): WatchedBuild | undefined {
  const kinds = buildKinds(session.served);
  const resource = kinds && resourceOf(kinds, kind);
  if (kinds === undefined || resource === undefined) return undefined;
  const lease = (one: ApiResource | undefined): Lease | undefined =>
    one && session.watches.lease(one, namespace);
  const own = session.watches.lease(resource, namespace);
  const runs = kind === 'PipelineRun' ? lease(kinds.taskRuns) : undefined;
  const pods = lease(session.served.find('v1', 'Pod'));
  const all = [own, runs, pods].filter((one) => one !== undefined);
  let known: ReadonlyMap<string, Known> = new Map();
  const read = (): BuildReading | undefined => {
    const object = own.collection.get(namespace, name);
    const one: readonly KubeObject[] = object === undefined ? [] : [object];
    const objects = {
      builds: kind === 'Build' ? one : [],
      // Also one of a PipelineRun may be looked at alone.
      taskRuns: kind === 'TaskRun' ? one.map(alone) : (runs?.collection.objects() ?? []),
      pipelineRuns: kind === 'PipelineRun' ? one : [],
      pods: pods?.collection.objects() ?? [],
    };
    known = joinBuilds(objects, known);
    return [...known.values()].find(({ reading }) => reading.kind === kind)?.reading;
  };
  return {
    get reading() {
      return read();
    },
    get complete() {
      return own.collection.complete;
    },
    onChange: (listener) => {
      const stops = all.map(({ collection }) => collection.onChange(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    release: () => {
      for (const one of all) one.release();
    },
  };
}

function alone(run: KubeObject): KubeObject {
  const { 'tekton.dev/pipelineRun': _pipelineRun, ...labels } = run.metadata.labels ?? {};
  return { ...run, metadata: { ...run.metadata, labels } };
}
