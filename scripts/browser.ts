/**
 * The browser of the end-to-end tests: the machine's own where there is one, else a headless Chromium from npm, unpacked
 * into `.cache/` with its libraries. Needs no root and no display.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { npm } from './npm.ts';
import { step } from './progress.ts';
import { cache, tools } from './project.ts';

export interface Browser {
  readonly name: string;
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

const home = path.join(cache, 'chromium');
const unpacked = path.join(home, 'unpacked');
const fonts = path.join(home, 'fonts');
const fontsConf = path.join(home, 'fonts.conf');

/** Finds a browser, or fetches one. `KNATIVE_TOOLS_BROWSER` names another one; `npm` asks for the one from npm. */
export async function installBrowser(): Promise<Browser> {
  await installFonts();
  const env = { FONTCONFIG_FILE: fontsConf };
  const wish = process.env['KNATIVE_TOOLS_BROWSER'];
  const system = wish === 'npm' ? undefined : (wish ?? systemBrowsers().find((file) => existsSync(file)));
  if (system !== undefined) return { name: system, executablePath: system, env };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The end-to-end tests need Chrome, Chromium or Edge on this machine (or KNATIVE_TOOLS_BROWSER with its path).',
    );
  }
  await unpackChromium();
  return {
    name: `@sparticuz/chromium ${tools.chromium}`,
    executablePath: path.join(unpacked, 'chromium'),
    env: { ...env, LD_LIBRARY_PATH: path.join(unpacked, 'al2023', 'lib') },
  };
}

function systemBrowsers(): readonly string[] {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case 'win32':
      return [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)']].flatMap((folder) =>
        folder === undefined
          ? []
          : [
              path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
              path.join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
            ],
      );
    default:
      return [
        'chromium',
        'chromium-browser',
        'google-chrome',
        'google-chrome-stable',
        'microsoft-edge',
      ].flatMap((name) => (process.env['PATH'] ?? '').split(':').map((folder) => path.join(folder, name)));
  }
}

async function unpackChromium(): Promise<void> {
  const stamp = path.join(unpacked, 'version');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === tools.chromium) return;
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked, { recursive: true });
  await step('Downloading Chromium', () => npmInstall(`@sparticuz/chromium@${tools.chromium}`));
  await step('Unpacking Chromium', async () => {
    const packed = path.join(home, 'node_modules', '@sparticuz', 'chromium', 'bin');
    const names = await readdir(packed);
    await Promise.all(names.map((name) => unpack(path.join(packed, name))));
    await chmod(path.join(unpacked, 'chromium'), 0o755);
    await rm(path.join(home, 'node_modules', '@sparticuz'), { recursive: true });
  });
  await writeFile(stamp, tools.chromium);
}

/** `x.br` becomes the file `x`, `y.tar.br` the folder `y` (the graphics libraries belong beside the browser). */
async function unpack(file: string): Promise<void> {
  const content = await promisify(brotliDecompress)(await readFile(file));
  const name = path.basename(file, '.br');
  if (!name.endsWith('.tar')) return writeFile(path.join(unpacked, name), content);
  const folder = name.startsWith('swiftshader') ? unpacked : path.join(unpacked, path.basename(name, '.tar'));
  await mkdir(folder, { recursive: true });
  const done = spawnSync('tar', ['-x', '-C', folder], { input: content, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${name} could not be unpacked: ${done.stderr}`);
}

/** A machine without a display seldom has fonts; the same ones everywhere also make the same pictures. */
async function installFonts(): Promise<void> {
  if (existsSync(fontsConf)) return;
  await mkdir(fonts, { recursive: true });
  await step('Downloading fonts', async () => {
    const packages = ['@expo-google-fonts/jetbrains-mono@0.4.1', '@expo-google-fonts/inter@0.4.2'];
    await npmInstall(...packages);
    const wanted = [
      'jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf',
      'jetbrains-mono/700Bold/JetBrainsMono_700Bold.ttf',
      'inter/400Regular/Inter_400Regular.ttf',
      'inter/600SemiBold/Inter_600SemiBold.ttf',
    ];
    const from = path.join(home, 'node_modules', '@expo-google-fonts');
    await Promise.all(wanted.map((file) => cp(path.join(from, file), path.join(fonts, path.basename(file)))));
  });
  await writeFile(
    fontsConf,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${path.join(home, 'font-cache')}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Inter</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Inter</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>JetBrains Mono</family></prefer></alias>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
`,
  );
}

async function npmInstall(...packages: readonly string[]): Promise<void> {
  await mkdir(home, { recursive: true });
  await npm('chromium', ['install', '--no-save', '--ignore-scripts', '--prefix', home, ...packages], {
    cwd: home,
  });
}
