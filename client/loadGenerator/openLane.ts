/** One lane of a load: its connections, each sending the next request after an answer, at its share of the pace. */
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
export function openLane(
  plan: LoadPlan,
  lane: Lane,
  counter: FiguresCounter,
  onFailures: () => void,
): () => void {
  let instance: autocannon.Instance | undefined;
  const timer = setTimeout(() => {
    instance = autocannon(optionsOf(plan, lane, counter), onFailures);
    instance.on('response', (_client, status, _bytes, took) => counter.answered(status, took));
    instance.on('reqError', (error: unknown) => counter.failed(codeOf(error)));
  }, lane.delay);
  return () => {
    clearTimeout(timer);
    instance?.stop();
  };
}

function optionsOf(
  plan: LoadPlan,
  { connections, perSecond }: Lane,
  counter: FiguresCounter,
): autocannon.Options {
  const { host, hostname } = new URL(plan.url);
  return {
    url: destinationOf(plan),
    method: plan.method,
    headers: { ...Object.fromEntries(plan.headers), host },
    ...(plan.body !== undefined && plan.body !== '' && { body: plan.body }),
    servername: hostname,
    connections,
    overallRate: perSecond,
    // It is ended from outside in time; this is for the case that it is not.
    duration: plan.duration + 1,
    timeout: answerTime,
    // One that refuses all connections is not hammered.
    bailout: 10 * connections + 20,
    sampleInt: 1000,
    ignoreCoordinatedOmission: true,
    skipAggregateResult: true,
    // The types know only some of its events.
    setupClient: (client) => void client.on('request' as 'headers', () => counter.sent()),
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
