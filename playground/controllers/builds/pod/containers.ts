/** The containers of a pod that works off its steps, and what each is doing. */
import type { Json, JsonObject } from '#knative/json.ts';
import { timestamp } from '../../../clock.ts';
import { type ApiObject, listAt, textAt } from '../../../api/object.ts';

export type State =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message?: string }
  | { readonly kind: 'running'; readonly since: number }
  | {
      readonly kind: 'terminated';
      readonly exitCode: number;
      readonly since: number;
      readonly until: number;
      readonly message: string;
    };

export interface Member {
  readonly name: string;
  readonly container: Json;
  /** Init containers run one after the other, before the others. */
  readonly isInit: boolean;
  state: State;
}

/** In the order in which they run. */
export function membersOf(pod: ApiObject): readonly Member[] {
  const members = (key: string, isInit: boolean, reason: string): readonly Member[] =>
    listAt(pod['spec'], key).map((container) => ({
      name: textAt(container, 'name'),
      container,
      isInit,
      state: { kind: 'waiting', reason },
    }));
  const initial = members('initContainers', true, 'PodInitializing');
  return [
    ...initial,
    ...members('containers', false, initial.length > 0 ? 'PodInitializing' : 'ContainerCreating'),
  ];
}

/** As the status of a pod has it. */
export function containerStatus({ name, container, isInit, state }: Member): JsonObject {
  const image = textAt(container, 'image');
  const isKnown = state.kind !== 'waiting';
  return {
    name,
    state: stateOf(state),
    lastState: {},
    ready: isInit ? state.kind === 'terminated' && state.exitCode === 0 : state.kind === 'running',
    restartCount: 0,
    image,
    imageID: isKnown ? image : '',
    started: state.kind === 'running',
  };
}

function stateOf(state: State): JsonObject {
  switch (state.kind) {
    case 'waiting': {
      const { reason, message } = state;
      return { waiting: { ...(message !== undefined && { message }), reason } };
    }
    case 'running':
      return { running: { startedAt: timestamp(state.since) } };
    case 'terminated': {
      const { exitCode, since, until, message } = state;
      return {
        terminated: {
          exitCode,
          finishedAt: timestamp(until),
          ...(message !== '' && { message }),
          reason: exitCode === 0 ? 'Completed' : 'Error',
          startedAt: timestamp(since),
        },
      };
    }
  }
}
