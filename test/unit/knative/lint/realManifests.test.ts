/**
 * Lint of manifests from the wild that the cluster accepts: every report was looked at, and a new one must be, too. The
 * manifests are not part of the project; without them the test is skipped.
 */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { defaultProfile } from '#knative/clusterProfile.ts';
import { lint } from '#knative/lint/lint.ts';
import { emptyWorld } from '#knative/world.ts';
import { root } from '#scripts/project.ts';
import { decodeSegment } from '#server/yaml/decode.ts';
import { documentOf } from '#server/yaml/document.ts';
import { mayBeOurs } from '#server/model/ours.ts';

/** What is true of most manifests of any documentation. */
const usual = new Set([
  'image-tag',
  'readiness-probe',
  'old-annotation',
  'retired-api-version',
  'unknown-template',
]);

function unusual(text: string): readonly string[] {
  return documentOf('', undefined, text).segments.flatMap((segment) => {
    if (!mayBeOurs(segment.text)) return [];
    return decodeSegment(segment).flatMap(({ resource }) =>
      lint(resource, emptyWorld, { rules: {}, profile: defaultProfile })
        .map(({ code }) => code)
        .filter((code) => !usual.has(code)),
    );
  });
}

describe('lint of real manifests', () => {
  const corpus = path.join(root, '../shared/corpus/manifests.jsonl');

  it('reports what was looked at', { skip: existsSync(corpus) ? false : 'There are none here.' }, () => {
    interface Line {
      readonly source: string;
      readonly text: string;
      readonly verdict?: { readonly ok: boolean };
    }
    const lines = readFileSync(corpus, 'utf8').split('\n').filter(Boolean);
    const accepted = lines
      .map((line) => JSON.parse(line) as Line)
      .filter(({ verdict }) => verdict?.ok === true);
    assert.ok(accepted.length > 300, `${accepted.length}`);
    const found = accepted.flatMap(({ source, text }) =>
      unusual(text).map((code) => `${code} ${source.replace(/@\w+/, '')}`),
    );
    assert.deepEqual(found.toSorted(), [
      // `rollout-duration` in a template, where nobody reads it.
      'ineffective-annotation knative/serving:test/performance/benchmarks/rollout-probe/rollout-probe-setup-activator-direct.yaml',
      // The specification of 2019 calls a revision `def`.
      'unknown-revision knative/serving:docs/spec/normative_examples.md',
    ]);
  });

  it('reports of the samples what they are there to show', () => {
    const found = globSync('samples/**/*.yaml', { cwd: root }).flatMap((file) =>
      unusual(readFileSync(path.join(root, file), 'utf8')).map(
        (code) => `${code} ${file.replaceAll('\\', '/')}`,
      ),
    );
    assert.deepEqual(found.toSorted(), [
      'latest-without-traffic samples/today/blue-green.yaml',
      'unknown-revision samples/2019/blue-green.yaml',
      'unknown-revision samples/today/blue-green.yaml',
    ]);
  });
});
