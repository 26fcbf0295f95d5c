/**
 * How a pace is kept: several lanes that begin one after the other within a second, each with its share of the
 * connections and of the requests of a second, so that the requests of a second do not all come at its beginning. Pure.
 */
import { loadLimits, type LoadPlan } from './loadPlan.ts';

export interface Lane {
  readonly connections: number;
  readonly perSecond: number;
  /** Milliseconds after the first. */
  readonly delay: number;
}

const mostLanes = 10;
/** Milliseconds over which they begin: less than a second, so that the requests of the last one are sent in time. */
const spread = 850;

export function lanesOf(pace: LoadPlan['pace']): readonly Lane[] {
  const perSecond = pace.by === 'rate' ? pace.perSecond : loadLimits.perSecond;
  const connections = connectionsOf(pace);
  const count = Math.min(mostLanes, connections);
  return Array.from({ length: count }, (_, index) => ({
    connections: share(connections, count, index),
    perSecond: share(perSecond, count, index),
    delay: Math.round((index * spread) / count),
  }));
}

/** Those that may be opened beside the lanes' own, where answers take longer than a second. */
export function spareConnections(pace: LoadPlan['pace']): number {
  return pace.by === 'rate' ? loadLimits.atOnce - connectionsOf(pace) : 0;
}

/** One for each request of a second. */
function connectionsOf(pace: LoadPlan['pace']): number {
  return pace.by === 'rate' ? Math.min(pace.perSecond, loadLimits.atOnce) : pace.atOnce;
}

function share(total: number, count: number, index: number): number {
  return Math.floor(total / count) + (index < total % count ? 1 : 0);
}
