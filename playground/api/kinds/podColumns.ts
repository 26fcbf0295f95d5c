/** How pods are printed (k8s.io/kubernetes pkg/printers/internalversion printPod). */
import { type Json, member } from '#knative/json.ts';
import { type ApiObject, isTerminating, listAt, numberAt, objectAt, textAt } from '../object.ts';
import { age, ageColumn, type Column, column, conditions, nameColumn } from './column.ts';

export const podColumns: readonly Column[] = [
  nameColumn,
  column('Ready', (pod) => {
    const statuses = containerStatuses(pod);
    const total = listAt(pod['spec'], 'containers').length;
    return `${statuses.filter(isReady).length}/${total}`;
  }),
  column('Status', podReason),
  column('Restarts', (pod, now) => restarts(pod, now)),
  ageColumn,
  column('IP', (pod) => orNone(textAt(pod['status'], 'podIP')), { wide: true }),
  column('Node', (pod) => orNone(textAt(pod['spec'], 'nodeName')), { wide: true }),
  column('Nominated Node', () => '<none>', { wide: true }),
  column('Readiness Gates', () => '<none>', { wide: true }),
];

/** The word in the Status column: the phase, or why it is stuck or ended. */
function podReason(pod: ApiObject): string {
  const { status } = pod;
  let reason = textAt(status, 'reason') || textAt(status, 'phase');
  const initial = initReason(pod);
  if (initial !== undefined) reason = initial;
  else {
    let running = false;
    for (const one of containerStatuses(pod).toReversed()) {
      const state = objectAt(one, 'state');
      const waiting = textAt(state['waiting'], 'reason');
      if (waiting !== '') reason = waiting;
      else if (state['terminated'] !== undefined) reason = endReason(state['terminated']);
      else if (isReady(one) && state['running'] !== undefined) running = true;
    }
    if (reason === 'Completed' && running) reason = isPodReady(pod) ? 'Running' : 'NotReady';
  }
  if (isTerminating(pod)) return textAt(status, 'reason') === 'NodeLost' ? 'Unknown' : 'Terminating';
  return reason;
}

function initReason(pod: ApiObject): string | undefined {
  const statuses = listAt(pod['status'], 'initContainerStatuses');
  const at = statuses.findIndex(
    (one) => numberAt(member(member(one, 'state'), 'terminated'), 'exitCode') !== 0,
  );
  if (at < 0) return undefined;
  const state = objectAt(statuses[at], 'state');
  if (state['terminated'] !== undefined) return `Init:${endReason(state['terminated'])}`;
  const waiting = textAt(state['waiting'], 'reason');
  if (waiting !== '' && waiting !== 'PodInitializing') return `Init:${waiting}`;
  return `Init:${at}/${listAt(pod['spec'], 'initContainers').length}`;
}

function endReason(terminated: Json | undefined): string {
  const reason = textAt(terminated, 'reason');
  if (reason !== '') return reason;
  const signal = numberAt(terminated, 'signal') ?? 0;
  return signal !== 0 ? `Signal:${signal}` : `ExitCode:${numberAt(terminated, 'exitCode') ?? 0}`;
}

function restarts(pod: ApiObject, now: number): Json {
  const statuses = containerStatuses(pod);
  const count = statuses.reduce<number>((sum, one) => sum + (numberAt(one, 'restartCount') ?? 0), 0);
  const ends = statuses
    .map((one) => textAt(member(member(one, 'lastState'), 'terminated'), 'finishedAt'))
    .sort();
  const last = ends.at(-1) ?? '';
  return count > 0 && last !== '' ? `${count} (${age(last, now)} ago)` : String(count);
}

function containerStatuses(pod: ApiObject): readonly Json[] {
  return listAt(pod['status'], 'containerStatuses');
}

function isReady(status: Json): boolean {
  return member(status, 'ready') === true;
}

function isPodReady(pod: ApiObject): boolean {
  return conditions(pod).some((one) => textAt(one, 'type') === 'Ready' && textAt(one, 'status') === 'True');
}

function orNone(text: string): string {
  return text === '' ? '<none>' : text;
}
