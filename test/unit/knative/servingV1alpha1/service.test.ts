/** What the webhook of release 0.3 says of Services: their modes, and what each asks for. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '#knative/json.ts';
import { accepts, configuration, fixed, refuses } from './objects.ts';

const neither = 'expected exactly one, got neither: ';
const both = 'expected exactly one, got both: ';
const runLatest = { configuration: configuration() };
const two = ['hello-00001', 'hello-00002'];

function release(rest: JsonObject): JsonObject {
  return { release: { revisions: two, configuration: configuration(), ...rest } };
}

describe('a Service', () => {
  it('has exactly one mode', () => {
    const all = ['manual', 'pinned', 'release', 'runLatest'].map((mode) => `${neither}spec.${mode}`);
    for (const spec of [{}, { runLatest: null }, { template: {}, traffic: [] }, { generation: 3 }]) {
      refuses('Service', spec, ...all);
    }
    refuses('Service', { runLatest, manual: {} }, `${both}spec.manual`, `${both}spec.runLatest`);
    accepts('Service', { runLatest });
    accepts('Service', { manual: {} });
    accepts('Service', { manual: { whatever: 1 } });
  });

  it('fills in the defaults of one mode alone, so that a second one without a container is empty', () => {
    const pinned = { revisionName: 'hello-00001', configuration: {} };
    refuses(
      'Service',
      { runLatest, pinned },
      `${both}spec.pinned`,
      `${both}spec.runLatest`,
      'missing field(s): spec.pinned.configuration',
    );
    refuses(
      'Service',
      { runLatest, pinned: { ...pinned, configuration: { revisionTemplate: { metadata: { name: 'x' } } } } },
      `${both}spec.pinned`,
      `${both}spec.runLatest`,
      'missing field(s): spec.pinned.configuration.revisionTemplate.spec',
    );
    refuses(
      'Service',
      { release: { configuration: {} }, pinned },
      `${both}spec.pinned`,
      `${both}spec.release`,
      'missing field(s): spec.pinned.configuration.revisionTemplate.spec.container',
      'missing field(s): spec.release.configuration',
      'missing field(s): spec.release.revisions',
    );
  });

  it('does not fill in the concurrency that a model stands for in a second mode', () => {
    const single = configuration({ concurrencyModel: 'Single' });
    const at = 'spec.release.configuration.revisionTemplate.spec';
    refuses(
      'Service',
      { runLatest: { configuration: single }, release: { revisions: two, configuration: single } },
      `${both}spec.release`,
      `${both}${at}.concurrencyModel`,
      `${both}${at}.containerConcurrency`,
      `${both}spec.runLatest`,
    );
  });

  it('releases one or two revisions, whatever they are called', () => {
    for (const revisions of [[], null]) {
      refuses('Service', release({ revisions }), 'missing field(s): spec.release.revisions');
    }
    const words = 'expected number of elements in range [1, 2], got 3: spec.release.revisions';
    refuses('Service', release({ revisions: ['a', 'b', 'c'] }), words);
    accepts('Service', release({ revisions: ['@latest', 'Not A Name'] }));
    accepts('Service', release({ revisions: ['', ''] }));
  });

  it('shares between two revisions, from 0 to 99 percent', () => {
    for (const rolloutPercent of [-1, 100, 9_007_199_254_740_991]) {
      refuses(
        'Service',
        release({ rolloutPercent }),
        `invalid value "${rolloutPercent}": spec.release.rolloutPercent`,
      );
    }
    for (const rolloutPercent of [0, 1, 99, null]) accepts('Service', release({ rolloutPercent }));
    const one = ['hello-00001'];
    refuses(
      'Service',
      release({ revisions: one, rolloutPercent: 5 }),
      'invalid value "5": spec.release.rolloutPercent',
    );
    refuses(
      'Service',
      release({ revisions: one, rolloutPercent: 100 }),
      'invalid value "100": spec.release.rolloutPercent',
    );
    accepts('Service', release({ revisions: one, rolloutPercent: 0 }));
  });

  it('says which revision it is pinned to', () => {
    refuses(
      'Service',
      { pinned: { configuration: configuration() } },
      'missing field(s): spec.pinned.revisionName',
    );
    accepts('Service', { pinned: { revisionName: 'any thing', configuration: configuration() } });
  });

  it('looks at the revision in every mode', () => {
    const at = 'configuration.revisionTemplate.spec.container';
    refuses('Service', { runLatest: {} }, `missing field(s): spec.runLatest.${at}`);
    refuses('Service', release({ configuration: null }), `missing field(s): spec.release.${at}`);
    refuses('Service', { pinned: { revisionName: 'x' } }, `missing field(s): spec.pinned.${at}`);
  });

  it('is mended', () => {
    assert.deepEqual(fixed('Service', { runlatests: runLatest }), { runLatest });
    assert.deepEqual(fixed('Service', release({ rolloutPercent: 120 })), release({ rolloutPercent: 99 }));
    assert.deepEqual(fixed('Service', { runLatest, manual: {} }), { runLatest });
    const one = release({ revisions: ['hello-00001'], rolloutPercent: 50 });
    assert.deepEqual(fixed('Service', one), release({ revisions: ['hello-00001'] }));
    const misspelt = { release: { revision: two, configuration: configuration() } };
    assert.deepEqual(fixed('Service', misspelt), release({}));
  });
});
