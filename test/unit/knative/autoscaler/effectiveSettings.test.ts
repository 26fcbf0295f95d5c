/** Each setting says the value that counts, and where it comes from. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import {
  effectiveSettings,
  originInWords,
  type EffectiveSetting,
  type SettingsSource,
} from '#knative/autoscaler/effectiveSettings.ts';
import { tracedSettings } from '#knative/autoscaler/settings.ts';
import { annotationOf } from '#knative/annotations.ts';
import { formatPath } from '#knative/path.ts';
import { english } from '#knative/text.ts';

const prefix = 'autoscaling.knative.dev/';
const template = ['spec', 'template'];

function all(
  annotations: Record<string, string>,
  { containerConcurrency = 0, config = {} }: Partial<SettingsSource> = {},
): ReadonlyMap<string, EffectiveSetting> {
  const prefixed = Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => [prefix + key, value]),
  );
  const source = { annotations: prefixed, containerConcurrency, config, template };
  return new Map(effectiveSettings(source).map((one) => [one.name, one]));
}

function said(one: EffectiveSetting | undefined): readonly string[] {
  if (one === undefined) return [];
  return [
    english(one.value),
    english(originInWords(one.origin)),
    one.path === undefined ? '' : formatPath(one.path),
  ];
}

describe('a setting', () => {
  test('comes from its annotation, with its place in the manifest', () => {
    assert.deepEqual(said(all({ target: '50' }).get('target')), [
      '50 concurrent requests for each replica',
      'annotation autoscaling.knative.dev/target',
      'spec.template.metadata.annotations.autoscaling.knative.dev/target',
    ]);
    assert.deepEqual(said(all({ targetUtilizationPercentage: '90' }).get('target-utilization-percentage')), [
      '90 % of the target, so 90 for each replica',
      'annotation autoscaling.knative.dev/targetUtilizationPercentage',
      'spec.template.metadata.annotations.autoscaling.knative.dev/targetUtilizationPercentage',
    ]);
  });
  test('comes from the cluster, or is the default', () => {
    const settings = all({}, { config: { 'stable-window': '2m', 'max-scale-up-rate': '10' } });
    assert.deepEqual(said(settings.get('window')), [
      'the average of 120 s',
      'stable-window in this cluster’s config-autoscaler',
      '',
    ]);
    assert.deepEqual(said(settings.get('panic-window-percentage')), [
      'panic looks at the last 12 s',
      'default of Knative',
      '',
    ]);
    assert.equal(said(settings.get('max-scale-up-rate'))[0], 'up to 10 times the ready replicas at once');
  });
  test('cannot be more than the hard limit of the revision', () => {
    const settings = all({ target: '50' }, { containerConcurrency: 20 });
    assert.deepEqual(said(settings.get('target')), [
      '20 concurrent requests for each replica',
      'containerConcurrency of the revision',
      'spec.template.spec.containerConcurrency',
    ]);
    assert.equal(said(settings.get('containerConcurrency'))[0], 'at most 20 requests at once in a replica');
  });
  test('that cannot be read counts as absent', () => {
    assert.equal(said(all({ window: 'soon' }).get('window'))[1], 'default of Knative');
  });
  test('of the autoscaler of Kubernetes is said in its words', () => {
    const settings = all({
      class: 'hpa.autoscaling.knative.dev',
      metric: 'memory',
      target: '75',
      'max-scale': '4',
    });
    assert.deepEqual([...settings.keys()].toSorted(), [
      'class',
      'containerConcurrency',
      'max-scale',
      'metric',
      'min-scale',
      'target',
    ]);
    assert.equal(
      said(all({ class: 'hpa.autoscaling.knative.dev', window: '90s' }).get('window'))[0],
      'changes wait for 90 s (stabilization)',
    );
    assert.deepEqual(said(settings.get('metric')).slice(0, 2), [
      'memory',
      'annotation autoscaling.knative.dev/metric',
    ]);
    assert.equal(said(settings.get('target'))[0], 'target 75 MiB of memory a pod');
    const bare = all({}, { config: { 'pod-autoscaler-class': 'hpa.autoscaling.knative.dev' } });
    assert.deepEqual(said(bare.get('class')).slice(0, 2), [
      'the one of Kubernetes (hpa)',
      'pod-autoscaler-class in this cluster’s config-autoscaler',
    ]);
    assert.deepEqual(said(bare.get('metric')).slice(0, 2), ['CPU', 'default of Knative']);
    assert.match(said(bare.get('target'))[0] ?? '', /does nothing/);
  });
});

describe('all settings', () => {
  /** A value that is not the default, for the annotation and for the cluster. */
  const values: Readonly<Record<string, readonly [string, string]>> = {
    metric: ['rps', ''],
    target: ['33', '44'],
    'target-utilization-percentage': ['80', '90'],
    window: ['30s', '40s'],
    'metric-aggregation-algorithm': ['weighted-exponential', ''],
    'panic-window-percentage': ['20', '30'],
    'panic-threshold-percentage': ['300', '400'],
    'min-scale': ['2', '3'],
    'max-scale': ['20', '30'],
    'initial-scale': ['4', '5'],
    'activation-scale': ['6', ''],
    'scale-down-delay': ['7s', '8s'],
    'max-scale-up-rate': ['', '9'],
    'max-scale-down-rate': ['', '3'],
    'enable-scale-to-zero': ['', 'false'],
    'scale-to-zero-grace-period': ['', '45s'],
    'scale-to-zero-pod-retention-period': ['50s', '55s'],
    'target-burst-capacity': ['60', '65'],
    'activator-capacity': ['', '70'],
  };

  test('are here, each once', () => {
    const names = [...all({}).keys()];
    assert.deepEqual(names.toSorted(), [...Object.keys(values), 'class', 'containerConcurrency'].toSorted());
  });

  for (const [name, [annotated, configured]] of Object.entries(values)) {
    test(`${name} says what the autoscaler goes by, from wherever it comes`, () => {
      const usual = all({}).get(name);
      assert.equal(usual?.origin.from, 'default');
      assert.match(usual.docs, /^https:\/\/knative\.dev\/docs\/serving\/autoscaling\//);
      const key = configKeyOf(name);
      if (configured !== '') {
        const one = all({}, { config: { [key]: configured } }).get(name);
        assert.deepEqual(one?.origin, { from: 'cluster', key, value: configured });
        assert.notDeepEqual(one.value, usual.value);
        assert.ok(isSaid(english(one.value), configured), english(one.value));
      }
      if (annotated !== '') {
        const one = all({ [name]: annotated }, { config: { [key]: configured } }).get(name);
        assert.deepEqual(one?.origin, { from: 'annotation', key: prefix + name, value: annotated });
        assert.notDeepEqual(one.value, usual.value);
        assert.ok(isSaid(english(one.value), annotated), english(one.value));
      }
    });
  }

  test('have an origin for each value that the autoscaler reads', () => {
    const { settings, origins } = tracedSettings({}, 0, {});
    const read = Object.keys(settings).filter((key) => key !== 'target' && key !== 'panicWindow');
    assert.deepEqual(Object.keys(origins).toSorted(), [...read, 'class', 'panicShare'].toSorted());
  });
});

/** The key of config-autoscaler, as the table of annotations knows it. */
function configKeyOf(name: string): string {
  return annotationOf(prefix + name)?.config ?? name;
}

/** Shares and spans are said by what they come to. */
function isSaid(sentence: string, value: string): boolean {
  const number = /\d+/.exec(value)?.[0];
  if (number === undefined) return true;
  const come = [number, String(Number(number) / 100), String(Number(number) * 0.6)];
  return (sentence.match(/[\d.]+/g) ?? []).some((one) => come.includes(one));
}
