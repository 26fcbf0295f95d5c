/** How runs end: in time or not, and with which words; the same for TaskRuns and PipelineRuns. */
import { formatDuration, parseDuration } from '#knative/goNumbers.ts';
import { timestamp } from '../../../clock.ts';
import { type ApiObject, nameOf, objectAt, textAt } from '../../../api/object.ts';
import { type Environment, say } from '../../environment.ts';
import { writeStatus } from '../../reconciled.ts';
import { conditions, failed, type Verdict } from './verdict.ts';

/** Stores the status of a run with this verdict. */
export function judge({ client, cluster }: Environment, run: ApiObject, verdict: Verdict): void {
  const now = timestamp(cluster.clock.now());
  writeStatus(client, run, { ...objectAt(run, 'status'), conditions: conditions(run, verdict, now) });
}

export function finish(environment: Environment, run: ApiObject, verdict: Verdict): void {
  const completionTime = timestamp(environment.cluster.clock.now());
  judge(environment, { ...run, status: { ...objectAt(run, 'status'), completionTime } }, verdict);
  tell(environment, run, verdict);
}

export function tell(
  environment: Environment,
  run: ApiObject,
  { status, message }: Pick<Verdict, 'message'> & { readonly status: string },
): void {
  const hasSucceeded = status === 'True';
  say(environment, run, 'tekton-pipelines', hasSucceeded ? 'Succeeded' : 'Failed', message, {
    type: hasSucceeded ? 'Normal' : 'Warning',
  });
}

const hour = 3_600_000_000_000n;

/** Nanoseconds; an hour where nothing is written, 0 for as long as it likes. */
function durationOf(timeout: string): bigint {
  return timeout === '' ? hour : (parseDuration(timeout) ?? hour);
}

export function timedOut(run: ApiObject, reason: string, timeout: string): Verdict {
  const within = JSON.stringify(formatDuration(durationOf(timeout)));
  return failed(reason, `${run.kind} ${JSON.stringify(nameOf(run))} failed to finish within ${within}`);
}

/** Milliseconds; undefined for a run that may take as long as it likes, or has not begun. */
export function timeLeft({ cluster }: Environment, run: ApiObject, timeout: string): number | undefined {
  const duration = durationOf(timeout);
  const start = Date.parse(textAt(run['status'], 'startTime'));
  if (duration === 0n || Number.isNaN(start)) return undefined;
  return start + Number(duration / 1_000_000n) - cluster.clock.now();
}
