/**
 * The program that sends a load: it reads its plan from its input, sends, and writes once a second what came back. It ends
 * with its time, when it is told to, when too much fails, and with whoever started it.
 */
import { createInterface } from 'node:readline';
import { connect } from 'node:tls';
import autocannon from 'autocannon';
import { answeredByOneOf } from './cluster/exchange.ts';
import { lanesOf, type Lane } from './cluster/load/lanes.ts';
import { FiguresCounter } from './cluster/load/loadFigures.ts';
import { orderIn, type LoadEnd, type LoadReport } from './cluster/load/loadMessages.ts';
import { refusalOf, type LoadPlan } from './cluster/load/loadPlan.ts';
import { isOfLocalhost } from './cluster/load/thisMachine.ts';

/** Seconds that an answer may take: a cold start takes some. */
const patience = 60;
/** So many failures, and more than half of all, are the end. */
const mostFailures = 100;

const ended = Promise.withResolvers<LoadEnd>();
const counter = new FiguresCounter();
let begun = false;

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const order = orderIn(line);
    if (order?.kind === 'start' && !begun) {
      begun = true;
      void run(order.plan);
    } else if (order?.kind === 'stop') ended.resolve('stop');
  })
  // Whoever started it is gone.
  .on('close', () => ended.resolve('stop'));

async function run(plan: LoadPlan): Promise<void> {
  if (refusalOf(plan) !== undefined) return end('refused');
  const trouble = await tlsTrouble(plan);
  if (trouble !== '') {
    counter.failed(trouble);
    return end('failures');
  }
  const stops = lanesOf(plan.pace).map((lane) => open(plan, lane));
  const telling = setInterval(() => write({ kind: 'progress', figures: counter.figures() }), 1000);
  const ending = setTimeout(() => ended.resolve('time'), plan.duration * 1000);
  const by = await ended.promise;
  clearInterval(telling);
  clearTimeout(ending);
  for (const stop of stops) stop();
  return end(by);
}

/** A lane of the pace, from its delay on; what is returned ends it. */
function open(plan: LoadPlan, lane: Lane): () => void {
  let running: autocannon.Instance | undefined;
  const timer = setTimeout(() => {
    running = autocannon(optionsOf(plan, lane), () => {});
    running.on('reqError', (error: NodeJS.ErrnoException) => failed(error.code ?? error.message));
  }, lane.delay);
  return () => {
    clearTimeout(timer);
    running?.stop();
  };
}

function optionsOf(plan: LoadPlan, { connections, perSecond }: Lane): autocannon.Options {
  const { url, method, headers, body, revisions, serving, duration } = plan;
  const { host, hostname } = new URL(url);
  let answer: readonly (readonly [string, string])[] = [];
  return {
    url: destination(plan).href,
    method: method as NonNullable<autocannon.Options['method']>,
    headers: { ...Object.fromEntries(headers), host },
    ...(body !== undefined && { body }),
    connections,
    overallRate: perSecond,
    duration: duration + patience,
    timeout: patience,
    servername: hostname,
    setupClient: (client: NodeJS.EventEmitter) => {
      client.on('request', () => counter.sent());
      client.on('headers', ({ headers: flat }: { headers: readonly string[] }) => (answer = pairs(flat)));
      client.on('response', (status: number, _bytes: number, milliseconds: number) => {
        counter.answered(status, milliseconds);
      });
    },
    // It is called with each body, in the same turn as its headers.
    verifyBody: (text: string) => {
      counter.answeredBy(answeredByOneOf({ headers: answer, body: text }, revisions, serving));
      return true;
    },
  } as unknown as autocannon.Options;
}

function pairs(flat: readonly string[]): readonly (readonly [string, string])[] {
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? ''] as const] : []));
}

/** Where the connections go. */
function destination({ url, through }: LoadPlan): URL {
  const to = new URL(url);
  if (through !== undefined) {
    to.hostname = through.host.includes(':') ? `[${through.host}]` : through.host;
    to.port = String(through.port);
  } else if (isOfLocalhost(to.hostname)) to.hostname = '127.0.0.1';
  return to;
}

/** What sends looks at no certificate, so that is done once before. */
async function tlsTrouble(plan: LoadPlan): Promise<string> {
  const { protocol, hostname, port } = destination(plan);
  if (protocol !== 'https:') return '';
  const { promise, resolve } = Promise.withResolvers<string>();
  const host = hostname.replaceAll(/[[\]]/g, '');
  const socket = connect({ host, port: Number(port) || 443, servername: new URL(plan.url).hostname });
  socket.setTimeout(10_000, () => resolve('ETIMEDOUT'));
  socket.on('secureConnect', () => resolve(''));
  socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  socket.on('close', () => resolve('ECONNRESET'));
  const trouble = await promise;
  socket.destroy();
  return trouble;
}

let [failures, answers] = [0, 0];

function failed(trouble: string): void {
  counter.failed(trouble);
  failures++;
  if (failures % mostFailures === 0) {
    ({ answered: answers } = counter.figures());
    if (failures > answers) ended.resolve('failures');
  }
}

function end(by: LoadEnd): void {
  process.stdout.write(`${JSON.stringify({ kind: 'ended', by, figures: counter.figures() })}\n`, () =>
    process.exit(0),
  );
}

function write(report: LoadReport): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
