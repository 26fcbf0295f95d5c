/** What completion offers, and what becomes of the text when it is taken. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Inventory } from '#knative/world.ts';
import { completed, editOf } from './completion/completed.ts';

const service = (spec: string, version = 'v1'): string =>
  `apiVersion: serving.knative.dev/${version}\nkind: Service\nmetadata:\n  name: shop\nspec:\n${spec}`;

const container = (fields: string): string => service(`  template:\n    spec:\n      containers:\n${fields}`);

describe('fields', () => {
  it('are those of the place, required ones first, without those that are there', async () => {
    const { labels, item } = await completed(container('        - name: web\n          $0\n'));
    assert.equal(labels[0], 'image');
    assert.ok(labels.includes('readinessProbe'));
    for (const absent of ['name', 'containers', 'traffic']) assert.ok(!labels.includes(absent), absent);
    assert.equal(item('image').detail, 'string, required');
    assert.match(JSON.stringify(item('ports').documentation), /"kind":"markdown","value":"\w+/);
  });

  it('bring their mapping or list with them, in the columns of the document', async () => {
    const wide =
      'apiVersion: serving.knative.dev/v1\nkind: Service\nspec:\n    template:\n        spec:\n            c$0\n';
    const { taken } = await completed(wide);
    assert.equal(taken('containers'), wide.replace('c$0', 'containers:\n              - image: $1'));
    const compact =
      'apiVersion: serving.knative.dev/v1\nkind: Service\nspec:\n  traffic:\n  - tag: x\n  template:\n    spec:\n      $0\n';
    assert.equal(
      (await completed(compact)).taken('containers'),
      compact.replace('$0', 'containers:\n      - image: $1'),
    );
  });

  it('are written beside a dash, with a dash, and below their key', async () => {
    const beside = container('        - $0\n');
    assert.equal((await completed(beside)).taken('ports'), beside.replace('$0', 'ports:\n            - $1'));
    const without = service('  traffic:\n    $0\n');
    assert.equal((await completed(without)).taken('percent'), without.replace('$0', '- percent: $1'));
    const behind = service('  traffic: $0');
    assert.equal((await completed(behind)).taken('tag'), behind.replace(' $0', '\n    - tag: $1'));
    const stuck = service('  traffic:\n    -$0\n');
    assert.equal((await completed(stuck)).taken('tag'), stuck.replace('$0', ' tag: $1'));
  });

  it('replace what is half typed, and only the name where a value follows', async () => {
    const half = container('        - image: a\n          por$0\n          name: b\n');
    assert.equal((await completed(half)).taken('ports'), half.replace('por$0', 'ports:\n            - $1'));
    const renamed = container('        - image: a\n          por$0: b\n');
    assert.equal((await completed(renamed)).taken('ports'), renamed.replace('por$0', 'ports'));
    const quoted = container('        - image: a\n          "por$0": b\n');
    assert.equal((await completed(quoted)).taken('ports'), quoted.replace('por$0', 'ports'));
  });

  it('stay on the line in braces', async () => {
    const text = service('  traffic: [{percent: 20}, {$0}]\n');
    const { labels, taken } = await completed(text);
    assert.deepEqual(labels, ['revisionName', 'latestRevision', 'percent', 'tag']);
    assert.equal(taken('tag'), text.replace('$0', 'tag: $1'));
    const probe = container('        - {image: a, rea$0}\n');
    assert.equal(
      (await completed(probe)).taken('readinessProbe'),
      probe.replace('rea$0', 'readinessProbe: {$1}'),
    );
  });

  it('mend the column of an empty line', async () => {
    const text = service('  template:\n    spec:\n$0\n      timeoutSeconds: 5\n');
    const { taken } = await completed(text);
    assert.equal(taken('containerConcurrency'), text.replace('$0', '      containerConcurrency: ${1:0}'));
  });

  it('leave out what the neighbours rule out', async () => {
    const target = await completed(service('  traffic:\n    - revisionName: shop-00001\n      $0\n'));
    assert.deepEqual(target.labels, ['percent', 'tag']);
    const modes = await completed(service('  runLatest: {}\n  $0\n', 'v1alpha1'));
    assert.ok(!modes.labels.includes('release'), modes.labels.join());
  });

  it('ask for their values at once where some are known', async () => {
    const { item } = await completed(container('        - $0\n'));
    assert.equal(item('imagePullPolicy').command?.command, 'editor.action.triggerSuggest');
    assert.equal(item('workingDir').command, undefined);
  });

  it('are offered in an item of a List and in a further document', async () => {
    const item = container('        - $0\n')
      .replaceAll(/^(?=.)/gm, '    ')
      .replace('    ', '  - ');
    assert.ok((await completed(`apiVersion: v1\nkind: List\nitems:\n${item}`)).labels.includes('image'));
    assert.ok(
      (await completed(`a: 1\n---\n${container('        - $0\n')}---\nb: 2\n`)).labels.includes('image'),
    );
  });

  it('are offered for every version that is known', async () => {
    const old = await completed(service('  release:\n    $0\n', 'v1alpha1'));
    assert.deepEqual(old.labels.toSorted(), ['configuration', 'revisions', 'rolloutPercent']);
  });
});

describe('values', () => {
  it('are those that are allowed', async () => {
    const text = container('        - imagePullPolicy: $0\n');
    const { labels, taken } = await completed(text);
    assert.deepEqual(labels, ['Always', 'IfNotPresent', 'Never']);
    assert.equal(taken('Always'), text.replace('$0', 'Always'));
    const typed = container('        - imagePullPolicy: If$0Not\n');
    assert.equal((await completed(typed)).taken('Never'), typed.replace('If$0Not', 'Never'));
  });

  it('wait for the blank behind a colon, unless one asks', async () => {
    const text = container('        - imagePullPolicy:$0\n');
    assert.deepEqual((await completed(text, { typed: ':' })).labels, []);
    assert.equal((await completed(text)).taken('Always'), text.replace('$0', ' Always'));
  });

  it('come behind the blank of a dash, not while one indents', async () => {
    const dash = service('  release:\n    revisions:\n      - $0\n', 'v1alpha1');
    assert.ok((await completed(dash, { typed: ' ' })).labels.includes('@latest'));
    const indented = container('        - image: a\n          $0\n');
    assert.deepEqual((await completed(indented, { typed: ' ' })).labels, []);
    assert.ok((await completed(indented)).labels.includes('args'));
  });

  it('stay in their quotes, and close them', async () => {
    const text = container('        - imagePullPolicy: "$0"\n');
    assert.equal((await completed(text)).taken('Always'), text.replace('$0', 'Always'));
    const open = container('        - imagePullPolicy: "Al$0\n');
    assert.equal((await completed(open)).taken('Always'), open.replace('Al$0', 'Always"'));
  });

  it('of a boolean are two', async () => {
    assert.deepEqual((await completed(service('  traffic:\n    - latestRevision: $0\n'))).labels, [
      'true',
      'false',
    ]);
  });

  it('of a share are what the others leave', async () => {
    const { labels } = await completed(service('  traffic:\n    - percent: 70\n    - percent: $0\n'));
    assert.deepEqual(labels, ['30']);
  });
});

describe('names of revisions', () => {
  const traffic = '  template:\n    metadata:\n      name: shop-v2\n  traffic:\n    - revisionName: ';

  it('are those of the template, of other manifests, of the cluster, and the first generated one', async () => {
    const inventory: Inventory = {
      context: 'test',
      stale: false,
      services: [
        {
          namespace: 'default',
          name: 'shop',
          revisions: [
            { name: 'shop-00003', created: '2026-01-01T00:00:00Z' },
            { name: 'shop-00004', created: '2026-02-01T00:00:00Z' },
          ],
          traffic: [],
        },
        {
          namespace: 'default',
          name: 'other',
          revisions: [{ name: 'other-00001', created: '' }],
          traffic: [],
        },
      ],
    };
    const files = {
      'a.yaml': service(`${traffic}$0\n`),
      'b.yaml': service('  template:\n    metadata:\n      name: shop-v1\n'),
      'c.yaml': service('  template:\n    metadata:\n      name: card-v1\n').replace(
        'name: shop',
        'name: card',
      ),
    };
    const { labels, item } = await completed(files, { inventory });
    assert.deepEqual(labels, ['shop-v2', 'shop-v1', 'shop-00004', 'shop-00003', 'shop-00001']);
    assert.equal(item('shop-v2').detail, 'this template');
    assert.equal(item('shop-v1').detail, 'b.yaml');
  });

  it('put what has its share already last', async () => {
    const { labels } = await completed(service(`${traffic}shop-v2\n    - revisionName: $0\n`));
    assert.deepEqual(labels, ['shop-00001', 'shop-v2']);
  });

  it('of a release know the newest', async () => {
    const text = service('  release:\n    revisions: ["shop-00001", "$0"]\n', 'v1alpha1');
    const { labels, taken } = await completed(text);
    assert.deepEqual(labels, ['@latest', 'shop-00001']);
    assert.equal(taken('@latest'), text.replace('$0', '@latest'));
    const list = service('  release:\n    revisions:\n      - $0\n', 'v1alpha1');
    assert.equal((await completed(list)).taken('@latest'), list.replace('$0', '"@latest"'));
    const none = service('  release:\n    revisions:\n      $0\n', 'v1alpha1');
    assert.equal((await completed(none)).taken('@latest'), none.replace('$0', '- "@latest"'));
  });

  it('of a pinned Service', async () => {
    const { labels } = await completed(service('  pinned:\n    revisionName: $0\n', 'v1alpha1'));
    assert.deepEqual(labels, ['shop-00001']);
  });
});

describe('annotations and labels', () => {
  const template = (metadata: string): string => service(`  template:\n    metadata:\n${metadata}`);

  it('are offered where they do something', async () => {
    const text = template('      annotations:\n        autoscaling.knative.dev/max-scale: "5"\n        $0\n');
    const { labels, taken } = await completed(text);
    assert.ok(labels.includes('autoscaling.knative.dev/min-scale'));
    assert.ok(!labels.includes('autoscaling.knative.dev/max-scale'));
    assert.equal(
      taken('autoscaling.knative.dev/min-scale'),
      text.replace('$0', 'autoscaling.knative.dev/min-scale: "$1"'),
    );
    const own = await completed(service('').replace('  name: shop\n', '  annotations:\n    $0\n'));
    assert.ok(own.labels.includes('networking.knative.dev/ingress-class'), own.labels.join());
    assert.ok(!own.labels.includes('autoscaling.knative.dev/min-scale'));
    const labelled = await completed(service('').replace('  name: shop\n', '  labels:\n    $0\n'));
    assert.ok(labelled.labels.includes('networking.knative.dev/visibility'));
  });

  it('have sensible values, as texts', async () => {
    const text = template('      annotations:\n        autoscaling.knative.dev/target: $0\n');
    const { labels, item, taken } = await completed(text);
    assert.ok(labels.includes('100'));
    assert.equal(item('100').detail, 'default');
    assert.equal(taken('100'), text.replace('$0', '"100"'));
    const quoted = template('      annotations:\n        autoscaling.knative.dev/target: "1$0"\n');
    assert.equal((await completed(quoted)).taken('100'), quoted.replace('1$0', '100'));
    const label = service('').replace('name: shop', 'labels:\n    networking.knative.dev/visibility: $0');
    assert.deepEqual((await completed(label)).labels, ['cluster-local']);
  });
});

describe('names from other manifests', () => {
  const kaniko = `apiVersion: build.knative.dev/v1alpha1
kind: BuildTemplate
metadata:
  name: kaniko
spec:
  parameters:
    - name: DOCKERFILE
      description: The file to build
      default: /workspace/Dockerfile
    - name: IMAGE
  steps:
    - image: kaniko:1
      args: ["--destination=\${IMAGE}"]
`;
  const build = (template: string): string =>
    `apiVersion: build.knative.dev/v1alpha1\nkind: Build\nmetadata:\n  name: b\nspec:\n  template:\n${template}`;

  it('build templates', async () => {
    const { labels } = await completed({ 'a.yaml': build('    name: $0\n'), 'k.yaml': kaniko });
    assert.deepEqual(labels, ['kaniko']);
    const cluster = build('    kind: ClusterBuildTemplate\n    name: $0\n');
    assert.deepEqual((await completed({ 'a.yaml': cluster, 'k.yaml': kaniko })).labels, []);
  });

  it('their arguments, those first that must be given', async () => {
    const text = build('    name: kaniko\n    arguments:\n      - $0\n');
    const { labels, taken, item } = await completed({ 'a.yaml': text, 'k.yaml': kaniko });
    assert.deepEqual(labels.slice(0, 3), ['IMAGE', 'name', 'value']);
    assert.equal(taken('IMAGE'), text.replace('$0', 'name: IMAGE\n        value: $1'));
    assert.equal(item('DOCKERFILE').detail, 'default /workspace/Dockerfile');
    const name = build(
      '    name: kaniko\n    arguments:\n      - name: IMAGE\n        value: x\n      - name: $0\n',
    );
    assert.deepEqual((await completed({ 'a.yaml': name, 'k.yaml': kaniko })).labels, ['DOCKERFILE']);
    const value = build('    name: kaniko\n    arguments:\n      - name: DOCKERFILE\n        value: $0\n');
    assert.deepEqual((await completed({ 'a.yaml': value, 'k.yaml': kaniko })).labels, [
      '/workspace/Dockerfile',
    ]);
  });

  it('parameters in the texts of a template', async () => {
    const text = kaniko.replace('${IMAGE}"', '${IM$0"');
    const { labels, taken } = await completed(text);
    assert.deepEqual(labels, ['${DOCKERFILE}', '${IMAGE}']);
    assert.equal(taken('${IMAGE}'), text.replace('${IM$0', '${IMAGE}'));
    const closed = kaniko.replace('${IMAGE}', '${$0}');
    assert.equal((await completed(closed)).taken('${IMAGE}'), kaniko);
  });

  it('services in references', async () => {
    const mapping =
      'apiVersion: serving.knative.dev/v1beta1\nkind: DomainMapping\nmetadata:\n  name: x.example.com\nspec:\n  ref:\n    apiVersion: serving.knative.dev/v1\n    kind: Service\n    name: $0\n';
    assert.deepEqual((await completed({ 'a.yaml': mapping, 'b.yaml': service('') })).labels, ['shop']);
  });

  it('images of the workspace', async () => {
    const files = {
      'a.yaml': container('        - image: $0\n'),
      'b.yaml': container('        - image: registry.example.com/card:v1\n'),
    };
    const { labels, taken } = await completed(files);
    assert.deepEqual(labels, ['registry.example.com/card:v1']);
    assert.ok(taken('registry.example.com/card:v1').includes('image: registry.example.com/card:v1\n'));
  });
});

describe('Tekton', () => {
  const task = `apiVersion: tekton.dev/v1
kind: Task
metadata:
  name: test
spec:
  params:
    - name: packages
      default: ./...
  workspaces:
    - name: source
  steps:
    - image: golang
      script: |
        cd $(workspaces.source.path)
        go test $0
`;

  it('parameters and workspaces in a script', async () => {
    const text = task.replace('$0', '$($0)');
    const { labels, taken } = await completed(text);
    assert.deepEqual(labels, ['$(params.packages)', '$(workspaces.source.path)']);
    assert.equal(taken('$(params.packages)'), task.replace('$0', '$(params.packages)'));
    assert.deepEqual((await completed(task)).labels, []);
  });

  it('tasks and their parameters in a run', async () => {
    const run = (params: string): string =>
      `apiVersion: tekton.dev/v1\nkind: TaskRun\nmetadata:\n  generateName: t-\nspec:\n  taskRef:\n    name: test\n  params:\n${params}`;
    const files = { 'task.yaml': task.replace('$0', '') };
    const named = run('').replace('name: test', 'name: $0');
    assert.deepEqual((await completed({ ...files, 'a.yaml': named })).labels, ['test']);
    const { labels } = await completed({ ...files, 'a.yaml': run('    - $0\n') });
    assert.ok(labels.includes('packages'), labels.join());
  });
});

describe('what a document is', () => {
  it('an empty one becomes a whole manifest', async () => {
    for (const text of ['$0', '---\n$0', '# mine\n$0\n', 'a: 1\n---\n$0\n---\nb: 2\n']) {
      const { labels, taken } = await completed(text);
      assert.equal(labels[0], 'Knative Service', text);
      assert.ok(labels.includes('Tekton Task'));
      assert.match(taken('Knative Service'), /^kind: Service$/m);
    }
    const typed = await completed('Serv$0');
    assert.ok(
      typed.taken('Knative Service').startsWith('apiVersion: serving.knative.dev/v1\nkind: Service\n'),
    );
  });

  it('has a snippet for each mode of 2019, marked as old by its place', async () => {
    const { labels } = await completed('$0');
    for (const mode of ['runLatest', 'release', 'pinned', 'manual']) {
      assert.ok(labels.indexOf(`Knative Service (v1alpha1 ${mode})`) > labels.indexOf('apiVersion'), mode);
    }
  });

  it('API versions and kinds fit each other', async () => {
    const versions = await completed('apiVersion: $0\nkind: DomainMapping\n');
    assert.deepEqual(versions.labels, ['serving.knative.dev/v1beta1', 'serving.knative.dev/v1alpha1']);
    assert.deepEqual(versions.item('serving.knative.dev/v1alpha1').tags, [1]);
    const named = await completed('apiVersion: serving.knative.dev/v1\nkind: $0\n');
    assert.deepEqual(named.labels, ['Service', 'Configuration', 'Revision', 'Route']);
  });

  it('somebody else’s is left alone', async () => {
    for (const text of [
      'services:\n  web:\n    $0\n',
      'services:\n  web: 1\n$0\n',
      'apiVersion: apps/v1\nkind: Deployment\nspec:\n  $0\n',
      'apiVersion: $0\nkind: Deployment\n',
      service('  template: {{ .Values.x }}\n  $0\n'),
      `# ${service('').replaceAll('\n', '\n# ')}$0`,
    ]) {
      assert.deepEqual((await completed(text)).labels, [], text);
    }
    assert.deepEqual((await completed({ 'templates/a.yaml': service('  $0\n# {{ x }}\n') })).labels, []);
    assert.deepEqual((await completed({ 'kustomization.yaml': service('  $0\n') })).labels, []);
  });

  it('is completed beside another YAML extension as well', async () => {
    const { labels } = await completed(container('        - image: a\n          $0\n'), {
      yamlExtension: true,
    });
    assert.ok(labels.includes('args'));
    assert.equal(new Set(labels).size, labels.length);
  });

  it('is written with its own line breaks', async () => {
    const text = container('        - $0\r\n').replaceAll(/\r?\n/g, '\r\n');
    const { item } = await completed(text);
    assert.equal(editOf(item('ports')).newText, 'ports:\r\n            - $1');
  });
});
