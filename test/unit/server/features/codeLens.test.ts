/** What stands above resources. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Location } from 'vscode-languageserver-types';
import type { Inventory } from '#knative/world.ts';
import { codeLens } from '#server/features/codeLens.ts';
import { checks } from '#server/checks.ts';
import { Model } from '#server/model/model.ts';
import { fullClient, type Client } from '#server/model/snapshot.ts';
import { defaultSettings } from '#server/settings.ts';
import { documentOf } from '#server/yaml/document.ts';
import { shown, uriOf, workspaceOf } from '../../../kit/snapshot.ts';

function lenses(files: Readonly<Record<string, string>>, inventory?: Inventory): readonly string[] {
  const workspace = workspaceOf(files, inventory === undefined ? {} : { inventory });
  return codeLens(workspace.snapshot, { textDocument: { uri: uriOf('a.yaml') } }).map(
    ({ range, command }) => {
      assert.ok(command);
      const places = (command.arguments?.[2] ?? []) as readonly Location[];
      return [
        `${range.start.line + 1} ${command.title}`,
        ...places.map(({ uri, range }) => shown(workspace, uri, range)),
      ].join(' | ');
    },
  );
}

const service = (name: string, spec: string, version = 'v1'): string =>
  `apiVersion: serving.knative.dev/${version}\nkind: Service\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
const release = '{ release: { revisions: [canary-00001, canary-00002], rolloutPercent: 20 } }';

const inventory = (stale: boolean): Inventory => ({
  context: 'kind-dev',
  stale,
  services: [
    {
      namespace: 'default',
      name: 'canary',
      ready: true,
      traffic: [
        { revisionName: 'canary-00001', percent: 100 },
        { revisionName: 'canary-00002', percent: 0, tag: 'candidate' },
      ],
      revisions: [],
    },
  ],
});

describe('code lens', () => {
  it('offers to deploy where the client can, but not what the cluster makes', () => {
    const text = `${service('a', '{}')}---\n${service('b-00001', '{}').replace('Service', 'Revision')}`;
    const snapshot = new Model({
      checks,
      settings: defaultSettings,
      yamlExtension: false,
      client: { ...fullClient, deployCommand: 'client.deploy' },
    });
    snapshot.put(documentOf(uriOf('a.yaml'), 1, text));
    const found = codeLens(snapshot, { textDocument: { uri: uriOf('a.yaml') } });
    assert.deepEqual(
      found.map(({ command }) => command),
      [
        {
          title: '$(cloud-upload) Deploy',
          command: 'client.deploy',
          arguments: [uriOf('a.yaml'), { line: 0, character: 0 }],
        },
      ],
    );
  });

  it('leads to the autoscaling of what the cluster has, where the client can', () => {
    const text = `${service('canary', '{}')}---\n${service('other', '{}')}`;
    const client = { ...fullClient, autoscalingCommand: 'client.autoscaling' };
    const offered = (known?: Inventory): readonly unknown[] => {
      const model = new Model({ checks, settings: defaultSettings, yamlExtension: false, client });
      if (known !== undefined) model.setInventory(known);
      model.put(documentOf(uriOf('a.yaml'), 1, text));
      return codeLens(model, { textDocument: { uri: uriOf('a.yaml') } })
        .map(({ command }) => command)
        .filter((command) => command?.command === 'client.autoscaling');
    };
    const place = { line: 0, character: 0 };
    assert.deepEqual(offered(inventory(false)), [
      {
        title: '$(graph-line) Autoscaling',
        command: 'client.autoscaling',
        arguments: [uriOf('a.yaml'), place],
      },
    ]);
    assert.deepEqual(offered(), []);
  });

  it('offers to run what can be run, where the client can', () => {
    const resource = (apiVersion: string, kind: string): string =>
      `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\nspec: {}\n`;
    const kinds = ['Task', 'TaskRun', 'Pipeline', 'PipelineRun'].map((kind) =>
      resource('tekton.dev/v1', kind),
    );
    const ofThen = ['Build', 'BuildTemplate'].map((kind) => resource('build.knative.dev/v1alpha1', kind));
    const files = [...kinds, ...ofThen, service('s', '{}'), resource('tekton.dev/v1beta1', 'CustomRun')];
    const runnable = (client: Client): readonly unknown[] => {
      const model = new Model({ checks, settings: defaultSettings, yamlExtension: false, client });
      model.put(documentOf(uriOf('a.yaml'), 1, files.join('---\n')));
      return codeLens(model, { textDocument: { uri: uriOf('a.yaml') } })
        .filter(({ command }) => command?.title === '$(play) Run')
        .map(({ range, command }) => {
          assert.deepEqual(command?.arguments, [uriOf('a.yaml'), range.start]);
          return [range.start.line, command?.command];
        });
    };
    assert.deepEqual(
      runnable({ ...fullClient, runCommand: 'client.run' }),
      [0, 5, 10, 15, 20, 25].map((line) => [line, 'client.run']),
    );
    assert.deepEqual(runnable(fullClient), []);
  });

  it('says the split above a Service, whose line it knows', () => {
    const split = service(
      's',
      '{ traffic: [{ revisionName: a, percent: 90 }, { latestRevision: true, percent: 10 }] }',
    );
    assert.deepEqual(
      lenses({ 'a.yaml': `# x\n---\n${service('canary', release, 'v1alpha1')}---\n${split}` }),
      ['3 80 % canary-00001 · 20 % canary-00002', '8 90 % a · 10 % newest revision'],
    );
  });

  it('says nothing where everything goes to the newest revision', () => {
    assert.deepEqual(lenses({ 'a.yaml': service('s', '{ template: {} }') }), []);
    assert.deepEqual(
      lenses({ 'a.yaml': service('s', '{ traffic: [{ latestRevision: true, percent: 100 }] }') }),
      [],
    );
  });

  it('says what the cluster has, as long as it is fresh', () => {
    const files = { 'a.yaml': service('canary', release, 'v1alpha1') };
    assert.deepEqual(lenses(files, inventory(false)), [
      '1 80 % canary-00001 · 20 % canary-00002',
      '1 $(check) ready in kind-dev · 100 % canary-00001',
    ]);
    assert.deepEqual(lenses(files, inventory(true)), ['1 80 % canary-00001 · 20 % canary-00002']);
    assert.deepEqual(lenses({ 'a.yaml': service('other', '{ template: {} }') }, inventory(false)), []);
  });

  it('counts the users of a template, and leads to them', () => {
    const template = (kind: string): string =>
      `apiVersion: build.knative.dev/v1alpha1\nkind: ${kind}\nmetadata:\n  name: kaniko\nspec: {}\n`;
    const build = (kind: string): string =>
      `apiVersion: build.knative.dev/v1alpha1\nkind: Build\nmetadata: { name: b }\nspec: { template: { kind: ${kind}, name: kaniko } }\n`;
    const files = {
      'a.yaml': `${template('BuildTemplate')}---\n${template('ClusterBuildTemplate')}`,
      'b.yaml': `${build('BuildTemplate')}---\n${build('BuildTemplate')}`,
      'c.yaml': service(
        's',
        '{ runLatest: { configuration: { build: { template: { name: kaniko } } } } }',
        'v1alpha1',
      ),
    };
    assert.deepEqual(lenses(files), [
      '1 3 users | b.yaml:4 kaniko | b.yaml:9 kaniko | c.yaml:4 kaniko',
      '7 0 users',
    ]);
  });

  it('of a Task inside of a List', () => {
    const task =
      'kind: List\nitems:\n  - apiVersion: tekton.dev/v1\n    kind: Task\n    metadata: { name: t }\n    spec: { steps: [] }\n  - apiVersion: tekton.dev/v1\n    kind: TaskRun\n    metadata: { name: r }\n    spec: { taskRef: { name: t } }\n';
    assert.deepEqual(lenses({ 'a.yaml': task }), ['3 1 user | a.yaml:10 t']);
  });
});
