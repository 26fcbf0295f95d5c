/**
 * A real VS Code for one test: a folder of files, the packaged extension, a browser. What a failing test saw is kept in
 * `test-results/`.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { installBrowser } from '#scripts/browser.ts';
import {
  installExtension,
  linkExtension,
  quietSettings,
  startCodeServer,
  type RunningCodeServer,
} from '#scripts/codeServer.ts';
import { cache, root, vsix } from '#scripts/project.ts';
import { Workbench } from './vscodeWorkbench.ts';

export interface VsCodeOptions {
  /** The workspace: text by file name. */
  readonly files: Readonly<Record<string, string>>;
  /** The file to open at the start. */
  readonly open?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folders of extensions to run beside ours. */
  readonly extensions?: readonly string[];
  /** Asks nobody and trusts nothing. */
  readonly untrusted?: boolean;
  readonly theme?: 'light' | 'dark';
  readonly size?: { readonly width: number; readonly height: number };
}

/** Runs the body in a new VS Code, and ends everything it started. */
export async function inVsCode(
  t: TestContext,
  options: VsCodeOptions,
  body: (workbench: Workbench) => Promise<void>,
): Promise<void> {
  const home = await makeHome();
  const folder = path.join(home, 'workspace');
  await writeFiles(folder, options.files);
  const dirs = await prepareVsCode(home, options);
  const output: string[] = [];
  const server = await startCodeServer({
    folder,
    ...dirs,
    workspaceTrust: options.untrusted === true,
    onOutput: (line) => output.push(line),
  });
  try {
    await openPage(
      address(server, folder, options.open),
      async (page) => {
        const workbench = new Workbench(page, folder, dirs);
        await workbench.ready(options.open);
        await body(workbench);
      },
      {
        ...options,
        onFailure: (page, context) => keepEvidence(t.name, context, page, output, dirs.userDataDir),
      },
    );
  } finally {
    await server.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface PageOptions extends Pick<VsCodeOptions, 'size' | 'theme'> {
  readonly onFailure?: (page: Page, context: BrowserContext) => Promise<void>;
}

/** Shows an address in a browser of its own while the body runs. */
export async function openPage(
  url: string,
  body: (page: Page) => Promise<void>,
  options: PageOptions = {},
): Promise<void> {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({
      // What the machine says of itself may be no language at all.
      locale: 'en-US',
      viewport: options.size ?? { width: 1280, height: 800 },
      colorScheme: options.theme ?? 'light',
    });
    await context.tracing.start({ screenshots: true, snapshots: true });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    try {
      await page.goto(url);
      await body(page);
    } catch (error) {
      await options.onFailure?.(page, context);
      throw error;
    }
  } finally {
    await browser.close();
  }
}

async function makeHome(): Promise<string> {
  const parent = path.join(cache, 'e2e');
  await mkdir(parent, { recursive: true });
  return mkdtemp(path.join(parent, 'run-'));
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

async function prepareVsCode(
  home: string,
  options: VsCodeOptions,
): Promise<{ userDataDir: string; extensionsDir: string }> {
  const dirs = { userDataDir: path.join(home, 'user-data'), extensionsDir: path.join(home, 'extensions') };
  await mkdir(path.join(dirs.userDataDir, 'User'), { recursive: true });
  await cp(await installedExtensions(), dirs.extensionsDir, { recursive: true });
  for (const extension of options.extensions ?? []) await linkExtension(extension, dirs.extensionsDir);
  const settings = {
    ...quietSettings,
    ...steadySettings,
    'workbench.colorTheme': options.theme === 'dark' ? 'Default Dark Modern' : 'Default Light Modern',
    'security.workspace.trust.startupPrompt': 'never',
    ...options.settings,
  };
  await writeFile(path.join(dirs.userDataDir, 'User', 'settings.json'), JSON.stringify(settings));
  return dirs;
}

/** Nothing blinks, nothing fades, nothing types ahead. */
const steadySettings = {
  'editor.fontFamily': "'JetBrains Mono', monospace",
  'editor.fontSize': 13,
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'editor.hover.delay': 100,
  'editor.stickyScroll.enabled': false,
  'editor.autoClosingBrackets': 'never',
  'files.autoSave': 'off',
  'files.simpleDialog.enable': true,
  'workbench.reduceMotion': 'on',
  'workbench.editor.enablePreview': false,
  'window.commandCenter': false,
};

/** The package is installed once a run, as a user would, then copied for each test. */
export async function installedExtensions(): Promise<string> {
  const home = path.join(cache, 'e2e', 'installed');
  const extensionsDir = path.join(home, 'extensions');
  const stamp = path.join(home, 'stamp');
  const { size, mtimeMs } = statSync(vsix);
  const wanted = `${size} ${mtimeMs}`;
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return extensionsDir;
  await rm(home, { recursive: true, force: true });
  await mkdir(extensionsDir, { recursive: true });
  installExtension(vsix, { extensionsDir, userDataDir: path.join(home, 'user-data') });
  await writeFile(stamp, wanted);
  return extensionsDir;
}

async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await installBrowser();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

function address(server: RunningCodeServer, folder: string, open: string | undefined): string {
  const query = new URLSearchParams({ folder });
  if (open !== undefined) {
    const file = `vscode-remote://${new URL(server.url).host}${path.join(folder, open)}`;
    query.set('payload', JSON.stringify([['openFile', file]]));
  }
  return `${server.url}/?${query.toString()}`;
}

async function keepEvidence(
  test: string,
  context: BrowserContext,
  page: Page,
  output: readonly string[],
  userDataDir: string,
): Promise<void> {
  const folder = path.join(root, 'test-results', test.replaceAll(/[^\w-]+/g, '-').slice(0, 80));
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, 'screenshot.png') }).catch(() => undefined);
  await context.tracing.stop({ path: path.join(folder, 'trace.zip') }).catch(() => undefined);
  const logs = path.join(userDataDir, 'logs');
  if (existsSync(logs)) await cp(logs, path.join(folder, 'logs'), { recursive: true });
  await writeFile(path.join(folder, 'code-server.log'), output.join('\n'));
  console.log(`What it saw is in ${path.relative(root, folder)}`);
}
