/** The countdown to zero against the simulation: it ends when the last replica goes. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { Decider } from '#knative/autoscaler/decider.ts';
import { explain } from '#knative/autoscaler/explain.ts';
import { scale, type ScalerState } from '#knative/autoscaler/scaler.ts';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';

const prefix = 'autoscaling.knative.dev/';
const scenes: readonly (readonly [string, Record<string, string>, number])[] = [
  ['by default', {}, 50],
  ['from several replicas', {}, 500],
  ['with a short window', { window: '10s' }, 300],
  ['with a delay', { 'scale-down-delay': '40s' }, 300],
  ['with a retention period', { 'scale-to-zero-pod-retention-period': '90s' }, 50],
  ['where requests go to the pods directly', { 'target-burst-capacity': '0' }, 300],
];

describe('the countdown to zero', () => {
  for (const [what, annotations, load] of scenes) {
    test(`${what} is right within a few seconds, from the moment that nobody asks`, () => {
      const { gone, said } = run(annotations, load);
      assert.ok(said.length > 10, `${said.length} sentences`);
      const wrong = said.filter(({ time, left }) => Math.abs(time + left - gone) > 10);
      // For one moment, between two steps of a delay, it may be off.
      assert.ok(wrong.length <= 1, `gone after ${gone} s: ${JSON.stringify(wrong)}`);
    });
  }
});

/** A spike of a minute, then silence. */
function run(annotations: Record<string, string>, load: number) {
  const prefixed = Object.entries(annotations).map(([key, value]) => [prefix + key, value]);
  const settings = autoscalerSettings(Object.fromEntries(prefixed) as Record<string, string>, 0, {});
  const decider = new Decider(settings, 0, 1);
  let state: ScalerState = { activity: 'active', since: 0, initialized: true, proxiedSince: undefined };
  let pods = 1;
  const said: { readonly time: number; readonly left: number }[] = [];
  for (let time = 0; time < 600; time += 1) {
    decider.record(time, time < 60 ? load : 0);
    if (time % 2 !== 0) continue;
    const decision = decider.decide(time, { readyPods: pods, reachable: true });
    const proxied = state.activity === 'inactive' || (decision?.excessBurstCapacity ?? -1) < 0;
    const seen = { wanted: decision?.wanted, readyPods: pods, replicas: pods, reachable: true, proxied };
    const { desired, replicas = pods, state: after } = scale(settings, state, seen, time);
    state = after;
    pods = replicas;
    if (pods === 0) return { gone: time, said };
    const decided = { settings, time, decision, desired, readyPods: pods, replicas, reachable: true, state };
    const left = explain(decided).toZeroIn;
    if (left !== undefined) said.push({ time, left });
  }
  return { gone: Infinity, said };
}
