/** What becomes of deployments: followed to their end, explained where they fail, asked and listened to where they run. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { deploy } from '#client/cluster/actions/deploy.ts';
import { findAddress } from '#client/cluster/actions/findAddress.ts';
import { followRollout, type Followed } from '#client/cluster/actions/followRollout.ts';
import { explain, type Explained } from '#client/cluster/actions/gatherEvidence.ts';
import { prepareDeploy } from '#client/cluster/actions/prepareDeploy.ts';
import { sendThroughAny } from '#client/cluster/actions/sendRequest.ts';
import type { Manifest } from '#client/cluster/actions/write.ts';
import { answeredBy } from '#client/cluster/exchange.ts';
import { followLogs } from '#client/cluster/logs/logs.ts';
import { revisionLabel } from '#client/cluster/services.ts';
import { english } from '#knative/text.ts';
import type { Json, JsonObject } from '#knative/json.ts';
import { manifest } from './manifests.ts';
import type { World } from './world.ts';

/** A Service of either API. */
function service(world: World, name: string, container: JsonObject, traffic: JsonObject = {}): Manifest {
  const isOld = world.capabilities.has('v1alpha1');
  const configuration: Json = { revisionTemplate: { spec: { container } } };
  return manifest({
    apiVersion: isOld ? 'serving.knative.dev/v1alpha1' : 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name },
    spec: isOld
      ? Object.keys(traffic).length > 0
        ? { release: { configuration, ...traffic } }
        : { runLatest: { configuration } }
      : { template: { spec: { containers: [container] } }, ...traffic },
  });
}

export function rolloutSuite(world: () => World): void {
  const put = async (one: Manifest, seen: string[] = []): Promise<Followed> => {
    const { session, namespace } = world();
    const prepared = await prepareDeploy(session, one, namespace);
    const object = await deploy(session, prepared);
    return followRollout(session, prepared.resource, object, {
      settle: 500,
      signal: AbortSignal.timeout(60_000),
      onProgress: ({ steps, phase }) => {
        const step = steps.find(({ state }) => state !== 'done')?.name ?? phase;
        if (seen.at(-1) !== step) seen.push(step);
      },
    });
  };
  const why = async ({ objects }: Followed): Promise<Explained> => {
    assert.ok(objects.subject);
    return explain(world().session, objects.subject, objects);
  };
  describe('a deployment', () => {
    test('is followed to its address, step by step', async () => {
      const seen: string[] = [];
      const { progress } = await put(service(world(), 'followed', { image: 'example.com/blue:1' }), seen);
      assert.equal(progress.phase, 'ready', JSON.stringify(progress));
      assert.match(progress.url, /^http:\/\/followed\./);
      const order = ['configuration', 'revision', 'image', 'pods', 'route', 'ready'];
      const places = seen.map((step) => order.indexOf(step));
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
        seen.join(' '),
      );
      assert.ok(seen.length > 2, seen.join(' '));
    });

    test('who stops looking is let go, and the rollout goes on', async () => {
      const { session, namespace } = world();
      const prepared = await prepareDeploy(
        session,
        service(world(), 'unseen', { image: 'example.com/blue:1' }),
        namespace,
      );
      const object = await deploy(session, prepared);
      const { progress } = await followRollout(session, prepared.resource, object, {
        signal: AbortSignal.abort(),
      });
      assert.equal(progress.phase, 'running');
      const { progress: later } = await followRollout(session, prepared.resource, object);
      assert.equal(later.phase, 'ready');
    });

    test('a revision that does not exist is explained, with the one that was meant', async () => {
      const first = await put(service(world(), 'slip', { image: 'example.com/blue:1' }));
      const existing = first.progress.revision;
      const mistyped = existing.replace('0000', '000');
      const traffic: JsonObject = world().capabilities.has('v1alpha1')
        ? { revisions: [mistyped], rolloutPercent: 0 }
        : { traffic: [{ revisionName: mistyped, percent: 100 }] };
      const failed = await put(service(world(), 'slip', { image: 'example.com/blue:1' }, traffic));
      assert.equal(failed.progress.phase, 'failed');
      const { diagnosis } = await why(failed);
      assert.equal(diagnosis.cause?.id, 'revision-missing');
      assert.deepEqual(diagnosis.cause.rename, { from: mistyped, to: existing });
    });

    const failures: readonly (readonly [image: string, cause: RegExp])[] = [
      ['example.com/no-such-image:1', /^image/],
      ['example.com/forbidden:1', /^image/],
      ['example.com/crash:1', /^crashed$/],
    ];
    for (const [image, cause] of failures) {
      test(`${image} fails, and it is said why`, async (t) => {
        if (!world().capabilities.has('failingImages')) return t.skip('No failing images here.');
        const name = `failing-${image.slice('example.com/'.length, -2)}`;
        const failed = await put(service(world(), name, { image }));
        assert.match(failed.progress.phase, /^(?:failed|stuck)$/, JSON.stringify(failed.progress));
        const { diagnosis, lines } = await why(failed);
        assert.match(diagnosis.cause?.id ?? '', cause, JSON.stringify(diagnosis));
        assert.ok(diagnosis.cause?.fix && english(diagnosis.cause.fix));
        if (image.includes('crash')) assert.ok(lines.length > 0);
      });
    }
  });

  describe('a running service', () => {
    test('answers through the gateway, and is known by its answer', async (t) => {
      if (!world().capabilities.has('requests')) return t.skip('No requests here.');
      const { session, namespace } = world();
      const { progress } = await put(service(world(), 'answering', { image: 'example.com/blue:1' }));
      const way = await findAddress(session, progress.url, { namespace, route: 'answering' });
      assert.ok(way.gateway, 'a gateway');
      const { answer } = await sendThroughAny(progress.url, way.through);
      assert.equal(answer.status, 200);
      const revisions = [{ name: progress.revision }] as never;
      assert.equal(answeredBy(answer, { revisions, traffic: [] }), progress.revision);
    });

    test('its log is followed', async (t) => {
      if (!world().capabilities.has('logs')) return t.skip('No logs here.');
      const { session, namespace } = world();
      const { progress } = await put(service(world(), 'talking', { image: 'example.com/blue:1' }));
      const pod = session.served.find('v1', 'Pod');
      assert.ok(pod);
      const lease = session.watches.lease(pod, namespace);
      const stop = new AbortController();
      const lines: string[] = [];
      await followLogs(
        {
          api: session.api,
          pod,
          pods: lease.collection,
          matches: ({ metadata }) => metadata.labels?.[revisionLabel] === progress.revision,
          tailLines: 10,
          onLine: ({ text }) => {
            lines.push(text);
            stop.abort();
          },
          onNote: () => undefined,
        },
        AbortSignal.any([stop.signal, AbortSignal.timeout(20_000)]),
      );
      lease.release();
      assert.ok(lines.length > 0);
    });
  });
}
