import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { ageOf } from '#client/views/age.ts';
import { shortImage } from '#client/views/shortImage.ts';

test('ages in the largest unit that says enough', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');
  const age = (time: string): string => ageOf(time, now);
  assert.equal(age('2026-11-24T11:58:01Z'), '119s');
  assert.equal(age('2026-11-24T11:58:00Z'), '2m');
  assert.equal(age('2026-11-24T10:00:00Z'), '2h');
  assert.equal(age('2026-11-22T12:00:00Z'), '2d');
  // The cluster's clock may be ahead of this one.
  assert.equal(age('2026-11-24T12:00:05Z'), '0s');
  assert.equal(age('soon'), '');
});

test('images without registry, with a short digest', () => {
  assert.equal(shortImage('ghcr.io/knative/helloworld-go:v1'), 'helloworld-go:v1');
  assert.equal(shortImage('nginx'), 'nginx');
  assert.equal(shortImage('a.b/c@sha256:0123456789'), 'c@0123456');
});
