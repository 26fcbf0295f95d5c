/** The manifest promises what the extension keeps. */
import { strict as assert } from 'node:assert';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '#scripts/project.ts';
import {
  autoscalingCommandIds,
  buildCommandIds,
  objectCommandIds,
  rolloutCommandIds,
} from '#client/commands/commandIds.ts';

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly keywords: readonly string[];
  readonly activationEvents: readonly string[];
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly scope?: string }>>;
    }[];
    readonly grammars: readonly { readonly path: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly media: { readonly svg: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
const { commands, menus, configuration, grammars, walkthroughs } = manifest.contributes;
const declared = commands.map(({ command }) => command);

test('every command of the manifest is registered, and every registered one is in the manifest', () => {
  const sources = globSync('client/commands/**/*.ts', { cwd: root }).map((file) =>
    readFileSync(path.join(root, file), 'utf8'),
  );
  const registered = sources.flatMap((source) =>
    [...source.matchAll(/\bid: '(knative\.\w+)'/g)].map(([, id = '']) => id),
  );
  assert.deepEqual(registered.toSorted(), declared.toSorted());
});

test('commands that are loaded later are named with the module that holds them', () => {
  const idsIn = (...folders: readonly string[]): readonly string[] => {
    const files = globSync(
      folders.map((folder) => `client/commands/${folder}/*.ts`),
      { cwd: root },
    );
    const text = files.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n');
    return Array.from(text.matchAll(/\bid: '(knative\.\w+)'/g), ([, id = '']) => id).toSorted();
  };
  assert.deepEqual(autoscalingCommandIds.toSorted(), idsIn('autoscaling'));
  assert.deepEqual(rolloutCommandIds.toSorted(), idsIn('rollout'));
  assert.deepEqual(buildCommandIds.toSorted(), idsIn('builds'));
  assert.deepEqual(objectCommandIds.toSorted(), idsIn('objects', 'deploy', 'requests'));
});

test('commands have our prefix and category, and menus only name commands there are', () => {
  for (const { command, category } of commands) {
    assert.match(command, /^knative\./);
    assert.equal(category, 'Knative');
  }
  const named = Object.values(menus).flatMap((entries) => entries.map(({ command }) => command));
  assert.deepEqual(
    named.filter((command) => !declared.includes(command)),
    [],
  );
});

test('context menus show up at Knative manifests only', () => {
  for (const menu of ['editor/context', 'explorer/context', 'editor/title']) {
    for (const { command, when } of menus[menu] ?? []) assert.match(when ?? '', /knative[.-]/, command);
  }
});

test('settings have our prefix and a scope', () => {
  const settings = configuration.flatMap(({ properties }) => Object.entries(properties));
  assert.ok(settings.length >= 6);
  for (const [name, { scope }] of settings) {
    assert.match(name, /^knative(\.\w+){1,2}$/);
    assert.ok(scope !== undefined, name);
  }
});

test('the walkthrough has four steps whose pictures and commands exist', () => {
  const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  assert.equal(steps.length, 4);
  for (const { media, completionEvents } of steps) {
    assert.ok(existsSync(path.join(root, media.svg)), media.svg);
    const own = completionEvents
      .map((event) => event.replace('onCommand:', ''))
      .filter((id) => id.startsWith('knative.'));
    assert.deepEqual(
      own.filter((id) => !declared.includes(id)),
      [],
    );
  }
});

test('files the manifest names exist or are built', () => {
  for (const { path: grammar } of grammars) assert.ok(existsSync(path.join(root, grammar)), grammar);
  assert.ok(existsSync(path.join(root, manifest.icon)));
  assert.equal(manifest.main, './dist/extension.cjs');
  assert.deepEqual(manifest.bin, { 'knative-ls': 'dist/cli.cjs' });
});

test('the Kubernetes extension can recommend it, and only YAML or a panel of its own wakes it', () => {
  assert.ok(manifest.keywords.includes('knative'));
  const [language, ...panels] = manifest.activationEvents;
  assert.equal(language, 'onLanguage:yaml');
  for (const event of panels) assert.match(event, /^onWebviewPanel:knative\.\w+$/);
});

test('yaml is the version that yaml-language-server pins, so that one copy is bundled', () => {
  const peer = readFileSync(path.join(root, 'node_modules/yaml-language-server/package.json'), 'utf8');
  const { dependencies } = JSON.parse(peer) as Manifest;
  assert.equal(manifest.dependencies['yaml'], dependencies['yaml']);
});

test('packages are pinned exactly, but for the types', () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  for (const [name, version] of Object.entries(all)) {
    if (!name.startsWith('@types/')) assert.match(version, /^\d+\.\d+\.\d+$/, name);
  }
});
