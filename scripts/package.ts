/** Packs the built extension as `knative-tools.vsix`. Usage: npm run package (builds first). */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { npm } from './npm.ts';
import { main, step } from './progress.ts';
import { cache, root, tools, vsix } from './project.ts';

await main(async () => {
  if (!existsSync(path.join(root, 'dist', 'server.cjs')))
    throw new Error('Nothing is built yet: run `npm run build`.');
  const vsce = await installVsce();
  await step('Packing the extension', async () => pack(vsce));
  console.log(`  ${path.relative(root, vsix)}: ${Math.round(statSync(vsix).size / 1024)} KiB`);
});

/** The packer is large and needed here only, so it is not among the project's packages. */
async function installVsce(): Promise<string> {
  const home = path.join(cache, `vsce-${tools.vsce}`);
  const script = path.join(home, 'node_modules', '@vscode', 'vsce', 'vsce');
  if (!existsSync(script)) {
    await mkdir(home, { recursive: true });
    await step('Downloading the packer', () =>
      npm(
        'vsce',
        ['install', '--no-save', '--ignore-scripts', '--prefix', home, `@vscode/vsce@${tools.vsce}`],
        {
          cwd: home,
        },
      ),
    );
  }
  return script;
}

function pack(vsce: string): void {
  // The bundles carry what they need, so no packages go in; the repository's address is nobody's business here.
  const args = [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    vsix,
  ];
  const done = spawnSync(process.execPath, [vsce, ...args], { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`The extension could not be packed:\n${done.stdout}${done.stderr}`);
}
