/** The kinds of builds that a cluster serves. */
import type { Served } from './discovery.ts';
import type { ApiResource } from './object.ts';

export interface BuildKinds {
  /** Of 2019. */
  readonly builds: ApiResource | undefined;
  readonly taskRuns: ApiResource | undefined;
  readonly pipelineRuns: ApiResource | undefined;
}

const tekton = ['tekton.dev/v1', 'tekton.dev/v1beta1'];

/** Undefined where the cluster serves neither Build nor Tekton. */
export function buildKinds(served: Served): BuildKinds | undefined {
  const builds = served.find('build.knative.dev/v1alpha1', 'Build');
  const taskRuns = served.firstOf('TaskRun', tekton);
  if (builds === undefined && taskRuns === undefined) return undefined;
  return { builds, taskRuns, pipelineRuns: served.firstOf('PipelineRun', tekton) };
}

/** How a build of this kind is served. */
export function resourceOf(kinds: BuildKinds, kind: string): ApiResource | undefined {
  switch (kind) {
    case 'Build':
      return kinds.builds;
    case 'TaskRun':
      return kinds.taskRuns;
    case 'PipelineRun':
      return kinds.pipelineRuns;
    default:
      return undefined;
  }
}
