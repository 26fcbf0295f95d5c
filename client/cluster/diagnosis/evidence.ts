/** What Kubernetes and Knative themselves say of an object that does not become ready, from the outside inwards. Pure. */
import { conditionsOf } from '#knative/conditions.ts';
import { listAt, member, numberAt, textAt, type Json } from '#knative/json.ts';
import { jsonOf, type KubeObject } from '../object.ts';

export interface Evidence {
  /** The Service, Route … that was looked at. */
  readonly subject: KubeObject;
  readonly configuration: KubeObject | undefined;
  readonly revision: KubeObject | undefined;
  readonly route: KubeObject | undefined;
  readonly deployment: KubeObject | undefined;
  readonly pods: readonly KubeObject[];
  /** Warnings about these objects, newest last. */
  readonly events: readonly KubeObject[];
  /** The names of all revisions there are. */
  readonly revisionNames: readonly string[];
}

/** One thing that is said. */
export interface Clue {
  readonly from: 'condition' | 'deployment' | 'pod' | 'container' | 'event';
  /** `Service canary`, `container user-container of pod …`: whose words they are. */
  readonly about: string;
  readonly reason: string;
  readonly message: string;
  readonly exitCode?: number;
  readonly pod?: string;
  readonly container?: string;
}

/** Condition → pod → container state → event. */
export function cluesIn(evidence: Evidence): readonly Clue[] {
  const { subject, configuration, revision, route, deployment, pods, events } = evidence;
  const objects = [subject, configuration, route, revision].filter((one) => one !== undefined);
  return [...new Set(objects)]
    .flatMap((object) => conditionClues(object, 'condition'))
    .concat(deployment === undefined ? [] : conditionClues(deployment, 'deployment'))
    .concat(pods.flatMap(podClues))
    .concat(events.map(eventClue));
}

/** False, or not known for a reason; of a Deployment also a failure that is True. */
function conditionClues(object: KubeObject, from: 'condition' | 'deployment' | 'pod'): readonly Clue[] {
  return conditionsOf(jsonOf(object))
    .filter(({ type, status, severity, reason }) =>
      type === 'ReplicaFailure'
        ? status === 'True'
        : status !== 'True' && severity === 'Error' && reason !== '',
    )
    .map(({ reason, message }) => ({ from, about: nameOf(object), reason, message }));
}

function podClues(pod: KubeObject): readonly Clue[] {
  const statuses = ['initContainerStatuses', 'containerStatuses'].flatMap((key) => listAt(pod.status, key));
  return [...conditionClues(pod, 'pod'), ...statuses.flatMap((status) => containerClues(pod, status))];
}

function containerClues(pod: KubeObject, status: Json): readonly Clue[] {
  const container = textAt(status, 'name');
  const clue = (state: Json | undefined): readonly Clue[] => {
    const reason = textAt(state, 'reason');
    const exitCode = numberAt(state, 'exitCode');
    if (state === undefined || usual.has(reason)) return [];
    return [
      {
        from: 'container',
        about: `container ${container} of pod ${pod.metadata.name}`,
        reason,
        message: textAt(state, 'message'),
        ...(exitCode !== undefined && { exitCode }),
        pod: pod.metadata.name,
        container,
      },
    ];
  };
  // Why it ended says more than that it waits to be started again.
  return [
    ...clue(member(member(status, 'state'), 'terminated')),
    ...clue(member(member(status, 'lastState'), 'terminated')),
    ...clue(member(member(status, 'state'), 'waiting')),
  ];
}

/** What containers wait for that are about to start. */
const usual = new Set(['ContainerCreating', 'PodInitializing']);

function eventClue(event: KubeObject): Clue {
  const value = jsonOf(event);
  const about = value['involvedObject'];
  return {
    from: 'event',
    about: `${textAt(about, 'kind')} ${textAt(about, 'name')}`,
    reason: textAt(value, 'reason'),
    message: textAt(value, 'message'),
    ...(textAt(about, 'kind') === 'Pod' && { pod: textAt(about, 'name') }),
  };
}

function nameOf({ kind = '', metadata: { name } }: KubeObject): string {
  return `${kind} ${name}`.trim();
}
