/** Which pods are asked for their figures: few enough, always the same ones, and some of each revision. Pure. */
import type { KubeObject } from '../object.ts';
import { podOf } from '../pods.ts';
import type { SubjectRevision } from './metricsSource.ts';

export interface SampledRevision {
  readonly name: string;
  readonly pods: readonly string[];
  /** How many pods one of them stands for. */
  readonly weight: number;
}

/** @param most pods of all revisions together */
export function sampledPods(revisions: readonly SubjectRevision[], most: number): readonly SampledRevision[] {
  const running = revisions.filter(({ pods }) => pods.length > 0);
  const all = running.reduce((sum, { pods }) => sum + pods.length, 0);
  let left = most;
  return running.flatMap(({ name, pods }, index): readonly SampledRevision[] => {
    // Each after this one is to have one at least.
    const others = Math.max(0, running.length - index - 1);
    const share = all <= most ? pods.length : Math.max(1, Math.floor((pods.length * most) / all));
    const count = Math.min(pods.length, share, Math.max(1, left - others), left);
    if (count <= 0) return [];
    left -= count;
    return [{ name, pods: pods.toSorted().slice(0, count), weight: pods.length / count }];
  });
}

export interface ControlPlanePods {
  readonly autoscalers: readonly string[];
  readonly activators: readonly string[];
}

/** @param most activators; of autoscalers all are needed, as each may lead some revisions */
export function controlPlanePods(pods: readonly KubeObject[], most: number): ControlPlanePods {
  const running = pods.filter((pod) => podOf(pod).state === 'Running');
  const of = (component: string): readonly string[] =>
    running
      .filter(({ metadata: { labels = {} } }) =>
        [labels['app'], labels['app.kubernetes.io/component']].includes(component),
      )
      .map(({ metadata }) => metadata.name)
      .toSorted();
  return {
    autoscalers: of('autoscaler').slice(0, mostAutoscalers),
    activators: of('activator').slice(0, most),
  };
}

/** More than anybody runs. */
const mostAutoscalers = 10;
