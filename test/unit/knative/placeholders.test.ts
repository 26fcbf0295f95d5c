/** What counts as a placeholder. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placeholderIn } from '#knative/placeholders.ts';

describe('a placeholder', () => {
  for (const [value, expected] of [
    ['docker.io/{username}/app', '{username}'],
    ['<image>', '<image>'],
    ['gcr.io/<your project>/app', '<your project>'],
    ['${REPO}/app:v1', '${REPO}'],
    ['REPLACE_ME', 'REPLACE_ME'],
    ['gcr.io/your-project/app', 'your-project'],
    ['docker.io/YOUR_USERNAME/app', 'YOUR_USERNAME'],
  ] as const) {
    it(`is ${expected} in ${value}`, () => assert.equal(placeholderIn(value), expected));
  }

  for (const value of [
    'ghcr.io/knative/helloworld-go:v1',
    '{}',
    'a < b > c',
    '$HOME',
    'sha256:0a1b',
    'replacement',
  ]) {
    it(`is not in ${value}`, () => assert.equal(placeholderIn(value), undefined));
  }
});
