/** Shares and scale in words. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultProfile, type ClusterProfile } from '#knative/clusterProfile.ts';
import type { Resource } from '#knative/resource.ts';
import { scaleInWords, scalingOf, targetInWords } from '#knative/scaling.ts';
import { shareInShort, shareInWords, splitOf, tagInWords } from '#knative/split.ts';
import { english } from '#knative/text.ts';
import { decodeSegment } from '#server/yaml/decode.ts';
import { segmentOf } from '#server/yaml/segment.ts';

function resource(kind: string, spec: string, version = 'v1', more = ''): Resource {
  const yaml = `apiVersion: serving.knative.dev/${version}\nkind: ${kind}\nmetadata: {name: canary${more}}\nspec: ${spec}`;
  const view = decodeSegment(segmentOf(yaml))[0];
  assert.ok(view);
  return view.resource;
}

const words = (...about: Parameters<typeof resource>): readonly string[] =>
  splitOf(resource(...about)).map((share) => english(shareInWords(share)));

describe('the split in words', () => {
  it('of a release: the candidate gets its percent, the current one the rest', () => {
    const release = '{release: {revisions: [canary-00001, canary-00002], rolloutPercent: 20}}';
    assert.deepEqual(words('Service', release, 'v1alpha1'), [
      '80 % to canary-00001',
      '20 % to canary-00002',
      '0 % to the newest ready revision',
    ]);
    assert.deepEqual(
      splitOf(resource('Service', release, 'v1alpha1')).map((share) => english(shareInShort(share))),
      ['80 % canary-00001', '20 % canary-00002', '0 % newest revision'],
    );
    assert.deepEqual(
      splitOf(resource('Service', release, 'v1alpha1')).map((share) => english(tagInWords(share))),
      ['current → canary-00001', 'candidate → canary-00002', 'latest → newest ready revision'],
    );
  });

  it('of traffic, and of its absence', () => {
    assert.deepEqual(
      words(
        'Service',
        '{traffic: [{revisionName: a, percent: 90}, {latestRevision: true, percent: 10, tag: next}]}',
      ),
      ['90 % to a', '10 % to the newest ready revision'],
    );
    assert.deepEqual(words('Service', '{template: {}}'), ['100 % to the newest ready revision']);
    assert.deepEqual(words('Service', '{manual: {}}', 'v1alpha1'), []);
  });

  it('of a Route by configuration', () => {
    assert.deepEqual(
      words(
        'Route',
        '{traffic: [{configurationName: c, percent: 100}, {revisionName: r, name: v1}]}',
        'v1alpha1',
      ),
      ['100 % to the newest ready revision of c', '0 % to r'],
    );
    assert.deepEqual(words('Configuration', '{}'), []);
  });
});

function scaling(
  annotations: string,
  pod = '{}',
  profile: ClusterProfile = defaultProfile,
  version = 'v1',
): { readonly target: string; readonly scale: string } {
  const service = resource(
    'Service',
    `{template: {metadata: {annotations: {${annotations}}}, spec: ${pod}}}`,
    version,
  );
  const found = scalingOf(service, profile);
  assert.ok(found);
  return {
    target: targetInWords(found).map(english).join('; '),
    scale: scaleInWords(found).map(english).join('; '),
  };
}

describe('the scale in words', () => {
  it('multiplies target and utilization', () => {
    assert.equal(scaling('').target, 'target 100 at 70 % = 70 requests a pod');
    assert.equal(
      scaling(
        'autoscaling.knative.dev/target: "50", autoscaling.knative.dev/targetUtilizationPercentage: "80"',
      ).target,
      'target 50 at 80 % = 40 requests a pod',
    );
    assert.equal(scaling('', '{containerConcurrency: 10}').target, 'target 10 at 70 % = 7 requests a pod');
    assert.equal(
      scaling('autoscaling.knative.dev/metric: rps').target,
      'target 200 at 70 % = 140 requests a second for each pod',
    );
  });

  it('takes no more than containerConcurrency, and what the cluster is configured to', () => {
    assert.equal(
      scaling('autoscaling.knative.dev/target: "200"', '{containerConcurrency: 50}').target,
      'target 50 at 70 % = 35 requests a pod; containerConcurrency 50 counts, because it is less than the target 200',
    );
    assert.equal(
      scaling('', '{}', {
        ...defaultProfile,
        autoscaler: { 'container-concurrency-target-percentage': '0.5' },
      }).target,
      'target 100 at 50 % = 50 requests a pod',
    );
  });

  it('aims at all of the target in clusters of 2019', () => {
    assert.equal(
      scaling('', '{}', defaultProfile, 'v1alpha1').target,
      'target 100 at 100 % = 100 requests a pod',
    );
  });

  it('knows the metrics of the other autoscaler', () => {
    const hpa = 'autoscaling.knative.dev/class: hpa.autoscaling.knative.dev';
    assert.equal(scaling(hpa).target, 'without a target, this autoscaler does nothing');
    assert.equal(
      scaling(`${hpa}, autoscaling.knative.dev/target: "75"`).target,
      'target 75 % of the CPU that a pod requests',
    );
    assert.equal(
      scaling(`${hpa}, autoscaling.knative.dev/max-scale: "5"`).scale,
      '1 to 5 pods; the autoscaler of Kubernetes never scales to zero',
    );
  });

  it('says from how few pods to how many', () => {
    assert.equal(
      scaling('').scale,
      '0 pods or more, without an upper limit; the last pod goes after 60 s without requests; a new revision counts as ready from this many pods on: 1',
    );
    assert.equal(
      scaling(
        'autoscaling.knative.dev/minScale: "2", autoscaling.knative.dev/max-scale: "9", autoscaling.knative.dev/activation-scale: "3"',
      ).scale,
      '2 to 9 pods; a new revision counts as ready from this many pods on: 2; it wakes up with 3 pods',
    );
  });

  it('says nothing of kinds without revisions', () => {
    assert.equal(scalingOf(resource('Route', '{}'), defaultProfile), undefined);
  });
});
