/** Requests as the ingress would pass them on, at a rate, while a stepped clock goes on. */
import { Dispatcher } from '#playground/traffic/dispatcher.ts';
import type { World } from '../controllers/world.ts';

export interface Flow {
  /** So many requests a second for some seconds, each taking so many milliseconds in its pod. */
  load(revision: string, perSecond: number, seconds: number, takes?: number): void;
  readonly answers: Readonly<Record<number, number>>;
  stop(): void;
}

export function flowIn(world: World): Flow {
  const { cluster, running } = world;
  const dispatcher = new Dispatcher(cluster, running.load);
  const answers: Record<number, number> = {};
  const count = (status: number): void => {
    answers[status] = (answers[status] ?? 0) + 1;
  };
  const ask = (revision: string, takes: number): void => {
    dispatcher.dispatch('default', revision, (outcome) => {
      if (outcome.kind === 'refused') return count(outcome.status);
      cluster.clock.after(takes, () => {
        outcome.done(200);
        count(200);
      });
    });
  };
  return {
    answers,
    load: (revision, perSecond, seconds, takes = 10) => {
      for (let one = 0; one < perSecond * seconds; one += 1) {
        ask(revision, takes);
        world.pass(1 / perSecond);
      }
    },
    stop: () => dispatcher.stop(),
  };
}
