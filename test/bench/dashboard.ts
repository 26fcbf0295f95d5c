/**
 * The autoscaling dashboard in a real browser, with all that it can hold: 20 revisions, six hours, a sample a second. The
 * longest frame while its user zooms, while seconds come, and where other settings are tried, and the memory of its page. There is no peer, so the bounds are absolute.
 */
import { join } from 'node:path';
import { build } from 'esbuild';
import type { CDPSession, Page } from 'playwright-core';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';
import type { AutoscalingLabels } from '#protocol/autoscalingLabels.ts';
import { sampleFields } from '#protocol/autoscalingPanel.ts';
import { openPage } from '../kit/vscode.ts';
import { summarise } from './statistics.ts';

const revisions = 20;
const seconds = 6 * 3600;
const zooms = 60;
/** Milliseconds, and MiB. */
const targets = { frame: 50, trial: 100, memory: 60 };

/** @param dist the build */
export async function dashboard(root: string, dist: string): Promise<void> {
  const labels = await labelsOf(root);
  await openPage('about:blank', async (page) => {
    const devtools = await page.context().newCDPSession(page);
    await begin(page, dist, labels);
    const empty = await memoryOf(devtools);
    await fill(page);
    // What this machine takes for frames in which nothing happens, whatever else it does just now.
    const idle = Math.max(...(await framesWith(page, [])));
    const frames = await framesWith(page, zoomKeys);
    const { median, p95 } = summarise(frames);
    const longest = Math.max(...frames);
    await page.getByRole('button', { name: '6 h' }).click();
    // Long enough for the trial that goes on with the load, too.
    const live = Math.max(...(await framesWith(page, [], { frames: 400, each: tick, every: 60 })));
    const trial = Math.max(...(await framesWith(page, [], { frames: 90, each: slide, every: 30 })));
    await page.locator('.whatIf .totals tbody').waitFor({ timeout: 5000 });
    const memory = await memoryOf(devtools);
    const held = `${revisions} revisions × 6 h`;
    console.log(
      `Dashboard, longest frame while zooming over ${held}: ${longest.toFixed(0)} ms (median ${median.toFixed(0)}, p95 ${p95.toFixed(0)}, idle ${idle.toFixed(0)}; ${verdict(longest, targets.frame)} ms)`,
    );
    console.log(
      `Dashboard, longest frame while it is live with ${held}: ${live.toFixed(0)} ms (${verdict(live, targets.frame)} ms)`,
    );
    console.log(
      `Dashboard, longest frame while a setting is tried on 6 h: ${trial.toFixed(0)} ms (${verdict(trial, targets.trial)} ms)`,
    );
    console.log(
      `Dashboard, memory with ${held}: ${memory.toFixed(1)} MiB (${empty.toFixed(1)} without; ${verdict(memory, targets.memory)} MiB)`,
    );
  });
}

function verdict(value: number, target: number): string {
  return `${value <= target ? 'reached' : 'NOT REACHED'}, target ${target}`;
}

/** The words as they are in English, from the client's own file. */
async function labelsOf(root: string): Promise<AutoscalingLabels> {
  const vscode = 'data:text/javascript,export const l10n = { t: (text) => text };';
  const { outputFiles } = await build({
    entryPoints: [join(root, 'client/views/panels/autoscaling/autoscalingLabels.ts')],
    bundle: true,
    format: 'esm',
    write: false,
    plugins: [
      {
        name: 'words',
        setup: (bundle) => {
          bundle.onResolve({ filter: /^vscode$/ }, () => ({ path: vscode, external: true }));
        },
      },
    ],
  });
  const text = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const { autoscalingLabels } = (await import(`data:text/javascript;base64,${text}`)) as {
    readonly autoscalingLabels: () => AutoscalingLabels;
  };
  return autoscalingLabels();
}

/** VS Code's side of the page is not there; what it would say is said by this bench. */
async function begin(page: Page, dist: string, labels: AutoscalingLabels): Promise<void> {
  await page.setContent('<!DOCTYPE html><html lang="en"><body></body></html>');
  await page.addStyleTag({ path: join(dist, 'webview/autoscaling.style.css') });
  await page.evaluate('acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} })');
  await page.addScriptTag({ path: join(dist, 'webview/autoscaling.js') });
  const subject = { context: 'bench', namespace: 'default', service: 'bench', revision: '' };
  await say(page, { kind: 'hello', subject, language: 'en', labels });
}

