/** What is said at each stage: from no figures over panic, delay and bounds down to zero. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { Decider } from '#knative/autoscaler/decider.ts';
import { explain } from '#knative/autoscaler/explain.ts';
import { explanationSentence, type Decided } from '#knative/autoscaler/explanation.ts';
import { initialState, scale, type ScalerState } from '#knative/autoscaler/scaler.ts';
import { autoscalerSettings, type AutoscalerSettings } from '#knative/autoscaler/settings.ts';
import { english } from '#knative/text.ts';

const prefix = 'autoscaling.knative.dev/';
const active: ScalerState = { activity: 'active', since: 0, initialized: true, proxiedSince: 0 };

function settings(annotations: Record<string, string> = {}, config: Record<string, string> = {}) {
  const prefixed = Object.entries(annotations).map(([key, value]) => [prefix + key, value]);
  return autoscalerSettings(Object.fromEntries(prefixed) as Record<string, string>, 0, config);
}

interface Scene {
  readonly settings?: AutoscalerSettings;
  /** The load of each second; the decisions are made in the even ones, the last of them is explained. */
  readonly loads: readonly number[];
  readonly ready?: number;
  /** Ready at the start. */
  readonly before?: number;
  readonly reachable?: boolean;
  readonly state?: ScalerState;
}

function decidedIn(scene: Scene): Decided {
  const { settings: own = settings(), loads, ready: readyPods = 1, before = 1, reachable = true } = scene;
  const decider = new Decider(own, 0, before);
  let state = scene.state ?? active;
  let decided: Decided | undefined;
  for (const [time, load] of loads.entries()) {
    decider.record(time, load);
    if (time % 2 !== 0) continue;
    const decision = decider.decide(time, { readyPods, reachable });
    const seen = { wanted: decision?.wanted, readyPods, replicas: readyPods, reachable, proxied: true };
    const scaled = scale(own, state, seen, time);
    state = scaled.state;
    const replicas = scaled.replicas ?? readyPods;
    decided = {
      settings: own,
      time,
      decision,
      desired: scaled.desired,
      readyPods,
      replicas,
      reachable,
      state,
    };
  }
  assert.ok(decided);
  return decided;
}

const say = (scene: Scene): string => explanationSentence(explain(decidedIn(scene)), english);
const steady = (load: number, seconds = 61): readonly number[] => Array.from({ length: seconds }, () => load);

test('the stable average decides', () => {
  assert.equal(
    say({ settings: settings({ 'max-scale': '5' }), loads: steady(134), ready: 2 }),
    '2 replicas wanted: 134 concurrent requests over the last 60 s ÷ 70 per replica; not panicking; max-scale 5 not reached',
  );
  assert.equal(
    say({
      settings: settings({ metric: 'rps', target: '150', window: '10s' }),
      loads: steady(300, 21),
      ready: 3,
    }),
    '3 replicas wanted: 300 requests a second over the last 10 s ÷ 105 per replica; not panicking',
  );
});

test('a figure is as precise as its sum needs it', () => {
  // 70.2 ÷ 70 is two replicas; "70 ÷ 70" would be one.
  assert.match(say({ loads: steady(70.2), ready: 2 }), /^2 replicas wanted: 70\.2 concurrent/);
  assert.match(say({ loads: steady(70.0004), ready: 2 }), /^2 replicas wanted: 70\.0004 concurrent/);
  assert.match(say({ loads: steady(1), ready: 1 }), /^1 replica wanted: 1\.0 concurrent requests/);
});

describe('panic', () => {
  test('begins with the short window', () => {
    assert.equal(
      say({ loads: [...steady(30, 20), 1200] }),
      '4 replicas wanted: panic mode goes by its short window; 225 concurrent requests over the last 6 s ÷ 70 per replica; ' +
        'panic begins: the last 6 s ask for 4, at least 2 × 1 ready; it lasts 60 s; ready so far: 1',
    );
  });
  test('goes on while the threshold is crossed, and a window more', () => {
    assert.match(
      say({ loads: [...steady(30, 20), ...steady(600, 7)] }),
      /panicking for 6 s: the last 6 s ask for 9, at least 2 × 1 ready, so for 60 s more/,
    );
    assert.match(
      say({ loads: [...steady(30, 20), ...steady(600, 3), ...steady(30, 22)] }),
      /^5 replicas wanted: panic mode keeps the most that it has asked for or found ready: 5; .* ask for 1; panicking for 24 s, and for 42 s more/,
    );
  });
  test('is how one that finds replicas begins', () => {
    assert.match(
      say({ loads: [10], ready: 7, before: 7 }),
      /^7 replicas wanted: panic mode keeps .*: 7; 10 concurrent requests .* ask for 1; panicking for 0 s, and for 60 s more/,
    );
  });
});

