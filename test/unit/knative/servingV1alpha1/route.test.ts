/** What the webhook of release 0.3 says of Routes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '#knative/json.ts';
import { accepts, fixed, places, refuses } from './objects.ts';

const target = { configurationName: 'hello', percent: 100 };

function route(...traffic: readonly JsonObject[]): JsonObject {
  return { traffic };
}

describe('a Route', () => {
  it('has a spec', () => {
    for (const spec of [{}, null, { traffic: [] }, { trafic: [target] }])
      refuses('Route', spec, 'missing field(s): spec');
    refuses('Route', { generation: 1 }, 'Traffic targets sum to 0, want 100: spec.traffic');
  });

  it('leads to a revision or to a configuration', () => {
    const at = 'spec.traffic[0]';
    const neither = 'expected exactly one, got neither: ';
    refuses(
      'Route',
      route({ percent: 100 }),
      `${neither}${at}.configurationName`,
      `${neither}${at}.revisionName`,
    );
    const both = 'expected exactly one, got both: ';
    refuses(
      'Route',
      route({ ...target, revisionName: '-' }),
      `${both}${at}.configurationName`,
      `${both}${at}.revisionName`,
    );
    accepts('Route', route({ revisionName: 'Any.Name_1', percent: 100 }));
    accepts('Route', route({ configurationName: 'a.b/C', percent: 100 }));
  });

  it('refuses names in the words of Kubernetes 1.11', () => {
    const part =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    const long = 'a'.repeat(64);
    for (const [name, words] of [
      ['-c', `name part ${part}`],
      [long, 'name part must be no more than 63 characters'],
      [
        'a/b/c',
        `a qualified name ${part} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
      ],
      ['/c', 'prefix part must be non-empty'],
    ] as const) {
      const message = `invalid key name "${name}"\n${words}`;
      refuses(
        'Route',
        route({ configurationName: name, percent: 100 }),
        `${message}: spec.traffic[0].configurationName`,
      );
      refuses(
        'Route',
        route({ revisionName: name, percent: 100 }),
        `${message}: spec.traffic[0].revisionName`,
      );
    }
  });

  it('shares out 100 percent', () => {
    refuses(
      'Route',
      route({ ...target, percent: 101 }, { ...target, percent: -1 }),
      'expected 0 <= -1 <= 100: spec.traffic[1].percent',
      'expected 0 <= 101 <= 100: spec.traffic[0].percent',
    );
    refuses('Route', route({ ...target, percent: 50 }), 'Traffic targets sum to 50, want 100: spec.traffic');
    refuses('Route', route({ configurationName: 'a' }), 'Traffic targets sum to 0, want 100: spec.traffic');
    accepts('Route', route(target, { ...target, percent: 0 }));
  });

  it('gives one name to one target', () => {
    const half = { name: 'a', configurationName: 'hello', percent: 50 };
    accepts('Route', route(half, half));
    accepts('Route', route({ ...half, name: '' }, { ...half, name: 'Not A Label' }));
    const other = { ...half, configurationName: 'other', percent: 0 };
    const words = 'Multiple definitions for "a": spec.traffic';
    refuses('Route', route(half, half, other), `${words}[0].name`, `${words}[2].name`);
    refuses(
      'Route',
      route(half, other, half, other),
      `${words}[0].name`,
      `${words}[1].name`,
      `${words}[3].name`,
    );
  });

  it('does not know the fields of today', () => {
    accepts('Route', route({ ...target, tag: 5, latestRevision: 'yes', url: 'x' }));
  });

  it('is underlined at the target', () => {
    assert.deepEqual(places('Route', route(target, { ...target, percent: -1 })), [
      'spec.traffic',
      'spec.traffic[1].percent',
    ]);
  });

  it('is mended', () => {
    assert.deepEqual(fixed('Route', { trafic: [target] }), { traffic: [target] });
    assert.deepEqual(
      fixed('Route', route({ configurationName: 'a', precent: 100 })),
      route({ configurationName: 'a', percent: 100 }),
    );
    assert.deepEqual(fixed('Route', route({ ...target, percent: 60 })), route(target));
    assert.deepEqual(
      fixed('Route', route({ confgurationName: 'a', percent: 100 })),
      route({ configurationName: 'a', percent: 100 }),
    );
  });
});
