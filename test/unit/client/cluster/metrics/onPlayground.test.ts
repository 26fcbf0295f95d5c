/** Real requests through the playground's routes, and what the recorder comes to know of them, in both eras. */
import { strict as assert } from 'node:assert';
import { after, before, describe, test } from 'node:test';
import { deploy } from '#client/cluster/actions/deploy.ts';
import { findAddress } from '#client/cluster/actions/findAddress.ts';
import { followRollout } from '#client/cluster/actions/followRollout.ts';
import { prepareDeploy } from '#client/cluster/actions/prepareDeploy.ts';
import { sendThroughAny } from '#client/cluster/actions/sendRequest.ts';
import { endpointsSource } from '#client/cluster/metrics/endpointsSource.ts';
import { MetricsRecorder } from '#client/cluster/metrics/metricsRecorder.ts';
import { prometheusSource } from '#client/cluster/metrics/prometheusSource.ts';
import type { Sample, SourceKind } from '#client/cluster/metrics/sample.ts';
import { startPlayground, type Playground } from '#playground/start.ts';
import { manifest } from '../../../../clientSuite/manifests.ts';
import { openWorld, type World } from '../../../../clientSuite/world.ts';
import { eventually } from '../faultyWorld.ts';

let playground: Playground;

before(async () => {
  playground = await startPlayground({ scene: 'empty' });
});

after(async () => playground.close());

/** Pods that are meant to get two requests at once, with the shortest window there is. */
const annotations = { 'autoscaling.knative.dev/target': '2', 'autoscaling.knative.dev/window': '6s' };
const container = { image: 'example.com/blue:1' };

async function deployed({ session, namespace }: World, isOld: boolean): Promise<string> {
  const one = manifest({
    apiVersion: isOld ? 'serving.knative.dev/v1alpha1' : 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name: 'shop' },
    spec: isOld
      ? {
          runLatest: {
            configuration: { revisionTemplate: { metadata: { annotations }, spec: { container } } },
          },
        }
      : { template: { metadata: { annotations }, spec: { containers: [container] } } },
  });
  const prepared = await prepareDeploy(session, one, namespace);
  const object = await deploy(session, prepared);
  const signal = AbortSignal.timeout(30_000);
  const { progress } = await followRollout(session, prepared.resource, object, { settle: 200, signal });
  assert.equal(progress.phase, 'ready');
  return progress.url;
}

// Both at a time: they mostly wait.
describe('requests that really flow', { concurrency: true }, () => {
  for (const [context, isOld] of [
    ['today', false],
    ['2019', true],
  ] as const) {
    describe(context, { concurrency: 1 }, () => {
      let world: World;
      let recorder: MetricsRecorder;
      let leave: () => void;
      const load = new AbortController();

      before(async () => {
        const { kubeconfig } = playground;
        world = await openWorld({ kubeconfig, context, capabilities: [] });
        const { session, namespace } = world;
        const url = await deployed(world, isOld);
        recorder = new MetricsRecorder(session, {
          namespace,
          service: 'shop',
          sources: [prometheusSource(session, () => undefined), endpointsSource(session)],
        });
        leave = recorder.view();
        const { through } = await findAddress(session, url, { namespace, route: 'shop' });
        const one = async (): Promise<void> => {
          while (!load.signal.aborted) {
            await sendThroughAny(`${url}/?sleep=300`, through, load.signal).catch(() => undefined);
          }
        };
        for (let i = 0; i < 12; i++) void one();
      });

      after(async () => {
        load.abort();
        leave();
        recorder.dispose();
        await world.close();
      });

      const latest = (): Sample | undefined => recorder.state.revisions[0]?.latest;
      /** Says what the sources say where it does not come true. */
      const soon = async (what: string, isSo: () => boolean): Promise<void> => {
        try {
          await eventually(what, isSo, 40_000);
        } catch (error) {
          const { sources, source } = recorder.state;
          throw new Error(JSON.stringify({ what, source, sources, latest: latest() }), { cause: error });
        }
      };
      /** One sample of which all is true: on a machine that is busy the first ones may be of less than all that flows. */
      const isSampled = async (what: string, isSo: (sample: Sample) => boolean): Promise<void> =>
        soon(what, () => {
          const sample = latest();
          return sample !== undefined && isSo(sample);
        });
      /** 12 at once, each taking 300 ms; some wait for a pod. */
      const areThose = ({ requests = 0, latency }: Sample): boolean =>
        requests > 8 && requests < 60 && (latency?.p50 ?? 0) > 100;
      const tellsBy = async (source: SourceKind): Promise<void> => {
        recorder.choose(source);
        await soon(`${source} is read`, () => recorder.state.source === source);
        // What the source before it told is not taken for its own.
        const { cursor } = recorder.since();
        await soon(`${source} tells`, () => recorder.since(cursor).batches.length > 0);
      };

      test('the metrics of the pods tell what flows, and why there are so many', async () => {
        await tellsBy('endpoints');
        await isSampled('requests are told', (sample) => {
          const { concurrency = 0, desired = 0, latency, errors } = sample;
          const isInTime = (latency?.p99 ?? Infinity) < 2000;
          return (
            areThose(sample) && concurrency > 4 && concurrency < 20 && desired > 2 && isInTime && errors === 0
          );
        });
        await isSampled('the averages are told', ({ stable = 0, panic = 0 }) => stable > 4 && panic > 4);
        assert.ok(
          recorder.state.markers.some(({ kind }) => kind === 'scale'),
          JSON.stringify(recorder.state.markers),
        );
      });

      test('Prometheus tells the same', async () => {
        await tellsBy('prometheus');
        await isSampled('requests and averages are told', (sample) => {
          return areThose(sample) && (sample.stable ?? 0) > 4;
        });
      });

      test('the objects alone tell how many pods there are', async () => {
        await tellsBy('objects');
        await isSampled('replicas are told, and nothing else', (sample) => {
          const { desired = 0, ready = 0, requests, stable } = sample;
          return desired > 2 && ready > 0 && requests === undefined && stable === undefined;
        });
      });
    });
  }
});
