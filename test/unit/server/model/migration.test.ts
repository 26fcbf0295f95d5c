/** Manifests of 2019 and what they become: each mode, each field that has another name or none, and what is said. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { migrate } from '#knative/migrate/migrate.ts';
import { english } from '#knative/text.ts';
import { migrated } from '#server/model/migration.ts';
import { documentOf, edited, textOf } from '#server/yaml/document.ts';

interface Migrated {
  readonly text: string;
  /** `line: sentence`, `!` before those that are to be acted on. */
  readonly notes: readonly string[];
}

function migration(text: string): Migrated {
  const document = documentOf('', 0, text);
  const { edits, notes } = migrated(document, { migrate });
  const changes = edits.map(({ range, newText }) => ({ range, text: newText })).toReversed();
  return {
    text: changes.length === 0 ? text : textOf(edited(document, 1, changes)),
    notes: notes.map(
      ({ range, message, severity }) =>
        `${severity === 'warning' ? '!' : ''}${range.start.line + 1}: ${english(message)}`,
    ),
  };
}

function manifest(kind: string, spec: string, metadata = ''): string {
  return `apiVersion: serving.knative.dev/v1alpha1 # the old one
kind: ${kind}
metadata:
  name: shop
${metadata}spec:
${spec}`;
}

function today(kind: string, spec: string, metadata = ''): string {
  return manifest(kind, spec, metadata).replace('v1alpha1', 'v1');
}

/** A configuration as it stood inside a mode. */
const configuration = `    # what runs
    configuration:
      # its template
      revisionTemplate:
        metadata:
          labels: { team: shop }
        spec:
          # the app
          container:
            image: example.com/shop:v1 # pinned
            env:
              - name: A # first
                value: |
                  # no comment
                    indented

                  end
          timeoutSeconds: 60
`;

const template = `  # what runs
  # its template
  template:
    metadata:
      labels: { team: shop }
    spec:
      # the app
      containers:
        - image: example.com/shop:v1 # pinned
          env:
            - name: A # first
              value: |
                # no comment
                  indented

                end
      timeoutSeconds: 60
`;

