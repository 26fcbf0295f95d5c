/**
 * Who may import whom, by reading the import lines (the table of ARCHITECTURE.md); no cycles, types included; and no
 * traces of the machine the code was written on.
 */
import { strict as assert } from 'node:assert';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { describe, test } from 'node:test';

const root = path.dirname(path.dirname(import.meta.dirname));

interface Rule {
  /** The files it is about: a folder, or a file. */
  readonly folder: string;
  /** What they may import besides their own folder: folders of the project, packages, `node:` for Node's modules. */
  readonly may: readonly string[];
}

/** The first rule whose folder holds a file is the file's rule. */
const rules: readonly Rule[] = [
  { folder: 'knative', may: [] },
  { folder: 'protocol', may: ['knative', 'vscode-languageserver-types'] },
  { folder: 'server/yaml', may: ['yaml', 'knative'] },
  { folder: 'server/model', may: ['server/yaml', 'knative'] },
  {
    folder: 'server/features',
    may: ['server/model', 'server/yaml', 'knative', 'protocol', 'vscode-languageserver-types'],
  },
  {
    folder: 'server/schema',
    may: [
      'yaml-language-server',
      'vscode-languageserver-textdocument',
      'vscode-languageserver-types',
      'yaml',
      'server/model',
      'server/yaml',
      'knative',
    ],
  },
  {
    folder: 'server',
    may: [
      'knative',
      'protocol',
      'node:',
      'vscode-languageserver',
      'vscode-languageserver-textdocument',
      'vscode-languageserver-types',
      '@vscode/l10n',
      'yaml',
    ],
  },
  { folder: 'client/cluster', may: ['knative', 'node:', '@kubernetes/client-node'] },
  // A program of its own, which only sends.
  { folder: 'client/loadGenerator', may: ['node:', 'autocannon', 'client/cluster'] },
  // The client reads no YAML (the server does), but shows objects of the cluster as such.
  { folder: 'client/objectYaml', may: ['yaml', 'knative'] },
  { folder: 'client/views', may: ['vscode', 'node:', 'knative', 'protocol', 'client'] },
  {
    folder: 'client',
    may: ['vscode', 'vscode-languageclient', 'vscode-languageserver-types', 'node:', 'knative', 'protocol'],
  },
  { folder: 'webview/kit/toolkit', may: ['@vscode/webview-ui-toolkit'] },
  { folder: 'webview/autoscaling/chart', may: ['uplot', 'webview', 'knative', 'protocol'] },
  {
    folder: 'webview/buildLog/terminal',
    may: ['@xterm/xterm', '@xterm/addon-fit', 'webview', 'knative', 'protocol'],
  },
  { folder: 'webview', may: ['knative', 'protocol'] },
  { folder: 'playground/certificate', may: ['node:', 'selfsigned'] },
  { folder: 'playground', may: ['knative', 'node:', 'yaml'] },
  { folder: 'scripts', may: ['node:', 'knative', 'server', 'esbuild'] },
];

/** Exceptions downwards, each for a reason the table gives. */
const forbidden: readonly { readonly from: string; readonly to: string; readonly why: string }[] = [
  { from: 'client/views', to: 'client/cluster/api', why: 'a view reads the store' },
  { from: 'client/views', to: 'client/cluster/actions', why: 'a view runs commands by id' },
  { from: 'client/views', to: 'client/commands', why: 'a view runs commands by id' },
  { from: 'client/commands', to: 'client/views/trees', why: 'commands do not draw' },
];

const sources = globSync(
  ['knative', 'protocol', 'server', 'client', 'webview', 'playground', 'scripts'].map(
    (layer) => `${layer}/**/*.ts`,
  ),
  { cwd: root },
)
  .map((file) => file.split(path.sep).join('/'))
  .toSorted();

interface Import {
  readonly file: string;
  readonly specifier: string;
  /** The project's file it names, or undefined for a package. */
  readonly target: string | undefined;
}

const imports: readonly Import[] = sources.flatMap(importsOf);

