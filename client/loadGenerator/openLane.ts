/**
 * One lane of a load: its connections, each sending the next request after an answer, at its share of the pace. Where
 * answers take so long that these connections cannot keep it, connections that are spare send one request each.
 */
import autocannon from 'autocannon';
import { answeredByOneOf } from '../cluster/exchange.ts';
import type { Lane } from '../cluster/load/lanes.ts';
import type { FiguresCounter } from '../cluster/load/loadFigures.ts';
import type { LoadPlan } from '../cluster/load/loadPlan.ts';
import { codeOf } from './codeOf.ts';
import { destinationOf } from './destination.ts';

/** Seconds that an answer may take: a service may have to be started first. */
const answerTime = 60;
/** Characters of an answer in which the name of a revision is looked for. */
const searched = 4000;

/**
 * Begins after its delay; the function returned ends it.
 * @param onFailures is called when too much failed, and the lane has ended for that
 */
export function openLane(plan: LoadPlan, lane: Lane, world: LaneWorld, onFailures: () => void): () => void {
  const { counter, spare } = world;
  const instances = new Set<autocannon.Instance>();
  let sentBefore = 0;
  let sent = 0;
  const begin = (options: autocannon.Options, then: () => void): void => {
    const instance = autocannon(options, () => {
      instances.delete(instance);
      then();
    });
    instances.add(instance);
    instance.on('response', (_client, status, _bytes, took) => counter.answered(status, took));
    instance.on('reqError', (error: unknown) => counter.failed(codeOf(error)));
  };
  const onSent = (): void => {
    sent += 1;
    counter.sent();
  };
  const keepUp = (): void => {
    // What could not be sent in its second is not made up for later: that would be another load.
    const missing = Math.min(lane.perSecond - (sent - sentBefore), spare.connections);
    if (missing > 0) {
      spare.connections -= missing;
      const onDone = (): void => void (spare.connections += 1);
      begin(onceEach(plan, missing, world, { onSent, onDone }), () => undefined);
    }
    sentBefore = sent;
  };
  let keeping: NodeJS.Timeout | undefined;
  const timer = setTimeout(() => {
    begin(paced(plan, lane, world, onSent), onFailures);
    keeping = setTimeout(() => {
      sentBefore = sent;
      keeping = setInterval(keepUp, 1000);
    }, halfway);
  }, lane.delay);
  return () => {
    clearTimeout(timer);
    clearInterval(keeping);
    for (const one of instances) one.stop();
  };
}

export interface LaneWorld {
  readonly counter: FiguresCounter;
  /** What all lanes together may still open. */
  readonly spare: { connections: number };
}

/** Milliseconds: a second is looked at between the beginnings of two, when its requests have been sent. */
const halfway = 500;

function paced(
  plan: LoadPlan,
  { connections, perSecond }: Lane,
  { counter }: LaneWorld,
  onSent: () => void,
): autocannon.Options {
  return {
    ...requestOf(plan, counter),
    connections,
    overallRate: perSecond,
    // It is ended from outside in time; this is for the case that it is not.
    duration: plan.duration + 1,
    // One that refuses all connections is not hammered.
    bailout: 10 * connections + 20,
    ignoreCoordinatedOmission: true,
    // The types know only some of its events.
    setupClient: (client) => void client.on('request' as 'headers', onSent),
  };
}

function onceEach(
  plan: LoadPlan,
  count: number,
  { counter }: LaneWorld,
  { onSent, onDone }: { readonly onSent: () => void; readonly onDone: () => void },
): autocannon.Options {
  return {
    ...requestOf(plan, counter),
    connections: count,
    amount: count,
    setupClient: (client) => {
      client.on('request' as 'headers', onSent);
      client.on('done' as 'headers', onDone);
    },
  };
}

function requestOf(plan: LoadPlan, counter: FiguresCounter): autocannon.Options {
  const { host, hostname } = new URL(plan.url);
  return {
    url: destinationOf(plan),
    method: plan.method,
    headers: { ...Object.fromEntries(plan.headers), host },
    ...(plan.body !== undefined && plan.body !== '' && { body: plan.body }),
    servername: hostname,
    timeout: answerTime,
    sampleInt: 1000,
    skipAggregateResult: true,
    requests: [{ onResponse: teller(plan, counter) }],
  };
}

/** Counts who answered. */
function teller(
  { revisions, serving }: LoadPlan,
  counter: FiguresCounter,
): NonNullable<Exclude<autocannon.Request['onResponse'], string>> {
  return (_status, body, _context, headers) => {
    const named = Object.entries(headers ?? {}).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): readonly [string, string] => [name, one]),
    );
    const answer = { headers: named, body: body.slice(0, searched) };
    counter.answeredBy(answeredByOneOf(answer, revisions, serving));
  };
}
