/** What hovering says. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Inventory } from '#knative/world.ts';
import { hover } from '#server/features/hover.ts';
import { defaultSettings } from '#server/settings.ts';
import { workspaceOf, type WorkspaceOptions } from '../../../kit/snapshot.ts';

interface Hovered {
  readonly lines: readonly string[];
  /** The text the hover is about. */
  readonly word: string;
}

function hovered(files: string | Readonly<Record<string, string>>, options?: WorkspaceOptions): Hovered {
  const workspace = workspaceOf(typeof files === 'string' ? { 'a.yaml': files } : files, options);
  const found = hover(workspace.snapshot, workspace.cursor);
  if (found === undefined || typeof found.contents !== 'object' || !('kind' in found.contents)) {
    return { lines: [], word: '' };
  }
  assert.ok(found.range);
  return {
    lines: found.contents.value.split('\n').filter((line) => line !== ''),
    word: workspace.textIn(workspace.cursor.textDocument.uri, found.range),
  };
}

const service = (spec: string, version = 'v1'): string =>
  `apiVersion: serving.knative.dev/${version}\nkind: Service\nmetadata:\n  name: canary\nspec:\n${spec}`;

const traffic = `  traffic:
    - revisionName: canary-00001
      percent: 80
    - revisionName: canary-00002
      percent: 20
`;