async function say(page: Page, message: unknown): Promise<void> {
  await page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
}

/** The samples are made in the page: what is measured is what the page does with them. */
async function fill(page: Page): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  await say(page, { kind: 'state', state: stateAt(now) });
  for (let index = 0; index < revisions; index++) {
    await page.evaluate(`{
      const width = ${sampleFields.length};
      const rows = new Float64Array(${seconds} * width);
      for (let second = 0; second < ${seconds}; second++) {
        rows[second * width] = ${now - seconds} + second;
        for (let field = 1; field < width; field++) {
          rows[second * width + field] = (Math.sin(second / 300 + field + ${index}) + 1.1) * (5 + (second % 7));
        }
      }
      const batches = [{ revision: 'bench-${index}', replaces: true, rows }];
      window.postMessage({ kind: 'samples', batches }, '*', [rows.buffer]);
    }`);
  }
  await page.getByRole('button', { name: '6 h' }).click();
  await page.locator('canvas').nth(6).waitFor();
}

function stateAt(now: number): unknown {
  const scaling = autoscalerSettings({}, 0, {});
  const plain = { why: '1 replica wanted', notes: [], panicking: false, settings: [], scaling };
  return {
    phase: 'live',
    trouble: '',
    revisions: Array.from({ length: revisions }, (_none, index) => {
      return { name: `bench-${index}`, percent: index === 0 ? 100 : 0, ...plain };
    }),
    sources: [],
    source: '',
    interval: 1,
    markers: [],
    load: { running: false, lines: [], answered: [], progress: 0, trouble: '', limits: '' },
    grafana: '',
    file: '',
    addresses: [],
    now,
  };
}

const zoomKeys = ['+', '+', 'ArrowLeft', '+', 'ArrowRight', '-', '-', '-', '0'];

/** A second more of every revision. */
const tick = `{
  const rows = Float64Array.from({ length: ${sampleFields.length} }, (_none, field) =>
    field === 0 ? Math.floor(Date.now() / 1000) : 5 + (count % 7));
  const batches = Array.from({ length: ${revisions} }, (_none, index) =>
    ({ revision: 'bench-' + index, replaces: false, rows }));
  window.postMessage({ kind: 'samples', batches }, '*');
}`;

/** A step of the slider of the target. */
const slide = `{
  const slider = document.querySelector('.whatIf input[type=range]');
  slider.value = String(20 + count);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
}`;

interface During {
  readonly frames: number;
  /** What is done every so many frames. */
  readonly each: string;
  readonly every: number;
}

const nothing: During = { frames: zooms, each: '', every: 1 };

/** Milliseconds from frame to frame while keys are pressed, one a frame, over and over. */
async function framesWith(
  page: Page,
  keys: readonly string[],
  during: During = nothing,
): Promise<readonly number[]> {
  return page.evaluate<readonly number[]>(`new Promise((resolve) => {
    const charts = document.querySelector('.charts');
    const keys = ${JSON.stringify(keys)};
    const frames = [];
    let before = performance.now();
    const step = (count) => requestAnimationFrame(() => {
      const now = performance.now();
      frames.push(now - before);
      before = now;
      if (count === ${during.frames}) return resolve(frames.slice(1));
      if (count % ${during.every} === 0) { ${during.each} }
      if (keys.length > 0) charts.dispatchEvent(new KeyboardEvent('keydown', { key: keys[count % keys.length], bubbles: true }));
      step(count + 1);
    });
    step(0);
  })`);
}

/** What the page's own memory takes after what nobody needs is gone: objects, and the numbers behind arrays. */
async function memoryOf(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const usage: Readonly<Record<string, number>> = { ...(await devtools.send('Runtime.getHeapUsage')) };
  const { usedSize = 0, embedderHeapUsedSize = 0, backingStorageSize = 0 } = usage;
  return (usedSize + embedderHeapUsedSize + backingStorageSize) / 2 ** 20;
}
