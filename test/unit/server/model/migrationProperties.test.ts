/**
 * What holds of every migration, tried on thousands of manifests: the text says what the changes say, no comment is lost,
 * a cluster of today takes the result or a note says what it refuses, and nothing is left to migrate.
 */
import assert from 'node:assert/strict';
import { readFileSync, globSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { admit } from '#knative/admission/admission.ts';
import { applyChanges } from '#knative/applyChanges.ts';
import { defaultProfile } from '#knative/clusterProfile.ts';
import { jsonEquals } from '#knative/json.ts';
import { migrate } from '#knative/migrate/migrate.ts';
import { changed, wordsOf } from '#knative/migrate/refusals.ts';
import { valueAt } from '#knative/path.ts';
import { english } from '#knative/text.ts';
import { decodeSegment } from '#server/yaml/decode.ts';
import { documentOf } from '#server/yaml/document.ts';
import { editsFor } from '#server/yaml/edit.ts';
import { applyEdits } from '#server/yaml/lineDiff.ts';
import { segmentOf } from '#server/yaml/segment.ts';
import { corpus, vectors } from '../../../vectors/read.ts';

interface Manifest {
  readonly id: string;
  readonly text: string;
  readonly accepted: boolean;
}

const root = path.join(import.meta.dirname, '../../../..');

const manifests: readonly Manifest[] = [
  ...[...vectors('admission'), ...vectors('updates'), ...(corpus() ?? [])]
    .filter(({ group }) => /serving|build/.test(group))
    .flatMap(({ id, manifest, verdict }) =>
      documentOf('', undefined, manifest).segments.map(({ text }) => ({ id, text, accepted: verdict.ok })),
    ),
  ...globSync('samples/**/*.yaml', { cwd: root }).map((file) => ({
    id: file,
    text: readFileSync(path.join(root, file), 'utf8'),
    accepted: true,
  })),
];

/** Those that have a migration with changes, and one resource. */
const migrations = manifests.flatMap((manifest) => {
  const [view, second] = decodeSegment(segmentOf(manifest.text));
  if (view === undefined || second !== undefined || view.path.length > 0) return [];
  const migration = migrate(view.resource);
  return migration === undefined ? [] : [{ ...manifest, resource: view.resource, migration }];
});

const changing = migrations.filter(({ migration }) => migration.changes.length > 0);

function after(text: string, changes: (typeof changing)[number]['migration']['changes']): string {
  return applyEdits(text, editsFor(segmentOf(text), changes));
}

describe('every migration', () => {
  it('is tried on many', () => {
    assert.ok(changing.length > 800, `${changing.length} of ${manifests.length}`);
  });

  it('writes into the text what it makes of the value', () => {
    for (const { id, text, resource, migration } of changing) {
      const written = after(text, migration.changes);
      const read = decodeSegment(segmentOf(written))[0]?.resource.value;
      const meant = applyChanges(resource.value, migration.changes);
      assert.ok(jsonEquals(read, meant), `${id}\n${text}\n=>\n${written}`);
    }
  });

  it('does so with Windows line ends', () => {
    for (const { id, text, migration } of changing) {
      const windows = text.replaceAll('\n', '\r\n');
      const expected = after(text, migration.changes).replaceAll('\n', '\r\n');
      assert.equal(after(windows, migration.changes), expected, id);
    }
  });

  it('loses no comment', () => {
    let tried = 0;
    for (const { id, text, resource, migration } of changing) {
      const commented = withComments(text);
      const read = decodeSegment(segmentOf(commented))[0]?.resource.value;
      // Where a line only looked like a key, it was text.
      if (!jsonEquals(read, resource.value)) continue;
      tried++;
      const written = after(commented, migration.changes);
      const meant = applyChanges(resource.value, migration.changes);
      assert.ok(jsonEquals(decodeSegment(segmentOf(written))[0]?.resource.value, meant), `${id}\n${written}`);
      // A field that goes takes its comments with it.
      const gone = new Set(
        migration.changes.flatMap((change) => (change.op === 'remove' ? [String(change.path.at(-1))] : [])),
      );
      const lost = commentsOf(commented).filter(
        (comment) => !written.includes(comment) && ![...gone].some((key) => comment.includes(`<${key}>`)),
      );
      assert.deepEqual(lost, [], `${id}\n${commented}\n=>\n${written}`);
    }
    assert.ok(tried > 700, String(tried));
  });

  it('is taken by a cluster of today, or a note says what is refused', () => {
    let taken = 0;
    for (const { id, resource, migration } of changing) {
      const errors = admit(changed(resource, migration.changes), { profile: defaultProfile }).filter(
        ({ severity }) => severity === 'error',
      );
      if (errors.length === 0) taken++;
      const said = migration.notes
        .filter(({ severity }) => severity === 'warning')
        .map(({ message }) => english(message))
        .join('\n');
      for (const error of errors) assert.ok(said.includes(wordsOf(error)), `${id}: ${error.message}`);
    }
    assert.ok(taken > changing.length / 4, `${taken} of ${changing.length}`);
  });

  it('leaves nothing to migrate', () => {
    for (const { id, resource, migration } of changing) {
      assert.equal(migrate(changed(resource, migration.changes)), undefined, id);
    }
  });

  it('is made whole or not at all, and then says why', () => {
    for (const { id, migration } of migrations) {
      if (migration.changes.length > 0) continue;
      assert.ok(
        migration.notes.some(({ severity }) => severity === 'warning'),
        id,
      );
    }
  });

  it('speaks of places that are there', () => {
    for (const { id, resource, migration } of migrations) {
      for (const { path, message } of migration.notes) {
        const words = english(message);
        // What is missing is nowhere, and its place the nearest there is.
        if (/Required value|is required|missing field|sum to 0|"null"/.test(words)) continue;
        assert.notEqual(
          valueAt(resource.value, path.slice(0, -1)),
          undefined,
          `${id}: ${JSON.stringify(path)} ${words}`,
        );
      }
    }
  });

  it('drops nothing without a word', () => {
    for (const { id, resource, migration } of changing) {
      const before = leaves(resource.value);
      const now = leaves(applyChanges(resource.value, migration.changes));
      const said = migration.notes.map(({ path }) => path.join('/'));
      for (const [leaf, place] of before) {
        if (now.has(leaf)) continue;
        const known = /apiVersion|concurrencyModel|rolloutPercent|revisions/.test(place);
        assert.ok(known || said.some((path) => place.startsWith(path)), `${id}: ${place} = ${leaf}`);
      }
    }
  });
});

/** Comments above and behind every line that is a key's, each naming its key. */
function withComments(text: string): string {
  return text
    .split('\n')
    .map((line, index) => {
      const [, indent = '', dash = '', key] =
        /^( *)((?:- )*)([\w./"'-]+):(?: [^|>&*{[#]*)?$/.exec(line) ?? [];
      if (key === undefined) return line;
      const name = `${index} <${key.replaceAll(/["']/g, '')}>`;
      return dash === '' ? `${indent}# above ${name}\n${line} # behind ${name}` : `${line} # behind ${name}`;
    })
    .join('\n');
}

function commentsOf(text: string): readonly string[] {
  return text.match(/# (?:above|behind) \d+ <[^>]*>/g) ?? [];
}

function leaves(value: unknown, place = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (typeof value !== 'object' || value === null)
    return found.set(`${typeof value} ${String(value)}`, place);
  for (const [key, inner] of Object.entries(value)) {
    for (const [leaf, at] of leaves(inner, place === '' ? key : `${place}/${key}`)) found.set(leaf, at);
  }
  return found;
}
