/** What only an update breaks in release 0.3: a Revision that changes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '#knative/json.ts';
import { answer, configuration, container, objectOf, printed } from './objects.ts';

function update(before: JsonObject, now: JsonObject): readonly string[] {
  return answer(objectOf('Revision', now), objectOf('Revision', before)).map(printed);
}

describe('an update', () => {
  it('never changes the spec of a Revision', () => {
    const [words = '', ...rest] = update({ container }, { container, timeoutSeconds: 60 });
    assert.match(words, /^Immutable fields changed \(-old \+new\)\n[^]*timeoutSeconds[^]*: spec$/);
    assert.deepEqual(rest, []);
    assert.equal(update({ container, serviceAccountName: 'a' }, { container }).length, 1);
    assert.equal(update({ container }, { container: { ...container, env: [{ name: 'A' }] } }).length, 1);
  });

  it('says nothing else of a Revision that changes', () => {
    const [words = '', ...rest] = update({ container }, { container, timeoutSeconds: 601 });
    assert.match(words, /^Immutable fields changed/);
    assert.deepEqual(rest, []);
  });

  it('takes a default for what is not said', () => {
    assert.deepEqual(update({ container }, { container, timeoutSeconds: 300, containerConcurrency: 0 }), []);
    const single = { container, concurrencyModel: 'Single' };
    assert.deepEqual(update(single, { ...single, containerConcurrency: 1 }), []);
    const limited = (cpu: string | number): JsonObject => ({
      container: { ...container, resources: { limits: { cpu } } },
    });
    assert.deepEqual(update(limited('1000m'), limited(1)), []);
  });

  it('keeps what the manifest never said, such as the counter of the webhook', () => {
    const metadata = { name: 'hello', uid: '1234' };
    const live = objectOf('Revision', { container, generation: 1, timeoutSeconds: 300 }, metadata);
    assert.deepEqual(answer(objectOf('Revision', { container }), live), []);
  });

  it('looks at a Revision that stays as it is like at a new one', () => {
    const wrong = { container, timeoutSeconds: 601 };
    assert.deepEqual(update(wrong, wrong), ['expected 0s <= 601s <= 600s: spec.timeoutSeconds']);
  });

  it('may change every other kind', () => {
    const service = (timeoutSeconds: number): JsonObject => ({
      runLatest: { configuration: configuration({ timeoutSeconds }) },
    });
    assert.deepEqual(answer(objectOf('Service', service(1)), objectOf('Service', service(2))), []);
    const manual = answer(objectOf('Service', { manual: {} }), objectOf('Service', service(2)));
    assert.deepEqual(manual, []);
    const changed = configuration({ timeoutSeconds: 5 });
    assert.deepEqual(
      answer(objectOf('Configuration', changed), objectOf('Configuration', configuration())),
      [],
    );
  });
});
