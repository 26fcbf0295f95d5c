/** What a webview may say, and nothing else. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { buildLogIntent, rememberedLog } from '#protocol/buildLogPanel.ts';

test('what is none of the intents is nothing', () => {
  for (const message of [
    undefined,
    null,
    'ready',
    {},
    { kind: 'open', line: 1, start: -1 },
    { kind: 'open', path: '/etc/passwd' },
    { kind: 'links', line: 1.5 },
    { kind: 'show', top: Infinity },
    { kind: 'search', text: 'x'.repeat(1001), isRegex: false, isCaseSensitive: false },
    { kind: 'search', text: 'x', isRegex: 'yes', isCaseSensitive: false },
    { kind: 'scrolled', top: 1 },
    { kind: 'executeCommand', command: 'x' },
  ]) {
    assert.equal(buildLogIntent(message), undefined, JSON.stringify(message));
  }
});

test('an intent holds what it is said to hold, and no more', () => {
  assert.deepEqual(buildLogIntent({ kind: 'follow', more: 1 }), { kind: 'follow' });
  for (const kind of ['rerun', 'rerunWith', 'cancel', 'useImage'] as const)
    assert.deepEqual(buildLogIntent({ kind, name: 'another' }), { kind });
  assert.deepEqual(buildLogIntent({ kind: 'open', line: 3, start: 4, path: 'x' }), {
    kind: 'open',
    line: 3,
    start: 4,
  });
});

test('what was remembered is read again', () => {
  const subject = { context: 'c', kind: 'Build', namespace: 'n', name: 'b' };
  assert.deepEqual(rememberedLog({ ...subject, selected: 's', wraps: false, timestamps: true }), {
    subject,
    view: { selected: 's', wraps: false, timestamps: true },
  });
  assert.deepEqual(rememberedLog(subject)?.view, { selected: '', wraps: true, timestamps: false });
  assert.equal(rememberedLog({ ...subject, kind: 'Pod' }), undefined);
  assert.equal(rememberedLog(undefined), undefined);
});
