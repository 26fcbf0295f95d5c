/** A log of more lines than are kept, in the page alone: its bar, its wheel and its keys reach every line that there is. */
import { strict as assert } from 'node:assert';
import { EventEmitter, once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { LogText } from '#client/cluster/logs/logText.ts';
import { LogView } from '#client/views/panels/buildLog/logView.ts';
import {
  buildLogIntent,
  type BuildLogIntent,
  type BuildLogMessage,
  type BuildLogState,
  type StepGroup,
} from '#protocol/buildLogPanel.ts';
import { root } from '#scripts/project.ts';
import { openPage } from '../kit/vscode.ts';

const written = 230_000;

function longLog(): LogView {
  const text = new LogText();
  for (let number = 0; number < written; number++) {
    text.add('a', '', `line ${number}${number % 7 === 0 ? ' long'.repeat(60) : ''}`);
  }
  return new LogView(text, { selected: '', wraps: true, timestamps: false }, 'cut');
}

const words =
  'steps allSteps log search previous next matchCase useRegex wrap timestamps firstError places copy save rerun rerunWith useImage cancel follow showFailing empty';

function stateOf(log: LogView, groups: readonly StepGroup[] = []): BuildLogState {
  return {
    subject: { context: 'c', kind: 'Build', namespace: 'n', name: 'long' },
    view: log.view,
    place: '',
    look: 'running',
    progress: '',
    summary: '',
    isUnderWay: true,
    why: [],
    failing: '',
    groups,
    follows: log.follows,
    behind: log.behind,
    search: { told: '', isWrong: false, hasFound: false },
    status: [],
    trouble: '',
    first: log.lines.first,
    end: log.lines.end,
    // Each word stands for itself.
    labels: Object.fromEntries(
      words.split(' ').map((word) => [word, word]),
    ) as unknown as BuildLogState['labels'],
  };
}

interface Host {
  /** Waits until the page has asked for text around another place, and all that was sent is drawn. */
  shown(): Promise<void>;
}

/** The host's part, as far as it is about where in the text its user is. */
async function host(
  page: Page,
  log: LogView,
  intents: BuildLogIntent[] = [],
  groups: readonly StepGroup[] = [],
): Promise<Host> {
  const told = new EventEmitter();
  let [sent, drawn] = [0, 0];
  const say = async (message: BuildLogMessage): Promise<void> => {
    if (message.kind === 'window') sent = message.id;
    return page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
  };
  await page.exposeFunction('tellHost', async (message: unknown) => {
    const intent = buildLogIntent(message);
    if (intent !== undefined) intents.push(intent);
    if (intent?.kind === 'drawn') drawn = intent.id;
    if (intent?.kind === 'show') {
      log.follows = false;
      log.top = intent.top;
      await say(log.window({ top: intent.top }));
    }
    if (intent?.kind === 'follow') {
      log.follows = true;
      await say(log.window('end'));
    }
    if (intent?.kind === 'scrolled') {
      log.scrolled(intent.top, intent.isAtEnd);
    }
    if (intent?.kind === 'look') {
      log.look({ ...log.view, wraps: intent.wraps }, new Map());
      await say({ kind: 'state', state: stateOf(log, groups) });
      await say(log.window(log.follows ? 'end' : { top: log.top }));
    }
    told.emit('intent');
    await say({ kind: 'state', state: stateOf(log, groups) });
  });
  await page.setContent('<!DOCTYPE html><html lang="en"><body></body></html>');
  await page.addStyleTag({ path: path.join(root, 'dist/webview/buildLog.style.css') });
  await page.evaluate(
    'acquireVsCodeApi = () => ({ postMessage: (message) => tellHost(message), getState() {}, setState() {} })',
  );
  await page.addScriptTag({ path: path.join(root, 'dist/webview/buildLog.js') });
  await say({ kind: 'state', state: stateOf(log, groups) });
  await say(log.window('end'));
  return {
    async shown() {
      const signal = AbortSignal.timeout(20_000);
      const isShown = (): boolean => intents.some(({ kind }) => kind === 'show') && drawn >= sent;
      while (!isShown()) await once(told, 'intent', { signal });
    },
  };
}

async function sees(page: Page, number: number): Promise<void> {
  await page
    .locator('.xterm-rows > div', { hasText: new RegExp(`^line ${number}\\b`) })
    .first()
    .waitFor();
}

/** The number that stands first in sight, once it is above one and up to another; undefined where it does not come there. */
async function topWithin(
  page: Page,
  above: number,
  upTo: number,
  timeout = 20_000,
): Promise<number | undefined> {
  const rows = await page.locator('.xterm-rows').elementHandle();
  const seen = page.waitForFunction(
    ({ low, high, list }) => {
      const text = list?.firstElementChild?.textContent ?? '';
      const top = Number(/\b\d{6}\b/.exec(text)?.[0] ?? Number.NaN);
      return top > low && top <= high ? { top } : undefined;
    },
    { low: above, high: upTo, list: rows },
    { timeout },
  );
  return seen.then(
    async (handle) => (await handle.jsonValue())?.top,
    () => undefined,
  );
}

async function moveBar(page: Page, share: number): Promise<void> {
  await page.locator('.bar').evaluate((bar, part) => {
    bar.scrollTop = (bar.scrollHeight - bar.clientHeight) * part;
  }, share);
}

test('every line of 200,000 is reached, wrapped or not', async () => {
  const log = longLog();
  const [first, last] = [written - 200_000, written - 1];
  await openPage('about:blank', async (page) => {
    await host(page, log);
    await sees(page, last);
    assert.equal(log.follows, true);
    for (const wraps of [true, false]) {
      await moveBar(page, 0.5);
      await sees(page, first + 100_010);
      assert.equal(log.follows, false);
      await page.locator('.xterm-helper-textarea').focus();
      await page.keyboard.press('Home');
      await sees(page, first);
      for (let press = 0; press < 3; press++) await page.keyboard.press('PageDown');
      await page
        .locator('.xterm-rows > div', { hasText: /^line 30(?:0[5-9]|1\d)\d\b/ })
        .first()
        .waitFor();
      await moveBar(page, 1);
      await sees(page, last);
      await page.keyboard.press('Home');
      await sees(page, first);
      await page.keyboard.press('End');
      await sees(page, last);
      if (wraps) await page.getByRole('button', { name: 'wrap' }).click();
      await sees(page, last);
    }
  });
});

test('within a line of many rows, it stays where it is read while the text around it is fetched', async () => {
  const text = new LogText();
  const perLine = 5000;
  for (let line = 0; line < 60; line++) {
    const numbers = Array.from({ length: perLine }, (_, at) => String(line * perLine + at).padStart(6, '0'));
    text.add('a', '', numbers.join(' '));
  }
  const log = new LogView(text, { selected: '', wraps: true, timestamps: false }, 'cut');
  const intents: BuildLogIntent[] = [];
  await openPage('about:blank', async (page) => {
    const told = await host(page, log, intents);
    await page.locator('.xterm-helper-textarea').focus();
    await page.locator('.xterm-rows > div', { hasText: '299999' }).first().waitFor();
    intents.length = 0;
    await moveBar(page, 0.7);
    await told.shown();
    let top = await topWithin(page, 0, 45 * perLine);
    const last = 28 * perLine;
    // Up, where a line is come to at its end: a jump to its beginning is seen.
    for (let presses = 0; top !== undefined && top > last && presses < 400; presses++) {
      const before: number = top;
      await page.keyboard.press('PageUp');
      top = await topWithin(page, before - perLine / 2, before - 1, 200);
      // A key that is pressed while text is fetched may do nothing; while it is written, anything may be seen.
      top ??= await topWithin(page, before - perLine / 2, before, 2000);
      assert.notEqual(top, undefined, `PageUp leads from ${before} somewhere else`);
    }
    assert.ok(top !== undefined && top <= last);
    assert.ok(intents.some(({ kind }) => kind === 'show'));
  });
});

test('what is selected after all was is what is copied', async () => {
  const intents: BuildLogIntent[] = [];
  await openPage('about:blank', async (page) => {
    await host(page, longLog(), intents);
    const copied = (): readonly BuildLogIntent[] =>
      intents.filter(({ kind }) => kind === 'copy' || kind === 'copyAll').splice(0);
    await sees(page, written - 1);
    await page.locator('.xterm-helper-textarea').focus();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: 'copy' }).click();
    assert.deepEqual(copied(), [{ kind: 'copyAll' }]);
    await page
      .locator('.xterm-rows > div', { hasText: `line ${written - 1}` })
      .first()
      .dblclick({ force: true, position: { x: 10, y: 6 } });
    await page.getByRole('button', { name: 'copy' }).click();
    assert.deepEqual(copied().at(-1), { kind: 'copy', text: 'line' });
  });
});

test('the icon of a task is drawn anew only when it is another one', async () => {
  await openPage('about:blank', async (page) => {
    const log = longLog();
    const groups: StepGroup[] = [];
    await host(page, log, [], groups);
    const show = async (look: 'running' | 'succeeded', progress: string): Promise<void> => {
      const step = { key: 's', name: 'step', look, progress };
      groups.splice(0, 1, { name: 'build', look, progress, steps: [step] });
      const state = stateOf(log, groups);
      await page.evaluate(`window.postMessage(${JSON.stringify({ kind: 'state', state })}, '*')`);
      await page.locator('.task .progress', { hasText: progress }).waitFor();
    };
    await show('running', '1 s');
    await page.locator('.task > :first-child').evaluate((icon) => icon.setAttribute('data-kept', ''));
    await show('running', '2 s');
    assert.equal(await page.locator('.task > [data-kept]').count(), 1);
    await show('succeeded', '3 s');
    assert.equal(await page.locator('.task > [data-kept]').count(), 0);
  });
});
