/**
 * The program that sends a load: reads its plan from the first line of its input and ends with it, with its time, or
 * with its input, whichever comes first. Imports nothing of VS Code. See cluster/load/startLoad.ts.
 */
import { createInterface } from 'node:readline';
import { lanesOf, spareConnections } from './cluster/load/lanes.ts';
import { FiguresCounter } from './cluster/load/loadFigures.ts';
import { orderIn, type LoadEnd, type LoadReport } from './cluster/load/loadMessages.ts';
import { refusalOf, type LoadPlan } from './cluster/load/loadPlan.ts';
import { certificateTrouble, handshakeTime } from './loadGenerator/destination.ts';
import { openLane } from './loadGenerator/openLane.ts';

/** Milliseconds beyond its time after which the process ends, whatever it does. */
const grace = 5000;

class LoadProcess {
  readonly #counter = new FiguresCounter();
  readonly #ends: (() => void)[] = [];
  #begun = false;
  #ended = false;

  /** Once; a second plan is none of its business. */
  async start(plan: LoadPlan): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    if (refusalOf(plan) !== undefined) return this.finish('refused');
    setTimeout(() => process.exit(1), plan.duration * 1000 + handshakeTime + grace).unref();
    const trouble = await certificateTrouble(plan);
    if (trouble !== '') {
      this.#counter.failed(trouble);
      return this.finish('failures');
    }
    if (!this.#ended) this.#send(plan);
  }

  /** Says once how it ended, and is gone when that is written. */
  finish(by: LoadEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const end of this.#ends) end();
    report({ kind: 'ended', by, figures: this.#counter.figures() }, () => process.exit(0));
  }

  #send(plan: LoadPlan): void {
    this.#counter.begin();
    const ticking = setInterval(() => {
      report({ kind: 'progress', figures: this.#counter.figures() });
    }, 1000);
    const timer = setTimeout(() => this.finish('time'), plan.duration * 1000);
    this.#ends.push(() => {
      clearInterval(ticking);
      clearTimeout(timer);
    });
    const world = { counter: this.#counter, spare: { connections: spareConnections(plan.pace) } };
    for (const lane of lanesOf(plan.pace)) {
      this.#ends.push(openLane(plan, lane, world, () => this.finish('failures')));
    }
  }
}

function report(message: LoadReport, then?: () => void): void {
  process.stdout.write(`${JSON.stringify(message)}\n`, () => then?.());
}

const load = new LoadProcess();
const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  const order = orderIn(line);
  if (order?.kind === 'stop') load.finish('stop');
  else if (order?.kind === 'start') void load.start(order.plan);
});
// Nobody listens any more: the window is closed, or gone.
input.on('close', () => process.exit(0));
process.stdout.on('error', () => process.exit(0));
