/** The page object: VS Code's window in the words of its user. Every method waits for what the user would see. */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

interface Dirs {
  readonly extensionsDir: string;
  readonly userDataDir: string;
}

export class Workbench {
  readonly page: Page;
  readonly #folder: string;
  readonly #dirs: Dirs;

  constructor(page: Page, folder: string, dirs: Dirs) {
    this.page = page;
    this.#folder = folder;
    this.#dirs = dirs;
  }

  /** Waits until the window stands, and the file is open in it. */
  async ready(open?: string): Promise<void> {
    await this.page.locator('.monaco-workbench .explorer-folders-view .monaco-list-row').first().waitFor();
    if (open !== undefined) await this.editor(open).locator('.view-line').first().waitFor();
  }

  /** The editor of a file; of the active one without a name. */
  editor(name?: string): Locator {
    if (name === undefined) return this.page.locator('.editor-group-container.active .monaco-editor').first();
    return this.page.locator(`.monaco-editor[data-uri$="${path.basename(name)}"]`).last();
  }

  /** The lines of the active editor that are in view, as text. */
  async visibleText(): Promise<string> {
    const lines = await this.editor().locator('.view-line').all();
    const placed = await Promise.all(
      lines.map(async (line) => ({
        top: (await line.boundingBox())?.y ?? 0,
        text: (await line.textContent()) ?? '',
      })),
    );
    return placed
      .toSorted((a, b) => a.top - b.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' '))
      .join('\n');
  }

  /** Waits until a line in view of the active editor contains the text. */
  async seesText(text: string): Promise<void> {
    const pattern = new RegExp(escape(text).replaceAll(' ', '[ \u00a0]'));
    await this.editor().locator('.view-line', { hasText: pattern }).first().waitFor();
  }

  async openFile(name: string): Promise<void> {
    await this.#palette(name, path.basename(name));
    await this.editor(name).locator('.view-line').first().waitFor();
  }

  /** Runs a command by its title in the palette. */
  async command(title: string): Promise<void> {
    await this.#palette(`>${title}`, title);
  }

  /** Takes an entry of the list that a command shows. */
  async pick(choice: string): Promise<void> {
    await this.#quickInput(choice, choice);
  }

  /** Moves the keyboard from a panel back into the editor. */
  async focusEditor(): Promise<void> {
    await this.page.keyboard.press('Control+1');
  }

  /** Puts the cursor behind the `nth` occurrence of `text` in a file as it is on disk, counted from 1. */
  async cursorAfter(name: string, text: string, nth = 1): Promise<void> {
    const content = await readFile(path.join(this.#folder, name), 'utf8');
    let end = 0;
    for (let i = 0; i < nth; i++) {
      const at = content.indexOf(text, end);
      if (at < 0) throw new Error(`${name} does not contain ${text}`);
      end = at + text.length;
    }
    const before = content.slice(0, end).split('\n');
    await this.cursorAt(before.length, (before.at(-1)?.length ?? 0) + 1);
  }

  /** Puts the cursor at a line and a column, counted from 1. */
  async cursorAt(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+g');
    const input = this.page.locator('.quick-input-widget input');
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
    await this.page
      .locator('.statusbar-item', { hasText: new RegExp(`Ln ${line}, Col ${column}\\b`) })
      .first()
      .waitFor();
  }

  explorerItem(name: string): Locator {
    return this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });
  }

  /** Opens the context menu of something and gives its entries. */
  async contextMenu(at: Locator): Promise<Locator> {
    await at.click({ button: 'right' });
    const entries = this.page.locator('.monaco-menu .action-label');
    await entries.first().waitFor();
    return entries;
  }

  async closeMenu(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.locator('.monaco-menu').waitFor({ state: 'detached' });
  }

  /** The squiggles of one severity in the active editor. */
  squiggles(severity: 'error' | 'warning' | 'info' | 'hint'): Locator {
    return this.editor().locator(`.squiggly-${severity}`);
  }

  /** Opens the list of problems and gives its entries. */
  async problems(): Promise<Locator> {
    await this.command('Problems: Focus on Problems View');
    const panel = this.page.locator('.markers-panel-container');
    await panel.waitFor();
    return panel.locator('.monaco-list-row');
  }

  /** Shows the hover at the cursor and gives its contents. */
  async hover(): Promise<Locator> {
    const hover = this.page.locator('.monaco-resizable-hover .monaco-hover:not(.hidden)');
    return this.#asked(hover, 'Control+k', 'Control+i');
  }

  /** Asks for completion at the cursor and gives the offers. */
  async completion(): Promise<Locator> {
    await this.page.keyboard.press('Control+Space');
    return this.offers();
  }

  /** The offers of the completion list that is open or about to open. */
  async offers(): Promise<Locator> {
    const list = this.page.locator('.suggest-widget.visible .monaco-list-row');
    await list.first().waitFor();
    return list;
  }

  /** Opens the light bulb's menu at the cursor and gives its entries. */
  async quickFixes(): Promise<Locator> {
    return this.#asked(this.page.locator('.action-widget .monaco-list-row.action'), 'Control+.');
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+s');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  }

  async fileOnDisk(name: string): Promise<string> {
    return readFile(path.join(this.#folder, name), 'utf8');
  }

  /** Waits until VS Code sees what other programs do in its folder: its watcher is up later than its window. */
  async watchesFiles(): Promise<void> {
    const name = (attempt: number): string => `seen-${attempt}.txt`;
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await writeFile(path.join(this.#folder, name(attempt)), '');
      const row = this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name(attempt) });
      const seen = await row.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      await rm(path.join(this.#folder, name(attempt)));
      if (seen) return row.waitFor({ state: 'detached' });
    }
    throw new Error('VS Code does not see what other programs do in its folder.');
  }

  /** Moves a file or folder as another program would. */
  async move(from: string, to: string): Promise<void> {
    await rename(path.join(this.#folder, from), path.join(this.#folder, to));
  }

  /** Shows the extensions that have been woken up. */
  async runningExtensions(): Promise<Locator> {
    await this.command('Developer: Show Running Extensions');
    const rows = this.page.locator('.runtime-extensions-editor .monaco-list-row');
    await rows.first().waitFor();
    return rows;
  }

  /** What our output channel says; undefined where VS Code has no output channels. */
  log(): string | undefined {
    const [file] = globSync(path.join(this.#dirs.userDataDir, 'logs', '**', 'Knative.log'));
    return file === undefined ? undefined : readFileSync(file, 'utf8');
  }

  /** The processes of this window's language server. */
  languageServers(): readonly number[] {
    return this.processes(path.join('dist', 'server.cjs'));
  }

  /** The processes of this window that run a script of the extension. */
  processes(script: string): readonly number[] {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' });
    return stdout
      .split('\n')
      .filter((line) => line.includes(this.#dirs.extensionsDir) && line.includes(script))
      .map((line) => Number.parseInt(line, 10));
  }

  /** Presses keys until what they ask for is there: a lens or a mark that comes just then closes it again. */
  async #asked(answer: Locator, ...keys: readonly string[]): Promise<Locator> {
    for (let attempt = 1; ; attempt++) {
      for (const key of keys) await this.page.keyboard.press(key);
      try {
        await answer.first().waitFor(attempt < 4 ? { timeout: 4000 } : {});
        return answer;
      } catch (error) {
        if (attempt === 4) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /**
   * The palette lists what there is when it opens, and a command may come a moment later with its extension: then it
   * is opened again.
   */
  async #palette(typed: string, choice: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press('F1');
      try {
        return await this.#quickInput(typed, choice, 2500);
      } catch (error) {
        if (attempt === 8) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  async #quickInput(typed: string, choice: string, timeout?: number): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type="text"]').first();
    const limit = timeout === undefined ? {} : { timeout };
    await input.waitFor(limit);
    await input.fill(typed);
    const row = this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: choice });
    await row.first().waitFor(limit);
    await this.page.keyboard.press('Enter');
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
