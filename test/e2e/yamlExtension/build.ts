/** Builds the stand-in for Red Hat's YAML extension into `.cache/`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { cache } from '#scripts/project.ts';

/** @returns the extension's folder */
export async function buildYamlExtension(): Promise<string> {
  const folder = path.join(cache, 'e2e', 'yaml-extension');
  await mkdir(folder, { recursive: true });
  const server = createRequire(import.meta.url).resolve('yaml-language-server/out/src/server.js');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'extension.ts')],
    outfile: path.join(folder, 'extension.cjs'),
    define: { SERVER: JSON.stringify(server) },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  const manifest = {
    publisher: 'redhat',
    name: 'vscode-yaml',
    displayName: 'YAML (stand-in)',
    version: '1.25.0',
    engines: { vscode: '^1.110.0' },
    main: './extension.cjs',
    activationEvents: ['onLanguage:yaml'],
    capabilities: { untrustedWorkspaces: { supported: true } },
  };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
