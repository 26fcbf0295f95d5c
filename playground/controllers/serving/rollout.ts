/**
 * Gradual rollout: how the share of what follows the latest revision moves to a new one step by step (serving pkg/reconciler/route/traffic/rollout.go). Pure; times in nanoseconds.
 */
export interface Share {
  readonly revisionName: string;
  readonly percent: number;
}

export interface StepParams {
  readonly starttime?: number;
  readonly nextStepTime?: number;
  readonly stepDuration?: number;
  readonly stepSize?: number;
}

/** Of one Configuration under one tag ('' for the main address). */
export interface ConfigurationRollout {
  readonly configurationName: string;
  readonly tag: string;
  readonly percent: number;
  /** The oldest first; one where nothing is under way. */
  readonly revisions: readonly Share[];
  readonly stepParams: StepParams;
}

export type Rollout = readonly ConfigurationRollout[];

const second = 1_000_000_000;

export function isDone(rollout: Rollout): boolean {
  return rollout.every(({ revisions }) => revisions.length < 2);
}

/** When the next step is due. */
export function nextStep(rollout: Rollout): number | undefined {
  const times = rollout.flatMap(({ stepParams }) => stepParams.nextStepTime ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Once the first percent has arrived, its time decides on the pace of the rest. */
export function observeReady(rollout: Rollout, now: number, duration: number): Rollout {
  return rollout.map((one) => {
    const { starttime, stepDuration } = one.stepParams;
    if (starttime === undefined || stepDuration !== undefined) return one;
    const took = Math.max(1, Math.ceil((now - starttime) / second));
    return { ...one, stepParams: { ...one.stepParams, ...pace(one.percent, took, duration, now) } };
  });
}

function pace(percent: number, took: number, duration: number, now: number): StepParams {
  const left = Math.max(1, duration - took);
  const steps = Math.min(Math.max(1, left / took), percent - 1);
  const stepDuration = Math.trunc((left / steps) * second);
  return { nextStepTime: now + stepDuration, stepDuration, stepSize: Math.round((percent - 1) / steps) };
}

/** What becomes of the rollout before, given where the traffic is meant to be now. */
export function stepped(goal: Rollout, before: Rollout, now: number): Rollout {
  if (before.length === 0) return goal;
  return goal.map((one) => {
    const last = before.find(
      ({ configurationName, tag }) => configurationName === one.configurationName && tag === one.tag,
    );
    return last === undefined || one.percent <= 1 ? one : steppedOne(one, last, now);
  });
}

function steppedOne(
  goal: ConfigurationRollout,
  last: ConfigurationRollout,
  now: number,
): ConfigurationRollout {
  const revisions = adjusted(last, goal.percent);
  const newest = goal.revisions[0];
  if (newest === undefined || revisions.length === 0) return goal;
  if (newest.revisionName !== last.revisions.at(-1)?.revisionName) {
    return { ...goal, revisions: started(revisions, newest.revisionName), stepParams: { starttime: now } };
  }
  if (last.revisions.length < 2) return goal;
  const { stepSize = 0, nextStepTime = 0 } = last.stepParams;
  const waiting = { ...goal, revisions, stepParams: last.stepParams };
  return stepSize === 0 || now < nextStepTime || revisions.length < 2
    ? waiting
    : moved(waiting, stepSize, now);
}

/** More goes to the newest, less is taken from the oldest. */
function adjusted({ revisions, percent }: ConfigurationRollout, goal: number): readonly Share[] {
  const difference = goal - percent;
  if (difference === 0) return revisions;
  if (difference > 0) {
    return revisions.map((one, index) =>
      index === revisions.length - 1 ? { ...one, percent: one.percent + difference } : one,
    );
  }
  return takenFrom(revisions, -difference);
}

function takenFrom(revisions: readonly Share[], amount: number): readonly Share[] {
  let left = amount;
  const kept: Share[] = [];
  for (const one of revisions) {
    const taken = Math.min(one.percent, left);
    left -= taken;
    if (one.percent > taken) kept.push({ ...one, percent: one.percent - taken });
  }
  return kept;
}

/** One percent for the new one, from the newest that has any. */
function started(revisions: readonly Share[], revisionName: string): readonly Share[] {
  const donor = revisions.findLastIndex(({ percent }) => percent > 0);
  const less = revisions.map(({ revisionName: name, percent }, index) => ({
    revisionName: name,
    percent: index === donor ? percent - 1 : percent,
  }));
  return [...less.filter(({ percent }) => percent > 0), { revisionName, percent: 1 }];
}

function moved(rollout: ConfigurationRollout, stepSize: number, now: number): ConfigurationRollout {
  const newest = rollout.revisions.at(-1);
  if (newest === undefined) return rollout;
  const older = takenFrom(rollout.revisions.slice(0, -1).toReversed(), stepSize).toReversed();
  const percent = Math.min(rollout.percent, newest.percent + stepSize);
  const done = older.length === 0;
  const { stepDuration = 0 } = rollout.stepParams;
  return {
    ...rollout,
    revisions: [...older, { ...newest, percent: done ? rollout.percent : percent }],
    stepParams: done ? {} : { ...rollout.stepParams, nextStepTime: now + stepDuration },
  };
}
