/**
 * The log of a build in a real browser while it is written as fast as it can be taken in: lines a second through the
 * host's own text and windows into the page, and how long the page keeps its user's keys waiting meanwhile. There is no
 * peer, so the bounds are absolute.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { LogText } from '#client/cluster/logs/logText.ts';
import { LogView } from '#client/views/panels/buildLog/logView.ts';
import { openPage } from '../kit/vscode.ts';
import { summarise } from './statistics.ts';

/** Lines of a source at once, as a connection brings them; milliseconds. */
const gulp = 500;
const duration = 8000;
const pause = 100;
/** Lines a second, and milliseconds. */
const targets = { lines: 50_000, wait: 100 };

/** @param dist the build */
export async function buildLog(dist: string): Promise<void> {
  await openPage('about:blank', async (page) => {
    const acknowledged = await begin(page, dist);
    await page.evaluate(beginToMeasure);
    const { lines, seconds, batches } = await ingest(page, acknowledged);
    const waits = await page.evaluate<readonly number[]>('window.waits');
    const rate = lines / seconds;
    const { median, p95 } = summarise(waits);
    const longest = Math.max(...waits);
    console.log(
      `Build log, taken in a second: ${Math.round(rate).toLocaleString('en')} lines (${batches} batches drawn; ${rate >= targets.lines ? 'reached' : 'NOT REACHED'}, target ${targets.lines.toLocaleString('en')})`,
    );
    console.log(
      `Build log, a key waits meanwhile: ${longest.toFixed(0)} ms at most (median ${median.toFixed(1)}, p95 ${p95.toFixed(1)}; ${longest <= targets.wait ? 'reached' : 'NOT REACHED'}, target ${targets.wait} ms)`,
    );
  });
}

/** VS Code's side of the page is not there; gives how to wait until a batch is drawn. */
async function begin(page: Page, dist: string): Promise<(id: number) => Promise<void>> {
  await page.setContent('<!DOCTYPE html><html lang="en"><body></body></html>');
  await page.addStyleTag({ path: join(dist, 'webview/buildLog.style.css') });
  const waiting = new Map<number, () => void>();
  await page.exposeFunction('tellHost', (message: { readonly kind: string; readonly id?: number }) => {
    if (message.kind === 'drawn') waiting.get(message.id ?? 0)?.();
  });
  await page.evaluate(
    'acquireVsCodeApi = () => ({ postMessage: (message) => tellHost(message), getState() {}, setState() {} })',
  );
  await page.addScriptTag({ path: join(dist, 'webview/buildLog.js') });
  return async (id) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.set(id, resolve);
    return promise;
  };
}

/** A task that is put to the page's queue every few milliseconds: as long as it waits, a key would. */
const beginToMeasure = `
  window.waits = [];
  const channel = new MessageChannel();
  let asked = 0;
  channel.port1.onmessage = () => {
    window.waits.push(performance.now() - asked);
    setTimeout(ask, 4);
  };
  const ask = () => { asked = performance.now(); channel.port2.postMessage(0); };
  ask();
`;

interface Ingested {
  readonly lines: number;
  readonly seconds: number;
  readonly batches: number;
}

/** Lines come without end; the page is shown where they end, as often as it has drawn what it was given. */
async function ingest(page: Page, drawn: (id: number) => Promise<void>): Promise<Ingested> {
  const text = new LogText();
  const log = new LogView(text, { selected: '', wraps: true, timestamps: true }, 'cut');
  const begun = performance.now();
  let [lines, batches, flushed] = [0, 0, 0];
  let drawing: Promise<void> | undefined;
  while (performance.now() - begun < duration) {
    for (let index = 0; index < gulp; index++) text.add('step', stamp, lineOf(lines++));
    if (drawing === undefined && performance.now() - flushed >= pause) {
      flushed = performance.now();
      drawing = show(page, log, drawn).then(() => (drawing = undefined));
      batches++;
    }
    // What the connection to the browser says comes in between.
    await new Promise(setImmediate);
  }
  const seconds = (performance.now() - begun) / 1000;
  await drawing;
  return { lines, seconds, batches };
}

async function show(page: Page, log: LogView, drawn: (id: number) => Promise<void>): Promise<void> {
  const batch = log.appendix();
  if (batch === undefined) return;
  const done = drawn(batch.id);
  await page.evaluate((message) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- as VS Code does within its page
    (globalThis as unknown as { postMessage(message: unknown, origin: string): void }).postMessage(
      message,
      '*',
    );
  }, batch);
  await done;
}

const stamp = '2026-11-25T01:02:03.456789Z';

/** As builds write them: some coloured, some long. */
function lineOf(number: number): string {
  if (number % 10 === 0) return `\u001B[32mINFO\u001B[0m[${number}] Taking a snapshot of the full filesystem`;
  return `npm http fetch GET 200 /package-${number % 977} ${number % 89}ms (cache miss) ${number}`;
}
