/** When diagnostics are sent: at once for an edit, later for what it may have changed, and never twice the same. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Publisher, type Published } from '#server/adapter/publisher.ts';
import type { Checks } from '#server/model/checks.ts';
import { Model } from '#server/model/model.ts';
import { defaultSettings } from '#server/settings.ts';
import { documentOf } from '#server/yaml/document.ts';
import { text } from '#knative/text.ts';

const manifest = (name: string, needs: string): string =>
  `apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: ${needs}\n`;

/** Warns where no service is called as the namespace says; breaks on one that is called `broken`. */
const checks: Checks = {
  admit: ({ name }) => {
    if (name === 'broken') throw new Error('a defect');
    return [];
  },
  lint: ({ namespace }, world) =>
    world.definitions({ type: 'service', namespace: '', name: namespace }).length > 0
      ? []
      : [
          {
            source: 'lint',
            code: 'missing',
            severity: 'warning',
            path: ['metadata', 'namespace'],
            at: 'value',
            docs: 'https://example.com/',
            fixes: [],
            message: text('{0} is missing', namespace),
          },
        ],
  factsOf: ({ name }) => ({ defines: [{ type: 'service', namespace: '', name, path: [] }], refersTo: [] }),
  migrate: () => undefined,
};

function setUp(): { model: Model; publisher: Publisher; sent: Published[]; errors: string[] } {
  const model = new Model({ checks, settings: defaultSettings });
  const sent: Published[] = [];
  const errors: string[] = [];
  const log = { error: (message: string) => errors.push(message), info: () => undefined };
  const publisher = new Publisher(model, log, (published) => sent.push(published));
  return { model, publisher, sent, errors };
}

const summary = (sent: readonly Published[]) =>
  sent.map(({ uri, version, diagnostics }) => [uri, version, diagnostics.length]);

describe('the publisher', () => {
  it('waits for the settings, then tells of open documents and of files with problems', async () => {
    const { model, publisher, sent } = setUp();
    model.put(documentOf('a', 1, manifest('a', 'b')));
    model.put(documentOf('b', undefined, manifest('b', 'b')));
    model.put(documentOf('c', undefined, manifest('c', 'x')));
    publisher.changedInBackground('b');
    publisher.changedInBackground('c');
    publisher.changed('a');
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(sent, []);
    publisher.release();
    await publisher.settled();
    assert.deepEqual(summary(sent), [
      ['a', 1, 0],
      ['c', undefined, 1],
    ]);
  });

  it('tells of others whose names came or went, and of nothing else', async () => {
    const { model, publisher, sent } = setUp();
    publisher.release();
    for (const [uri, name, needs] of [
      ['a', 'a', 'b'],
      ['b', 'b', 'b'],
      ['c', 'c', 'x'],
    ] as const) {
      model.put(documentOf(uri, 1, manifest(name, needs)));
      publisher.changed(uri);
    }
    await publisher.settled();
    sent.length = 0;
    model.edit('b', 2, [{ text: manifest('bb', 'bb') }]);
    publisher.changed('b');
    await publisher.settled();
    assert.deepEqual(summary(sent), [
      ['b', 2, 0],
      ['a', 1, 1],
    ]);
  });

  it('takes back what it said of a file that is gone', async () => {
    const { model, publisher, sent } = setUp();
    publisher.release();
    model.put(documentOf('c', undefined, manifest('c', 'x')));
    publisher.changedInBackground('c');
    await publisher.settled();
    model.remove('c');
    publisher.removed('c');
    assert.deepEqual(summary(sent), [
      ['c', undefined, 1],
      ['c', undefined, 0],
    ]);
  });

  it('goes on behind a document that cannot be checked', async () => {
    const { model, publisher, sent, errors } = setUp();
    publisher.release();
    model.put(documentOf('a', 1, manifest('broken', 'a')));
    model.put(documentOf('b', 1, manifest('b', 'b')));
    publisher.changed('a');
    publisher.changed('b');
    await publisher.settled();
    assert.deepEqual(summary(sent), [['b', 1, 0]]);
    assert.match(errors.join(), /Checking a: Error: a defect/);
  });
});