describe('architecture', () => {
  test('there is something to look at', () => {
    assert.ok(sources.length > 20, `${sources.length} sources`);
    assert.ok(imports.some(({ target }) => target !== undefined));
    assert.ok(imports.some(({ target }) => target === undefined));
  });

  test('every import is allowed by the table of layers', () => {
    assert.deepEqual(imports.filter((one) => !isAllowed(one)).map(describeImport), []);
  });

  test('imports between layers start with #, those inside a layer with a dot', () => {
    const wrong = imports.filter(({ file, specifier, target }) => {
      if (target === undefined) return false;
      return layerOf(file) === layerOf(target) ? specifier.startsWith('#') : !specifier.startsWith('#');
    });
    assert.deepEqual(wrong.map(describeImport), []);
  });

  test('every import of our own names a file that exists, with its extension', () => {
    const missing = imports.filter(
      ({ target }) => target !== undefined && !existsSync(path.join(root, target)),
    );
    assert.deepEqual(missing.map(describeImport), []);
  });

  test('no source imports a test', () => {
    assert.deepEqual(imports.filter(({ target }) => target?.startsWith('test/')).map(describeImport), []);
  });

  test('a feature does not import another feature', () => {
    // One feature is one file, or one folder; what several need stands in a folder of its own name there.
    const wrong = imports.filter(({ file, target }) => {
      if (target === undefined) return false;
      const [from, to] = [featureOf(file), featureOf(target)];
      return (
        from !== undefined && to !== undefined && from !== to && lspFeatures.has(from) && lspFeatures.has(to)
      );
    });
    assert.deepEqual(wrong.map(describeImport), []);
  });

  test('there is no import cycle, not even of types', () => {
    assert.deepEqual(cycles(), []);
  });

  test('no file names a folder of somebody’s machine or the host of a package registry', () => {
    const pattern = new RegExp(
      [
        String.raw`(?<![\w.$}])/(?:home|Users)/[a-z][\w-]*/`,
        String.raw`(?<![\w.$}/])/roo[t]/`,
        `(?<![\\w.-])${['', 'work', ''].join('/')}`,
        `registry\\.(?:${['npmjs', 'yarnpkg', 'npmmirror'].join('|')})`,
      ].join('|'),
    );
    const files = globSync('**/*', {
      cwd: root,
      exclude: ({ name }) => ignored.has(name),
      withFileTypes: true,
    })
      .filter((entry) => entry.isFile() && textFile.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name));
    assert.ok(files.length > sources.length);
    const found = files.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          pattern.test(line) ? [`${path.relative(root, file)}:${index + 1} ${line}`] : [],
        ),
    );
    assert.deepEqual(found, []);
  });
});

const ignored = new Set(['node_modules', '.git', '.cache', 'dist', 'out', 'test-results']);
const textFile = /(?:\.(?:[cm]?[jt]s|json|md|ya?ml|sh|svg|css|html|npmrc)|^run|^LICENSE)$/;

const lspFeatures = new Set([
  'codeAction',
  'codeLens',
  'completion',
  'definition',
  'diagnostics',
  'folding',
  'hover',
  'inlayHints',
  'links',
  'references',
  'rename',
  'symbols',
]);

function importsOf(file: string): readonly Import[] {
  const code = readFileSync(path.join(root, file), 'utf8');
  const statements = code.matchAll(
    /^\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|^\s*import\s+['"]([^'"]+)['"]/gm,
  );
  return [...statements].map(([, plain, dynamic, bare]) => {
    const specifier = plain ?? dynamic ?? bare ?? '';
    return { file, specifier, target: resolve(file, specifier) };
  });
}

function resolve(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier);
  return undefined;
}

function isAllowed({ file, specifier, target }: Import): boolean {
  const rule = rules.find(({ folder }) => isIn(file, folder));
  if (rule === undefined) return false;
  if (target === undefined) {
    if (isBuiltin(specifier)) return specifier.startsWith('node:') && rule.may.includes('node:');
    return rule.may.includes(packageOf(specifier));
  }
  if (forbidden.some(({ from, to }) => isIn(file, from) && isIn(target, to))) return false;
  return isIn(target, rule.folder) || rule.may.some((folder) => isIn(target, folder));
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function isIn(file: string, folder: string): boolean {
  return file === folder || file === `${folder}.ts` || file.startsWith(`${folder}/`);
}

function layerOf(file: string): string {
  return file.slice(0, file.indexOf('/'));
}

function featureOf(file: string): string | undefined {
  return /^server\/features\/([^/.]+)/.exec(file)?.[1];
}

function describeImport({ file, specifier }: Import): string {
  return `${file} imports ${specifier}`;
}

/** Each cycle once, as the files on it (Tarjan's strongly connected components). */
function cycles(): readonly string[] {
  const next = new Map<string, string[]>();
  for (const { file, target } of imports) {
    if (target !== undefined && target !== file) next.set(file, [...(next.get(file) ?? []), target]);
  }
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.get(file) ?? 0);
    stack.push(file);
    for (const other of next.get(file) ?? []) {
      if (!index.has(other)) {
        visit(other);
        low.set(file, Math.min(low.get(file) ?? 0, low.get(other) ?? 0));
      } else if (stack.includes(other)) {
        low.set(file, Math.min(low.get(file) ?? 0, index.get(other) ?? 0));
      }
    }
    if (low.get(file) !== index.get(file)) return;
    const component = stack.splice(stack.indexOf(file));
    if (component.length > 1) found.push(component.toSorted().join(' <-> '));
  };
  for (const file of sources) if (!index.has(file)) visit(file);
  return found;
}