describe('hover on a field', () => {
  it('tells meaning, type, default, range and page', () => {
    const { lines, word } = hovered(service('  template:\n    spec:\n      timeoutSec$0onds: 5\n'));
    assert.equal(word, 'timeoutSeconds');
    assert.equal(lines[0], '**timeoutSeconds** · `int64`');
    assert.match(lines[1] ?? '', /^Seconds a request may take/);
    assert.deepEqual(lines.slice(2, 4), ['- Default: `300`', '- 0 to 600']);
    assert.match(lines[4] ?? '', /^\[Documentation\]\(https:\/\//);
  });

  it('on its value as on its key, in a List and behind other documents', () => {
    const text = service('  template:\n    spec:\n      timeoutSeconds: 5$0\n');
    assert.equal(hovered(`a: 1\n---\n${text}`).lines[0], '**timeoutSeconds** · `int64`');
    const item = text.replaceAll(/^/gm, '    ').replace('    ', '  - ').trimEnd();
    assert.equal(hovered(`kind: List\nitems:\n${item}\n`).word, '5');
  });

  it('names the feature flag and its state in this cluster', () => {
    const text = service('  template:\n    spec:\n      runtimeClass$0Name: x\n');
    const flag = '- Needs the feature flag `kubernetes.podspec-runtimeclassname` of the cluster, which is ';
    assert.ok(hovered(text).lines.includes(`${flag}Disabled`));
    const profile = {
      ...defaultSettings.profile,
      features: { 'kubernetes.podspec-runtimeclassname': 'Enabled' as const },
    };
    assert.ok(hovered(text, { settings: { profile } }).lines.includes(`${flag}Enabled`));
  });

  it('calls an item of a list and a key of a map by the field that holds them', () => {
    assert.match(
      hovered(service('  template:\n    spec:\n      containers:\n        - args: [on$0e]\n')).lines[0] ?? '',
      /^\*\*args\*\* · `\[\]string`$/,
    );
    assert.match(
      hovered(service('  x: 1\n').replace('name: canary', 'labels: {a$0pp: x}')).lines[0] ?? '',
      /^\*\*labels\*\*/,
    );
  });

  it('says nothing of unknown fields, of blank places and of foreign files', () => {
    assert.deepEqual(hovered(service('  foo$0o: 1\n')).lines, []);
    assert.deepEqual(hovered(service('$0  template: {}\n')).lines, []);
    assert.deepEqual(hovered('apiVersion: v1\nkind: Pod\nsp$0ec: {}\n').lines, []);
  });
});

describe('hover on the kind', () => {
  it('says what it is for', () => {
    const { lines } = hovered(service('  x: 1\n').replace('kind: Serv', 'kind: Se$0rv'));
    assert.equal(lines[0], '**Service** · `serving.knative.dev/v1`');
    assert.match(lines.at(-1) ?? '', /knative\.dev\/docs\/serving\/services/);
  });

  it('says what replaced an old version', () => {
    const { lines } = hovered(service('  x: 1\n', 'v1beta$01'));
    assert.ok(
      lines.includes(
        '- Clusters of today no longer serve this version. Its successor is `serving.knative.dev/v1`.',
      ),
    );
  });
});

describe('hover on an annotation', () => {
  const annotated = (annotations: string, spec = ''): string =>
    service(`  template:\n    metadata:\n      annotations:\n${annotations}    spec: {${spec}}\n`);

  it('tells meaning, range, default, and what it comes to', () => {
    const { lines, word } = hovered(
      annotated(
        '        autoscaling.knative.dev/tar$0get: "100"\n        autoscaling.knative.dev/target-utilization-percentage: "70"\n',
      ),
    );
    assert.equal(word, 'autoscaling.knative.dev/target');
    assert.equal(lines[0], '**autoscaling.knative.dev/target** · number');
    assert.ok(lines.includes('target 100 at 70 % = 70 requests a pod'));
    assert.ok(lines.includes('- 0.01 or more'));
    assert.ok(lines.includes('- Default: `100`'));
  });

  it('has the default of what is measured', () => {
    const target = (metric: string): readonly string[] =>
      hovered(annotated(`        autoscaling.knative.dev/targ$0et: "10"\n${metric}`)).lines;
    assert.ok(target('').includes('- Default: `100`'));
    assert.ok(target('        autoscaling.knative.dev/metric: rps\n').includes('- Default: `200`'));
    const cpu = target('        autoscaling.knative.dev/class: hpa.autoscaling.knative.dev\n');
    assert.ok(!cpu.some((line) => line.startsWith('- Default')));
  });

  it('takes the cluster’s configuration for its default', () => {
    const profile = {
      ...defaultSettings.profile,
      autoscaler: { 'container-concurrency-target-default': '40' },
    };
    const { lines } = hovered(annotated('        autoscaling.knative.dev/targ$0et: "10"\n'), {
      settings: { profile },
    });
    assert.ok(lines.includes('- Default: `40`, as this cluster is configured'));
  });

  it('knows the old spelling, and says how few and how many', () => {
    const { lines } = hovered(
      annotated(
        '        autoscaling.knative.dev/minScale: "1$0"\n        autoscaling.knative.dev/max-scale: "4"\n',
      ),
    );
    assert.equal(lines[0], '**autoscaling.knative.dev/min-scale** · whole number');
    assert.ok(lines.includes('- An old spelling of `autoscaling.knative.dev/min-scale`'));
    assert.ok(lines.some((line) => line.startsWith('1 to 4 pods')));
  });

  it('says that it does nothing here', () => {
    const wrong = service('  x: 1\n').replace(
      'name: canary',
      'name: canary\n  annotations: {autoscaling.knative.dev/min$0Scale: "1", networking.knative.dev/visibility: x}',
    );
    assert.ok(hovered(wrong).lines.includes('- It does nothing here. It belongs to: `template.metadata`'));
    const label = wrong.replace('$0', '').replace('visibility', 'visi$0bility');
    assert.ok(hovered(label).lines.includes('- It belongs into `labels` and does nothing here'));
  });

  it('says that the chosen autoscaler does not read it', () => {
    const { lines } = hovered(
      annotated(
        '        autoscaling.knative.dev/class: hpa.autoscaling.knative.dev\n        autoscaling.knative.dev/panic-window$0-percentage: "10"\n',
      ),
    );
    assert.ok(lines.includes('- The autoscaler of this revision does not read it'));
  });

  it('is computed for containerConcurrency too', () => {
    const { lines } = hovered(annotated('        a: b\n', 'containerConcur$0rency: 10'));
    assert.ok(lines.includes('target 10 at 70 % = 7 requests a pod'));
  });
});

describe('hover on traffic', () => {
  it('says the split in words', () => {
    const { lines } = hovered(service(traffic.replace('percent: 80', 'perc$0ent: 80')));
    assert.ok(lines.includes('80 % to canary-00001, 20 % to canary-00002'));
  });

  it('of the release mode of 2019', () => {
    const { lines } = hovered(
      service(
        '  release:\n    revisions: [canary-00001, canary-00002]\n    rolloutPer$0cent: 20\n',
        'v1alpha1',
      ),
    );
    assert.ok(lines.includes('80 % to canary-00001, 20 % to canary-00002'));
    assert.ok(
      lines.includes(
        'With an address of its own: current → canary-00001, candidate → canary-00002, latest → newest ready revision',
      ),
    );
  });

  const route = service('  traffic:\n    - revisionName: $0canary-00002\n').replace(
    'kind: Service',
    'kind: Route',
  );
  const inventory: Inventory = {
    context: 'kind',
    stale: false,
    services: [
      {
        namespace: 'default',
        name: 'canary',
        ready: true,
        url: 'http://canary.example.com',
        traffic: [],
        revisions: [{ name: 'canary-00002', ready: true, created: '2026-03-04T05:06:07Z' }],
      },
    ],
  };

  it('says whose revision it is and where that is', () => {
    const files = {
      'b.yaml': service('  x: 1\n'),
      'a.yaml': route.replaceAll('name: canary\n', 'name: r\n'),
    };
    const { lines, word } = hovered(files);
    assert.equal(word, 'canary-00002');
    assert.ok(
      lines.includes('Revision number 2 of `canary`, which is in [b.yaml](file:///workspace/b.yaml#L4)'),
    );
    assert.ok(
      hovered({ 'a.yaml': files['a.yaml'] }).lines.includes(
        'No manifest of this workspace names the revision `canary-00002`',
      ),
    );
  });

  it('says what the cluster has', () => {
    const live = hovered(route, { inventory });
    assert.ok(live.lines.includes('In the cluster it is ready, created on 2026-03-04'));
    const missing = hovered(route.replace('00002', '00009'), { inventory });
    assert.ok(missing.lines.includes('The cluster does not have this revision'));
    assert.ok(!hovered(route).lines.join(' ').includes('cluster'));
    const stale = hovered(route, { inventory: { ...inventory, stale: true } });
    assert.ok(!stale.lines.join(' ').includes('In the cluster'));
  });
});

describe('hover on parameters', () => {
  const template = `apiVersion: build.knative.dev/v1alpha1
kind: BuildTemplate
metadata: { name: kaniko }
spec:
  parameters:
    - { name: IMAGE, description: What to push }
    - { name: FILE, default: Dockerfile }
  steps:
    - { image: k, args: ["x=\${FILE}"] }
`;
  const build = (argument: string): string =>
    `apiVersion: build.knative.dev/v1alpha1\nkind: Build\nmetadata: {name: b}\nspec:\n  template:\n    name: kaniko\n    arguments:\n      - ${argument}\n`;

  it('an argument tells its description and that it is required', () => {
    for (const argument of ['{name: IM$0AGE, value: x}', '{name: IMAGE, value: $0x}']) {
      const { lines } = hovered({ 't.yaml': template, 'b.yaml': build(argument) });
      assert.deepEqual(lines.slice(-3), [
        'Parameter `IMAGE` of BuildTemplate `kaniko`',
        'What to push',
        'Required',
      ]);
    }
  });

  it('one that is not declared, and a template that is not here', () => {
    const files = { 't.yaml': template, 'b.yaml': build('{name: OTH$0ER, value: x}') };
    assert.equal(hovered(files).lines.at(-1), '`kaniko` does not declare it');
    assert.equal(hovered({ 'b.yaml': files['b.yaml'] }).lines.at(-1), '`kaniko` is not in this workspace');
  });

  it('a placeholder tells its parameter’s default', () => {
    const { lines, word } = hovered({ 't.yaml': template.replace('${FILE}', '${FI$0LE}') });
    assert.equal(word, '${FILE}');
    assert.deepEqual(lines.slice(-2), [
      'Parameter `FILE` of BuildTemplate `kaniko`',
      'Default: `Dockerfile`',
    ]);
  });
});