describe('a Service', () => {
  it('in runLatest has its template, and nothing else to say', () => {
    const { text, notes } = migration(manifest('Service', `  # newest\n  runLatest:\n${configuration}`));
    assert.equal(text, today('Service', `  # newest\n${template}`));
    assert.deepEqual(notes, []);
  });

  it('in release with two revisions splits the traffic', () => {
    const { text, notes } = migration(
      manifest(
        'Service',
        `  release:
    # [current, candidate]
    revisions: ["shop-00001", 'shop-00002'] # two
    rolloutPercent: 20 # the candidate's
${configuration}`,
      ),
    );
    assert.equal(
      text,
      today(
        'Service',
        `${template}  # [current, candidate]
  traffic: # two
    - revisionName: "shop-00001"
      percent: 80
      tag: current
    - revisionName: 'shop-00002'
      percent: 20 # the candidate's
      tag: candidate
    - latestRevision: true
      percent: 0
      tag: latest
`,
      ),
    );
    assert.deepEqual(notes, [
      '8: The address current.shop.NAMESPACE… becomes current-shop.NAMESPACE….',
      '8: The name shop-00001 was given by the old cluster and is kept. A new cluster counts from shop-00001 on, so look up what the revision is called there.',
    ]);
  });

  it('in release with one revision gives it all', () => {
    const spec = `  release:\n    revisions:\n    # the only one\n    - shop-v7\n    rolloutPercent: 0\n${configuration}`;
    const { text } = migration(manifest('Service', spec));
    assert.match(
      text,
      /\n {2}traffic:\n {2}# the only one\n {2}- revisionName: shop-v7\n {4}percent: 100\n {4}tag: current\n {2}- latestRevision: true\n {4}percent: 0\n {4}tag: latest\n$/,
    );
    assert.doesNotMatch(text, /rolloutPercent|release/);
  });

  it('in release without a share gives the candidate none', () => {
    const { text } = migration(
      manifest('Service', `  release:\n    revisions: [shop-a, shop-b]\n${configuration}`),
    );
    assert.match(text, /revisionName: shop-a\n\s+percent: 100\n[^]*revisionName: shop-b\n\s+percent: 0\n/);
  });

  it('in release takes @latest for the newest', () => {
    const { text } = migration(
      manifest(
        'Service',
        `  release:\n    revisions: [shop-a, "@latest"]\n    rolloutPercent: 1\n${configuration}`,
      ),
    );
    assert.match(text, /- latestRevision: true\n {6}percent: 1\n {6}tag: candidate\n/);
  });

  it('in pinned keeps the revision', () => {
    const { text, notes } = migration(
      manifest('Service', `  pinned:\n    # proven\n    revisionName: shop-x7k2p # good\n${configuration}`),
    );
    assert.equal(
      text,
      today(
        'Service',
        `${template}  traffic:\n    # proven\n    - revisionName: shop-x7k2p # good\n      percent: 100\n`,
      ),
    );
    assert.equal(notes.length, 1);
  });

  it('with the fields of today needs their new names only', () => {
    const { text } = migration(
      manifest(
        'Service',
        '  template:\n    spec:\n      containers:\n        - image: example.com/shop:v1\n  traffic:\n    - name: a # tag\n      percent: 100\n',
      ),
    );
    assert.match(text, /\n {4}- tag: a # tag\n/);
    assert.match(text, /serving\.knative\.dev\/v1 /);
  });

  for (const [what, spec, note] of [
    ['in manual', '  manual: {}\n', /^!6: The mode manual has no successor/],
    ['without a mode', '  other: {}\n', /^!5: There is none of runLatest/],
    ['in two modes', `  manual: {}\n  runLatest:\n${configuration}`, /^!6: Keep one of runLatest, manual/],
    ['without a template', '  runLatest: {}\n', /^!6: There is no template/],
    [
      'with a build',
      `  runLatest:\n${configuration.replace('configuration:\n', 'configuration:\n      build: {source: {}}\n')}`,
      /^!9: Clusters of today do not build images/,
    ],
    [
      'with a built revision',
      `  runLatest:\n${configuration.replace('container:', 'buildName: b\n          container:')}`,
      /^!15: buildName names a build/,
    ],
    ['of no revision', `  release:\n    revisions: []\n${configuration}`, /^!7: Name one or two/],
    [
      'of too large a share',
      `  release:\n    revisions: [a, b]\n    rolloutPercent: 100\n${configuration}`,
      /^!8: Say a share/,
    ],
  ] as const) {
    it(`${what} is left as it is, and it is said why`, () => {
      const before = manifest('Service', spec);
      const { text, notes } = migration(before);
      assert.equal(text, before);
      assert.equal(notes.length, 1);
      assert.match(notes[0] ?? '', note);
    });
  }

  it('says what had no effect and goes', () => {
    const spec = `  generation: 3\n  runLatest:\n    typo: 1\n${configuration.replace('timeoutSeconds: 60', 'servingState: Active')}`;
    const { text, notes } = migration(manifest('Service', spec));
    assert.doesNotMatch(text, /generation|typo|servingState/);
    assert.deepEqual(notes, [
      '6: The cluster counts generations by itself: spec.generation is left out.',
      '!8: The cluster ignored spec.runLatest.typo. It is left out.',
      '26: servingState had no effect and has none today: it is left out.',
    ]);
  });

  it('says what a cluster of today refuses, where it stands now', () => {
    const { text, notes } = migration(
      manifest('Service', `  runLatest:\n${configuration.replace('timeoutSeconds', 'bogus')}`),
    );
    assert.match(text, /bogus: 60/);
    assert.deepEqual(notes, [
      '!24: A cluster of today refuses this: unknown field "spec.template.spec.bogus"',
    ]);
  });
});

describe('a Configuration', () => {
  const spec = (container: string): string =>
    `  # its template\n  revisionTemplate: # new\n    spec:\n${container}`;

  it('keeps the place of its template and of its container', () => {
    const { text } = migration(
      manifest(
        'Configuration',
        spec(
          '      serviceAccountName: me\n      # app\n      container: # main\n        # name\n        image: example.com/app:v1\n        # args: []\n      # last\n      timeoutSeconds: 1\n',
        ),
      ),
    );
    assert.equal(
      text,
      today(
        'Configuration',
        '  # its template\n  template: # new\n    spec:\n      serviceAccountName: me\n      # app\n      containers: # main\n        # name\n        - image: example.com/app:v1\n          # args: []\n      # last\n      timeoutSeconds: 1\n',
      ),
    );
  });

  for (const [model, given, result] of [
    ['Single', '', 'containerConcurrency: 1 # how'],
    ['Multi', '', 'containerConcurrency: 0 # how'],
    ['Single', '      containerConcurrency: 5\n', 'containerConcurrency: 5'],
    ['Single', '      containerConcurrency: 0\n', 'containerConcurrency: 1'],
    ['""', '      containerConcurrency: 2\n', 'containerConcurrency: 2'],
  ] as const) {
    it(`says ${model}${given.trimEnd()} as ${result}`, () => {
      const container = '      container:\n        image: example.com/app:v1\n';
      const { text, notes } = migration(
        manifest('Configuration', spec(`      concurrencyModel: ${model} # how\n${given}${container}`)),
      );
      assert.match(text, new RegExp(`\\n {6}${result}\\n {6}containers:`));
      assert.doesNotMatch(text, /concurrencyModel/);
      assert.deepEqual(notes, []);
    });
  }

  it('moves what scales to its template, in the spelling of today', () => {
    const container = '      container:\n        image: example.com/app:v1\n';
    const annotations =
      '  annotations:\n    # at least\n    autoscaling.knative.dev/minScale: "1" # one\n    autoscaling.knative.dev/maxScale: "9"\n';
    const own =
      '  revisionTemplate:\n    metadata:\n      annotations:\n        autoscaling.knative.dev/maxScale: "3"\n        autoscaling.knative.dev/targetBurstCapacity: "0"\n    spec:\n';
    const { text, notes } = migration(manifest('Configuration', own + container, annotations));
    assert.equal(
      text,
      today(
        'Configuration',
        `  template:
    metadata:
      annotations:
        autoscaling.knative.dev/max-scale: "3"
        autoscaling.knative.dev/target-burst-capacity: "0"
        # at least
        autoscaling.knative.dev/min-scale: "1" # one
    spec:
      containers:
        - image: example.com/app:v1
`,
      ),
    );
    assert.equal(notes.length, 2);
    assert.match(notes[0] ?? '', /^7: .*minScale had no effect here\. It moves/);
    assert.match(notes[1] ?? '', /^8: .*maxScale had no effect here and is left out/);
  });
});

describe('other resources', () => {
  it('a Route has tags', () => {
    const { text, notes } = migration(
      manifest(
        'Route',
        '  traffic:\n    - name: blue # b\n      revisionName: shop-00001\n      percent: 100\n    - {name: green, configurationName: shop, percent: 0}\n',
        '  labels:\n    serving.knative.dev/visibility: cluster-local\n  annotations:\n    autoscaling.knative.dev/minScale: "1"\n',
      ),
    );
    assert.equal(
      text,
      today(
        'Route',
        '  traffic:\n    - tag: blue # b\n      revisionName: shop-00001\n      percent: 100\n    - {tag: green, configurationName: shop, percent: 0}\n',
        '  labels:\n    networking.knative.dev/visibility: cluster-local\n',
      ),
    );
    assert.equal(notes.length, 3);
  });

  it('a Revision has a list of containers', () => {
    const { text } = migration(manifest('Revision', '  container: { image: example.com/app:v1 } # a\n'));
    assert.equal(text, today('Revision', '  containers:\n    - { image: example.com/app:v1 } # a\n'));
  });

  it('v1beta1 is v1 with another name, a domain mapping v1beta1', () => {
    const beta = '  template:\n    spec:\n      containers:\n        - image: example.com/app:v1\n';
    const before = manifest('Service', beta).replace('v1alpha1', 'v1beta1');
    assert.deepEqual(migration(before), { text: today('Service', beta), notes: [] });
    const mapping = manifest(
      'DomainMapping',
      '  ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: a}\n',
    ).replace('name: shop', 'name: shop.example.com');
    assert.deepEqual(migration(mapping), { text: mapping.replace('v1alpha1', 'v1beta1'), notes: [] });
    assert.deepEqual(
      migration(mapping.replace('v1alpha1', 'v1beta1')).text,
      mapping.replace('v1alpha1', 'v1beta1'),
    );
  });

  it('a Build is explained', () => {
    const build = manifest('Build', '  steps: []\n').replace('serving', 'build');
    const { text, notes } = migration(build);
    assert.equal(text, build);
    assert.match(notes.join('\n'), /^!2: Knative Build has ended\. Write a Tekton TaskRun/);
  });

  it('what is not ours, a template, and what cannot be read is left alone', () => {
    for (const text of [
      'apiVersion: v1\nkind: ConfigMap\n',
      manifest('Service', '  runLatest: {}\n').replace('shop', '{{ name }}'),
      'apiVersion: serving.knative.dev/v1alpha1\nkind: Service\nspec: [\n',
    ]) {
      assert.equal(migration(text).text, text);
    }
  });
});

describe('the style of a manifest', () => {
  it('is kept: flow, and no other place of the file', () => {
    const { text } = migration(
      `# a\n---\n${manifest('Service', `  {"runLatest": {configuration: {revisionTemplate: {spec: {container: {image: example.com/app:v1}}}}}}\n`)}---\n# end\n`,
    );
    assert.equal(
      text,
      `# a\n---\n${today('Service', `  {"template": {spec: {containers: [{image: example.com/app:v1}]}}}\n`).replace('"template"', 'template')}---\n# end\n`,
    );
  });

  it('is kept: anchors mean what they meant', () => {
    const { text } = migration(
      manifest(
        'Service',
        '  runLatest:\n    configuration:\n      revisionTemplate:\n        metadata:\n          labels: &labels {a: b}\n          annotations: *labels\n        spec:\n          container: &app\n            image: example.com/app:v1 # a\n            env: &env\n              - {name: A, value: b}\n',
      ),
    );
    assert.equal(
      text,
      today(
        'Service',
        '  template:\n    metadata:\n      labels: &labels {a: b}\n      annotations: *labels\n    spec:\n      containers:\n        - &app\n          image: example.com/app:v1 # a\n          env: &env\n            - {name: A, value: b}\n',
      ),
    );
  });
});
