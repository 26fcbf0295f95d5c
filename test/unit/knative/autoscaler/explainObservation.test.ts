/** What is said of decisions of others, from more or fewer figures; and of the autoscaler of Kubernetes. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { explainHpa, type HpaObservation } from '#knative/autoscaler/explainHpa.ts';
import { explainObservation, type Observation } from '#knative/autoscaler/explainObservation.ts';
import { explanationSentence } from '#knative/autoscaler/explanation.ts';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';
import { english } from '#knative/text.ts';

const settings = (annotations: Record<string, string> = {}) =>
  autoscalerSettings(
    Object.fromEntries(
      Object.entries(annotations).map(([key, value]) => [`autoscaling.knative.dev/${key}`, value]),
    ),
    0,
    {},
  );

const say = (seen: Partial<Observation>): string =>
  explanationSentence(explainObservation({ settings: settings(), ...seen }), english);

describe('with the averages', () => {
  test('the same is said as where it was decided', () => {
    assert.equal(
      say({
        settings: settings({ 'max-scale': '5' }),
        desired: 2,
        ready: 2,
        stable: 134,
        panic: 140,
        panicking: false,
      }),
      '2 replicas wanted: 134 concurrent requests over the last 60 s ÷ 70 per replica; not panicking; max-scale 5 not reached',
    );
    assert.match(
      say({
        settings: settings({ 'initial-scale': '4' }),
        desired: 4,
        ready: 2,
        stable: 0,
        panic: 0,
        panicking: false,
        initialized: false,
      }),
      /^4 replicas wanted: a new revision keeps its initial-scale of 4 until it was ready once; /,
    );
    assert.match(
      say({ desired: 18, ready: 9, stable: 500, panic: 1200, panicking: true }),
      /^18 replicas wanted: panic mode goes by its short window; 1200 concurrent requests over the last 6 s ÷ 70 per replica; panicking; ready so far: 9$/,
    );
    assert.match(
      say({ desired: 18, ready: 18, stable: 500, panic: 300, panicking: true }),
      /^18 replicas wanted: panic mode keeps .*: 18; 500 .* ask for 8; panicking$/,
    );
    assert.match(
      say({ settings: settings({ 'min-scale': '3' }), desired: 3, ready: 3, stable: 10, panic: 10 }),
      /^3 replicas wanted: min-scale keeps 3; 10 concurrent .* ask for 1; not panicking$/,
    );
    assert.match(
      say({ settings: settings({ 'scale-down-delay': '30s' }), desired: 8, ready: 8, stable: 70, panic: 10 }),
      /^8 replicas wanted: scale-down-delay keeps what was wanted in the last 30 s: 8; no fewer than 4 at once/,
    );
  });
  test('a limit by the ready ones counts only where it was met', () => {
    assert.match(
      say({ desired: 4, ready: 9, stable: 10, panic: 10 }),
      /^4 replicas wanted: no fewer than 4 at once: 9 ready/,
    );
    // Wanted were 2, and the pods are still going.
    assert.match(
      say({ desired: 2, ready: 9, stable: 134, panic: 10 }),
      /^2 replicas wanted: 134 concurrent .* per replica;/,
    );
  });
  test('of another moment it says so, and does no sum that is wrong', () => {
    const sentence = say({ desired: 7, ready: 3, stable: 134, panic: 134, panicking: false });
    assert.equal(
      sentence,
      '7 replicas wanted: it was decided on other figures than those read last; ' +
        '134 concurrent requests over the last 60 s ÷ 70 per replica ask for 2; not panicking; ready so far: 3',
    );
  });
  test('between two steps down it says that they are steps', () => {
    assert.equal(
      say({ desired: 3, ready: 3, stable: 0, panic: 0, panicking: false }),
      '3 replicas wanted: it goes down step by step, at once at most to the ready ones ÷ 2; ' +
        'no requests over the last 60 s; not panicking',
    );
  });
  test('the way to zero is counted', () => {
    const idle = { desired: 1, ready: 1, stable: 20, panic: 0, panicking: false } as const;
    const seen = { ...idle, idleFor: 40, activity: 'active', activityFor: 900, proxiedFor: 800 } as const;
    assert.equal(explainObservation({ settings: settings(), ...seen }).toZeroIn, 20);
    assert.match(say(seen), /idle for 40 s; without requests the last replica goes in 20 s$/);
    const going = { desired: 0, ready: 1, replicas: 1, stable: 0, panic: 0, panicking: false } as const;
    assert.match(
      say({ ...going, activity: 'inactive', activityFor: 7, proxiedFor: 7 }),
      /^No replica wanted: the last replica goes in 23 s, 30 s \(grace period\) after the activator took over/,
    );
    assert.match(
      say(going),
      /^No replica wanted: the last replica goes 30 s \(grace period\) after the activator has/,
    );
    assert.doesNotMatch(say({ ...idle, idleFor: 40 }), /NaN/);
    assert.match(
      say({ desired: 1, ready: 1, stable: 0, panic: 0, panicking: false }),
      /^1 replica wanted: the last one is kept until it was active for 60 s; no requests/,
    );
  });
  test('no route counts', () => {
    assert.match(
      say({
        settings: settings({ 'min-scale': '2' }),
        desired: 1,
        ready: 1,
        stable: 5,
        panic: 5,
        reachable: false,
      }),
      /^1 replica wanted: 5\.0 concurrent .*; no route leads here, so min-scale 2 does not count$/,
    );
  });
});

describe('with the objects alone', () => {
  test('it says what they tell, and what would tell more', () => {
    assert.equal(
      say({ desired: 3, ready: 2 }),
      '3 replicas wanted: the load behind it is known only where there are metrics; ready so far: 2',
    );
    assert.match(
      say({ settings: settings({ 'min-scale': '2', 'max-scale': '5' }), desired: 2, ready: 2 }),
      /^2 replicas wanted: min-scale keeps 2 at least; the load behind .*; max-scale 5 not reached$/,
    );
    assert.match(
      say({ settings: settings({ 'max-scale': '5' }), desired: 5, ready: 5 }),
      /^5 replicas wanted: max-scale 5 reached; the load/,
    );
  });
  test('it knows zero, and nothing at all', () => {
    assert.equal(say({ desired: 0, ready: 0, replicas: 0 }), 'No replica wanted: the next request starts 1');
    assert.equal(say({ desired: -1 }), 'Not decided yet how many replicas: no figures of its load yet');
    assert.equal(say({}), 'Not decided yet how many replicas: no figures of its load yet');
  });
});

describe('the autoscaler of Kubernetes', () => {
  const hpa = (seen: Partial<HpaObservation>): string =>
    explanationSentence(
      explainHpa({ measured: 'cpu', target: 70, minScale: 0, maxScale: 0, ...seen }),
      english,
    );
  const end = 'the autoscaler of Kubernetes never scales to zero';

  test('goes by use and target', () => {
    assert.equal(
      hpa({ current: 95, currentReplicas: 2, desired: 3, ready: 2, maxScale: 5 }),
      `3 replicas wanted: 2 replicas × 95 % of their CPU ÷ target 70 %; max-scale 5 not reached; ready so far: 2; ${end}`,
    );
    assert.match(
      hpa({ current: 75, currentReplicas: 2, desired: 2, ready: 2 }),
      /within a tenth of the target/,
    );
    assert.match(
      hpa({
        measured: 'memory',
        target: 100,
        current: 250,
        currentReplicas: 2,
        desired: 4,
        ready: 4,
        maxScale: 4,
      }),
      /^4 replicas wanted: max-scale allows 4 of the 5 asked for; 2 replicas × 250 MiB of memory ÷ target 100 MiB;/,
    );
    assert.match(
      hpa({
        measured: 'queue',
        target: 10,
        current: 1,
        currentReplicas: 3,
        desired: 2,
        ready: 3,
        minScale: 2,
      }),
      /^2 replicas wanted: min-scale keeps 2; 3 replicas × 1 of queue ÷ target 10; still ready: 3;/,
    );
    assert.match(
      hpa({ current: 10, currentReplicas: 6, desired: 6, ready: 6 }),
      /^6 replicas wanted: fewer only after/,
    );
  });
  test('says what is missing', () => {
    assert.match(hpa({ target: undefined, desired: 1 }), /without a target, this autoscaler does nothing/);
    assert.match(hpa({ desired: 1 }), /what its replicas use is not known yet/);
  });
});