describe('a limit', () => {
  test('of the rates', () => {
    assert.match(
      say({ settings: settings({}, { 'max-scale-up-rate': '2' }), loads: steady(1000), ready: 3, before: 3 }),
      /at most 6 at once: 3 ready × max-scale-up-rate 2; 1000 concurrent .* ask for 15/,
    );
    assert.match(
      say({ loads: steady(10, 101), ready: 9 }),
      /^4 replicas wanted: no fewer than 4 at once: 9 ready ÷ max-scale-down-rate 2; 10 concurrent .* ask for 1; not panicking; still ready: 9$/,
    );
  });
  test('of activation-scale', () => {
    assert.match(
      say({ settings: settings({ 'activation-scale': '4' }), loads: [5] }),
      /^4 replicas wanted: where any are needed, activation-scale asks for 4; 5\.0 concurrent .* ask for 1;/,
    );
  });
  test('of the bounds', () => {
    const bounds = settings({ 'min-scale': '2', 'max-scale': '5' });
    assert.match(
      say({ settings: bounds, loads: steady(10), ready: 2 }),
      /^2 replicas wanted: min-scale keeps 2; 10 .* ask for 1;/,
    );
    assert.match(
      say({ settings: bounds, loads: steady(500), ready: 5 }),
      /^5 replicas wanted: max-scale allows 5 of the 8 asked for; 500 concurrent .* ask for 8; not panicking$/,
    );
    assert.match(
      say({ settings: bounds, loads: steady(350), ready: 5 }),
      /÷ 70 per replica; not panicking; max-scale 5 reached$/,
    );
  });
  test('from below counts only where a route leads', () => {
    assert.match(
      say({ settings: settings({ 'min-scale': '2' }), loads: steady(10), reachable: false }),
      /^1 replica wanted: 10 concurrent .*; no route leads here, so min-scale 2 does not count$/,
    );
  });
  test('of the initial scale', () => {
    const state = { ...initialState, activity: 'activating' } as const;
    assert.match(
      say({ settings: settings({ 'initial-scale': '3' }), loads: [10], state }),
      /^3 replicas wanted: a new revision keeps its initial-scale of 3 until it was ready once; 10 concurrent .* ask for 1;/,
    );
  });
});

test('scale-down-delay holds what was wanted, and for how long', () => {
  const own = settings({ window: '10s', 'scale-down-delay': '20s' });
  assert.match(
    say({ settings: own, loads: [...steady(350, 31), ...steady(70, 12)], ready: 5 }),
    /^5 replicas wanted: scale-down-delay keeps what was wanted in the last 20 s: 5, for 10 s more; no fewer than 2 at once/,
  );
});

describe('on the way to zero', () => {
  test('it says for how long nobody has asked', () => {
    const decided = decidedIn({ loads: [...steady(70), ...steady(0, 30)] });
    assert.match(
      explanationSentence(explain(decided), english),
      /^1 replica wanted: 35 concurrent .*; not panicking; idle for 30 s; without requests the last replica goes in 30 s$/,
    );
    assert.equal(explain(decided).toZeroIn, 30);
  });
  test('it says that the last one has to have been active', () => {
    const state = { ...active, since: 60 };
    const loads = [...steady(70, 10), ...steady(0, 81)];
    assert.match(
      say({ loads, state }),
      /^1 replica wanted: the last one is kept until it was active for 60 s, which is in 30 s; no requests over the last 60 s;/,
    );
  });
  test('it counts the grace period down', () => {
    const decided = {
      ...decidedIn({ loads: [...steady(70), ...steady(0, 62)] }),
      replicas: 1,
      state: { activity: 'inactive', since: 122, initialized: true, proxiedSince: 115 },
    } as const;
    assert.match(
      explanationSentence(explain(decided), english),
      /^No replica wanted: the last replica goes in 23 s, 30 s \(grace period\) after the activator took over; no requests over the last 60 s/,
    );
    assert.equal(explain(decided).toZeroIn, 23);
  });
  test('it counts the retention down, where that is longer', () => {
    const own = settings({ 'scale-to-zero-pod-retention-period': '2m' });
    const state = { activity: 'inactive', since: 110, initialized: true, proxiedSince: 115 } as const;
    const decided = {
      ...decidedIn({ settings: own, loads: [...steady(70), ...steady(0, 62)] }),
      settings: own,
      state,
    };
    assert.match(
      explanationSentence(explain(decided), english),
      /goes in 108 s, after its retention period of 120 s/,
    );
  });
  test('it says when nothing is left', () => {
    const decided = { ...decidedIn({ loads: steady(0, 201) }), replicas: 0, readyPods: 0 };
    assert.match(
      explanationSentence(explain(decided), english),
      /^No replica wanted: the next request starts 1;/,
    );
    assert.equal(explain(decided).toZeroIn, undefined);
  });
  test('it says that the cluster keeps the last one', () => {
    const own = settings({}, { 'enable-scale-to-zero': 'false' });
    const decided = decidedIn({ settings: own, loads: steady(0, 201) });
    assert.match(
      explanationSentence(explain(decided), english),
      /^1 replica wanted: this cluster keeps the last replica \(enable-scale-to-zero\); no requests/,
    );
    assert.equal(explain(decided).toZeroIn, undefined);
  });
  test('it says that it starts, and when that is given up', () => {
    const state: ScalerState = { ...initialState, since: 0 };
    assert.match(
      say({ loads: steady(0, 101), ready: 0, state }),
      /^Not decided yet how many replicas: it is starting, and given up unless it is ready in 530 s;/,
    );
  });
});

test('without figures it says so', () => {
  const decided: Decided = {
    settings: settings(),
    time: 5,
    decision: undefined,
    desired: -1,
    readyPods: 0,
    replicas: 1,
    reachable: true,
    state: initialState,
  };
  assert.equal(
    explanationSentence(explain(decided), english),
    'Not decided yet how many replicas: no figures of its load yet',
  );
});
