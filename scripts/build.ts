/**
 * Bundles the extension, the language server, the command line and the playground into `dist/`.
 * Usage: node scripts/build.ts [--watch]
 */
import { globSync, watch } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, transform, type BuildOptions, type Metafile, type OutputFile } from 'esbuild';
import { layers, root } from './project.ts';
import { thirdPartyNotices } from './thirdPartyNotices.ts';

/** One group of entry points whose common code is shared in chunks; groups share nothing. */
interface Bundle {
  readonly entries: Readonly<Record<string, string>>;
  readonly external: readonly string[];
  /** Runs before anything else of an entry point. */
  readonly prologue: Readonly<Record<string, string>>;
}

/**
 * Compiled code is kept between starts. The cache is written soon after the start as well as at exit, because editors
 * often kill their servers.
 */
const compileCache = [
  `{const{enableCompileCache:c,flushCompileCache:f}=require('node:module');`,
  `if(c){c();for(const s of[2e3,2e4])setTimeout(f,s).unref()}}`,
].join('');

/** What the server and the command line use and Node 20 does not have yet; Node 24 runs everything else. */
const forNode20 = [
  `Map.groupBy??=(a,f)=>{const m=new Map;let i=0;for(const x of a){const k=f(x,i++),g=m.get(k);g?g.push(x):m.set(k,[x])}return m};`,
  `Promise.withResolvers??=function(){let r;const p=new this((resolve,reject)=>{r={resolve,reject}});return{promise:p,...r}};`,
  `JSON.rawJSON??=Number;`,
].join('');

const bundles: readonly Bundle[] = [
  {
    entries: { extension: 'client/extension.ts' },
    external: ['vscode'],
    prologue: {},
  },
  {
    entries: { server: 'server/main.ts', cli: 'server/cli.ts' },
    external: [],
    prologue: {
      server: compileCache + forNode20,
      cli: `#!/usr/bin/env node\n${compileCache}${forNode20}`,
    },
  },
  {
    entries: { loadGenerator: 'client/loadGenerator.ts' },
    external: [],
    prologue: {},
  },
  {
    entries: { playground: 'playground/main.ts' },
    external: [],
    prologue: { playground: compileCache },
  },
];

const dist = path.join(root, 'dist');

const common = {
  absWorkingDir: root,
  outdir: dist,
  outExtension: { '.js': '.cjs' },
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // A UMD dependency of yaml-language-server does not survive being bundled from its `main`.
  mainFields: ['module', 'main'],
  conditions: ['module', 'node'],
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
  minifySyntax: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  logOverride: { 'ignored-bare-import': 'silent' },
  metafile: true,
  write: false,
} satisfies BuildOptions;

if (process.argv.includes('--watch')) {
  await buildOnEveryChange();
} else {
  // esbuild has printed what is wrong and where.
  await buildAll().catch(() => (process.exitCode = 1));
}

async function buildAll(): Promise<void> {
  const start = performance.now();
  const packages = new Set<string>();
  const made = await Promise.all([...bundles.map((one) => bundle(one, packages)), panels(packages)]);
  const files = made.flat();
  await rm(dist, { recursive: true, force: true });
  await mkdir(path.join(dist, 'webview'), { recursive: true });
  await Promise.all(files.map((file) => writeFile(file.path, file.text, { mode: file.mode })));
  await writeFile(path.join(dist, 'ThirdPartyNotices.txt'), await thirdPartyNotices(packages));
  const bytes = files.reduce((sum, file) => sum + (file.path.endsWith('.map') ? 0 : file.text.length), 0);
  console.log(
    `Built dist/: ${(bytes / 2 ** 20).toFixed(2)} MiB in ${Math.round(performance.now() - start)} ms`,
  );
}

interface Written {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

/**
 * esbuild splits only ES modules, and only CommonJS starts fast everywhere (synchronous, one compile cache, VS Code's
 * loader): so split first, then turn each chunk into CommonJS. What is imported dynamically becomes a chunk of its own
 * that shares the rest, `yaml` above all, with those who load it. (Only files of our own may be imported dynamically:
 * of a CommonJS package, esbuild's split chunk keeps no named exports.)
 */
async function bundle(
  { entries, external, prologue }: Bundle,
  packages: Set<string>,
): Promise<readonly Written[]> {
  const names = Object.keys(entries);
  const result = await build({ ...common, entryPoints: { ...entries }, external: [...external] });
  notePackages(result.metafile, packages);
  const scripts = result.outputFiles.filter((file) => file.path.endsWith('.cjs'));
  const written = await Promise.all(
    scripts.map((file) => toCommonJs(file, result.outputFiles, names, prologue)),
  );
  return written.flat();
}

/** The webviews: a script and a style sheet each, for the browser inside VS Code. */
async function panels(packages: Set<string>): Promise<readonly Written[]> {
  const names = globSync('*/main.ts', { cwd: path.join(root, 'webview') }).map((file) => path.dirname(file));
  const result = await build({
    absWorkingDir: root,
    outdir: path.join(dist, 'webview'),
    entryPoints: Object.fromEntries(
      names.flatMap((name) => [
        [name, `webview/${name}/main.ts`],
        [`${name}.style`, `webview/${name}/${name}.css`],
      ]),
    ),
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    write: false,
  });
  notePackages(result.metafile, packages);
  return result.outputFiles.map((file) => ({ path: file.path, text: file.text, mode: 0o644 }));
}

function notePackages({ inputs }: Metafile, packages: Set<string>): void {
  for (const input of Object.keys(inputs)) {
    const name = /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
    if (name !== undefined) packages.add(name);
  }
}

async function toCommonJs(
  file: OutputFile,
  all: readonly OutputFile[],
  names: readonly string[],
  prologue: Bundle['prologue'],
): Promise<readonly Written[]> {
  const name = path.basename(file.path, '.cjs');
  const map = all.find((other) => other.path === `${file.path}.map`);
  const input = map === undefined ? file.text : `${withoutMapLink(file.text)}${inlineMap(map.text)}`;
  const { code, map: finalMap } = await transform(input, {
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    minify: true,
    sourcemap: 'external',
    sourcesContent: false,
    sourcefile: path.basename(file.path),
    // `import()` would go through the asynchronous loader and read the chunk's exports by guessing.
    supported: { 'dynamic-import': false },
    ...(prologue[name] === undefined ? {} : { banner: prologue[name] }),
  });
  const link = `//# sourceMappingURL=${path.basename(file.path)}.map\n`;
  return [
    { path: file.path, text: code + link, mode: names.includes(name) ? 0o755 : 0o644 },
    { path: `${file.path}.map`, text: finalMap, mode: 0o644 },
  ];
}

function withoutMapLink(text: string): string {
  return text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
}

function inlineMap(map: string): string {
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}\n`;
}

/** Builds now and after each change of a source file, one build at a time. */
async function buildOnEveryChange(): Promise<void> {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    await buildAll().catch(() => console.log('Waiting for the next change …'));
    running = false;
    if (again) {
      again = false;
      await run();
    }
  };
  for (const layer of layers) {
    watch(path.join(root, layer), { recursive: true }, (_event, name) => {
      if (name !== null && /\.(?:ts|css)$/.test(name)) void run();
    });
  }
  await run();
}
