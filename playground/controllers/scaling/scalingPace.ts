/** How fast the number of replicas may follow what is asked for (k8s.io/kubernetes pkg/controller/podautoscaler/horizontal.go). */

export interface Recommendation {
  /** Milliseconds. */
  readonly at: number;
  readonly replicas: number;
}

export interface Change {
  readonly at: number;
  readonly by: number;
}

export interface Pace {
  /** Milliseconds for which a wish must have held. */
  readonly upWindow: number;
  readonly downWindow: number;
}

/** At least the least asked for lately, at most the most. */
export function stabilized(
  current: number,
  asked: number,
  recent: readonly Recommendation[],
  now: number,
  { upWindow, downWindow }: Pace,
): number {
  const within = (window: number): readonly number[] => [
    asked,
    ...recent.filter(({ at }) => at > now - window).map(({ replicas }) => replicas),
  ];
  const least = Math.min(...within(upWindow));
  const most = Math.max(...within(downWindow));
  return Math.min(Math.max(current, least), most);
}

const period = 15_000;
/** Within a period, this many more or twice as many, whichever is more. */
const mostPods = 4;
const mostTimes = 2;

export function mostAtOnce(current: number, changes: readonly Change[], now: number): number {
  const added = changes
    .filter(({ at, by }) => by > 0 && at > now - period)
    .reduce((all, { by }) => all + by, 0);
  const before = current - added;
  return Math.max(before + mostPods, Math.ceil(before * mostTimes));
}
