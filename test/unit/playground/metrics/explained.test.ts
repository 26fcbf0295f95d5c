/** What is said of a revision from the figures alone, second by second, from the first request over panic to zero. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { explainObservation, type Observation } from '#knative/autoscaler/explainObservation.ts';
import { explanationSentence, type Explanation } from '#knative/autoscaler/explanation.ts';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';
import { conditionOf } from '#knative/conditions.ts';
import { english } from '#knative/text.ts';
import { admin } from '#playground/api/auth/users.ts';
import { labelsOf, nameOf, numberAt, textAt } from '#playground/api/object.ts';
import { recomputed, wantedIn } from '../../knative/autoscaler/recomputed.ts';
import { ksvc, openWire, serving, type Wire } from '../wire.ts';
import { send } from './requests.ts';

let wire: Wire;
before(async () => {
  wire = await openWire('empty');
});
after(() => wire.close());

const annotations = {
  'autoscaling.knative.dev/target': '10',
  'autoscaling.knative.dev/window': '20s',
  'autoscaling.knative.dev/max-scale': '6',
  'autoscaling.knative.dev/target-burst-capacity': '0',
};
const settings = autoscalerSettings(annotations, 0, {});
const revision = 'shop-00001';

interface Said {
  readonly second: number;
  readonly seen: Observation;
  readonly explanation: Explanation;
  readonly sentence: string;
}

/** As a client sees it: the objects, and what the autoscaler's pod tells. */
async function look(second: number): Promise<Said> {
  const client = wire.today.served.cluster.as(admin, 'test');
  const pods = client.list('v1 Pod', { namespace: 'knative-serving' });
  const pod = pods.find((one) => labelsOf(one)['app'] === 'autoscaler');
  assert.ok(pod);
  const path = `/api/v1/namespaces/knative-serving/pods/${nameOf(pod)}:9090/proxy/metrics`;
  const { text } = await wire.today.call('GET', path);
  const value = (name: string): number | undefined => {
    const line = text.split('\n').find((one) => one.startsWith(`${name}{`) && one.includes(`"${revision}"`));
    return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ') + 1));
  };
  const autoscaler = client.get(
    'autoscaling.internal.knative.dev/v1alpha1 PodAutoscaler',
    'default',
    revision,
  );
  const deployment = client.get('apps/v1 Deployment', 'default', `${revision}-deployment`);
  const active = conditionOf(autoscaler, 'Active')?.status;
  const seen: Observation = {
    settings,
    desired: numberAt(autoscaler['status'], 'desiredScale'),
    ready: numberAt(autoscaler['status'], 'actualScale'),
    replicas: numberAt(deployment['spec'], 'replicas'),
    stable: value('kn_revision_concurrency_stable'),
    panic: value('kn_revision_concurrency_panic'),
    panicking: value('kn_revision_panic_mode') === 1,
    reachable: textAt(autoscaler['spec'], 'reachability') !== 'Unreachable',
    activity: active === 'True' ? 'active' : active === 'False' ? 'inactive' : 'activating',
  };
  const explanation = explainObservation(seen);
  return { second, seen, explanation, sentence: explanationSentence(explanation, english) };
}

describe('the sentence about a revision', () => {
  const said: Said[] = [];

  before(async () => {
    const spec = {
      template: { metadata: { annotations }, spec: { containers: [{ image: 'example.com/shop' }] } },
    };
    await wire.today.call('POST', `${serving}/services`, { body: { ...ksvc('shop'), spec } });
    for (let second = 0; second < 120; second++) {
      // From the 30th second on, 80 requests at once for ten seconds; then nobody asks.
      if (second === 10) void send(wire.today, 'shop', 3, '/?sleep=18000');
      if (second === 30) void send(wire.today, 'shop', 80, '/?sleep=10000');
      // Requests are really sent, so they take a moment of the real time to be there.
      if (second === 10 || second === 30) await new Promise((resolve) => setTimeout(resolve, 300));
      wire.clock.advance(1000);
      said.push(await look(second));
    }
  });

  it('says the number that is wanted, with a sum that comes to it', () => {
    const others: string[] = [];
    for (const { second, seen, explanation, sentence } of said) {
      assert.doesNotMatch(sentence, /NaN|undefined|-\d/);
      assert.equal(wantedIn(sentence), seen.desired ?? -1, sentence);
      if (explanation.decidedBy.includes('unknown')) {
        others.push(`${second}: ${sentence}`);
        continue;
      }
      const sum = recomputed(sentence);
      if (sum !== 'kept' && sum !== undefined) assert.equal(sum, seen.desired, `${second}: ${sentence}`);
    }
    // Only while figures and objects are of two moments.
    assert.ok(others.length <= 3, others.join('\n'));
  });

  it('goes from a steady load over panic and its limit down to zero', () => {
    const stages = said.flatMap(({ explanation }) => explanation.decidedBy[0] ?? []);
    const order = stages.filter((stage, index) => stage !== stages[index - 1] && stage !== 'unknown');
    const at = (stage: string, from = 0): number => order.indexOf(stage as (typeof order)[number], from);
    const panic = Math.max(at('panic'), at('max-scale'));
    assert.ok(at('stable') >= 0 && at('stable') < panic, order.join());
    assert.ok(at('max-scale') > 0, order.join());
    const zero = at('to-zero');
    assert.ok(zero > panic && at('at-zero') > zero, order.join());
    assert.ok(
      said.some(({ sentence }) => /max-scale allows 6 of the \d+ asked for; panic mode/.test(sentence)),
    );
  });
});
