/** The images that builds have made, and where manifests name images. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BuildResult } from '#knative/builds/build.ts';
import { builtImages } from '#knative/builds/builtImage.ts';
import { imageFields } from '#knative/builds/imageFields.ts';
import { readBuild } from '#knative/builds/readBuild.ts';
import { repositoryOf } from '#knative/image.ts';
import type { JsonObject } from '#knative/json.ts';
import { worldOf2019, worldOfToday } from '../../playground/controllers/world.ts';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const [a, b] = [digest('a'), digest('b')];

const runWith = (...params: readonly (readonly [string, string])[]): JsonObject => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'TaskRun',
  spec: { params: params.map(([name, value]) => ({ name, value })) },
});
const toImage = runWith(['IMAGE', 'docker.io/shop/cart:v1']);

function found(
  object: JsonObject,
  results: Readonly<Record<string, string>>,
  log: readonly string[] = [],
): readonly string[] {
  const told: readonly BuildResult[] = Object.entries(results).map(([name, value]) => ({ name, value }));
  return builtImages({ state: 'succeeded', results: told, object }, log).map(({ reference }) => reference);
}

describe('the image a build made', () => {
  it('is the one of the argument, by the digest that a result tells', () => {
    assert.deepEqual(found(toImage, { IMAGE_DIGEST: a }), [`docker.io/shop/cart@${a}`]);
    assert.deepEqual(found(toImage, { digest: `${a}\n` }), [`docker.io/shop/cart@${a}`]);
  });

  it('is the one that results name themselves', () => {
    const results = {
      IMAGE_DIGEST: a,
      IMAGE_URL: 'ghcr.io/x/y:v1',
      'other-digest': b,
      'other-url': 'ghcr.io/x/z\n',
    };
    assert.deepEqual(found(runWith(), results), [`ghcr.io/x/y@${a}`, `ghcr.io/x/z@${b}`]);
    assert.deepEqual(found(runWith(), { IMAGES: `ghcr.io/x/y@${a}, ghcr.io/x/z@${b}` }), [
      `ghcr.io/x/y@${a}`,
      `ghcr.io/x/z@${b}`,
    ]);
    assert.deepEqual(found(runWith(), { IMAGES: JSON.stringify([`ghcr.io/x/y@${a}`]) }), [
      `ghcr.io/x/y@${a}`,
    ]);
    const object = JSON.stringify({ uri: 'ghcr.io/x/y:v2', digest: a });
    assert.deepEqual(found(runWith(), { 'image-ARTIFACT_OUTPUTS': object }), [`ghcr.io/x/y@${a}`]);
  });

  it('is not guessed where a digest may be of one of several', () => {
    const two = runWith(['IMAGE', 'ghcr.io/x/y'], ['app-image', 'ghcr.io/x/z']);
    assert.deepEqual(found(two, { digest: a }), ['ghcr.io/x/y', 'ghcr.io/x/z']);
    assert.deepEqual(found(runWith(), { digest: a, commit: 'abc' }), []);
  });

  it('is the one that the log says was pushed', () => {
    const logs: readonly (readonly string[])[] = [
      [`\u001B[36mINFO\u001B[0m[0005] Pushed index.docker.io/shop/cart@${a}`],
      [`2019/03/05 10:11:12 index.docker.io/shop/cart:v1: digest: ${a} size: 592`],
      ['The push refers to repository [docker.io/shop/cart]', `v1: digest: ${a} size: 1`],
      [`v1: digest: ${a} size: 1`],
      [`docker.io/shop/cart@${a}`],
    ];
    for (const log of logs) {
      const all = [`FROM golang@${b}`, `Unpacking golang@${b}`, ...log, 'done'];
      assert.deepEqual(found(toImage, {}, all), [`docker.io/shop/cart@${a}`], log.join('\n'));
    }
    assert.deepEqual(found(runWith(), {}, [`v1: digest: ${a} size: 1`]), []);
  });

  it('is the one it was told to push, by its tag, where nobody says the digest', () => {
    assert.deepEqual(builtImages({ state: 'succeeded', results: [], object: toImage }), [
      { reference: 'docker.io/shop/cart:v1', isPinned: false },
    ]);
    const steps = [{ args: ['--destination=gcr.io/x/y:v1'] }, { args: ['build', '-t', 'gcr.io/x/z', '.'] }];
    const build: JsonObject = { apiVersion: 'build.knative.dev/v1alpha1', kind: 'Build', spec: { steps } };
    assert.deepEqual(found(build, {}), ['gcr.io/x/y:v1', 'gcr.io/x/z']);
    assert.deepEqual(found(runWith(['BUILDER_IMAGE', 'golang'], ['image', 'NOT AN IMAGE']), {}), []);
  });

  it('is none where the build did not succeed', () => {
    assert.deepEqual(builtImages({ state: 'failed', results: [], object: toImage }), []);
  });

  it('is found after a Build of 2019 and after a TaskRun of today', () => {
    const image = 'registry.example.com/samples/hello:v1';
    const args = [`--destination=${image}`];
    const kaniko = { name: 'push', image: 'gcr.io/kaniko-project/executor', args };
    const old = worldOf2019();
    const metadata = { name: 'b', namespace: 'default' };
    old.client.create({
      apiVersion: 'build.knative.dev/v1alpha1',
      kind: 'Build',
      metadata,
      spec: { steps: [kaniko] },
    });
    old.pass(60);
    const build = readBuild(old.get('build.knative.dev/v1alpha1 Build', 'b'), old.client.list('v1 Pod'));
    assert.ok(build !== undefined);
    assert.deepEqual(builtImages(build), [{ reference: image, isPinned: false }]);

    const today = worldOfToday();
    const step = {
      ...kaniko,
      args: ['--destination=$(params.IMAGE)', '--digest-file=$(results.IMAGE_DIGEST.path)'],
    };
    const taskSpec = { params: [{ name: 'IMAGE' }], results: [{ name: 'IMAGE_DIGEST' }], steps: [step] };
    const spec = { taskSpec, params: [{ name: 'IMAGE', value: image }] };
    today.client.create({ apiVersion: 'tekton.dev/v1', kind: 'TaskRun', metadata, spec });
    today.pass(60);
    const run = readBuild(today.get('tekton.dev/v1 TaskRun', 'b'), today.client.list('v1 Pod'));
    assert.ok(run !== undefined);
    const [made] = builtImages(run);
    assert.match(made?.reference ?? '', /^registry\.example\.com\/samples\/hello@sha256:[0-9a-f]{64}$/);
  });
});

describe('repositories', () => {
  const same: readonly (readonly string[])[] = [
    ['nginx', 'docker.io/library/nginx:1', `index.docker.io/library/nginx@${a}`],
    ['localhost:5000/xy:v1', 'localhost:5000/xy', `localhost:5000/xy:v2@${a}`],
  ];
  for (const images of same) {
    it(`are the same: ${images.join(' ').slice(0, 80)}`, () => {
      assert.equal(new Set(images.map(repositoryOf)).size, 1);
      assert.notEqual(repositoryOf(images[0] ?? ''), undefined);
    });
  }
});

describe('the images of a manifest', () => {
  it('are those of its containers, in any form', () => {
    const of = (version: string, spec: JsonObject): readonly string[] =>
      imageFields(`serving.knative.dev/${version}`, 'Service', { spec }).map(({ path, container, image }) =>
        `${path.join('.')} ${container} ${image}`.replace('  ', ' '),
      );
    const containers = [{ image: 'x' }, { name: 'side', image: 'y' }];
    const initContainers = [{ image: 'z' }];
    assert.deepEqual(of('v1', { template: { spec: { containers, initContainers } } }), [
      'spec.template.spec.containers.0.image x',
      'spec.template.spec.containers.1.image side y',
    ]);
    const configuration = { revisionTemplate: { spec: { container: { image: 'x' } } } };
    const single = 'configuration.revisionTemplate.spec.container.image x';
    assert.deepEqual(of('v1alpha1', { runLatest: { configuration } }), [`spec.runLatest.${single}`]);
    assert.deepEqual(of('v1alpha1', { release: { configuration } }), [`spec.release.${single}`]);
  });
});
