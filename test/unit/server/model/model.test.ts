/** The model: what an edit computes again and what it leaves, silencing, and the same answers however a text came to be. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { admit } from '#knative/admission/admission.ts';
import type { LintProblem } from '#knative/problem.ts';
import { text } from '#knative/text.ts';
import { diagnostics } from '#server/features/diagnostics.ts';
import type { Checks } from '#server/model/checks.ts';
import { Model } from '#server/model/model.ts';
import { defaultSettings } from '#server/settings.ts';
import { documentOf } from '#server/yaml/document.ts';

const service = (name: string, uses = ''): string =>
  `apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: ${name}\n  labels:\n    uses: "${uses}"\nspec:\n  template:\n    spec:\n      containers:\n        - image: example.com/app:v1\n`;

const advice: LintProblem = {
  source: 'lint',
  code: 'uses-nothing',
  severity: 'warning',
  path: ['metadata', 'labels', 'uses'],
  at: 'value',
  docs: 'https://example.com/',
  fixes: [],
  message: text('Nobody is called so.'),
};

/** A rule that looks one name up, and counts how often it is asked. */
function counting(): { readonly checks: Checks; readonly linted: string[] } {
  const linted: string[] = [];
  const checks: Checks = {
    admit,
    lint: (resource, world) => {
      linted.push(resource.name);
      const labels = resource.value['metadata'];
      const uses = JSON.stringify(labels ?? null).match(/"uses":"(.*?)"/)?.[1] ?? '';
      if (uses === '') return [];
      return world.definitions({ type: 'service', namespace: '', name: uses }).length > 0 ? [] : [advice];
    },
    factsOf: ({ name }) => ({
      defines: [{ type: 'service', namespace: '', name, path: ['metadata', 'name'] }],
      refersTo: [],
    }),
    migrate: () => undefined,
  };
  return { checks, linted };
}

function codes(model: Model, uri: string): readonly unknown[] {
  const document = model.document(uri);
  assert.ok(document);
  return diagnostics(model, document)
    .filter(({ severity }) => severity !== 4)
    .map(({ code, range }) => `${String(code)}@${range.start.line}`);
}

describe('the model', () => {
  it('reads the names of what was edited when somebody asks for names', () => {
    const { checks } = counting();
    const read: string[] = [];
    const factsOf: Checks['factsOf'] = (resource) => {
      read.push(resource.name);
      return checks.factsOf(resource);
    };
    const model = new Model({ checks: { ...checks, factsOf }, settings: defaultSettings });
    const type = (version: number, from: number, to: number, typed: string) =>
      model.edit('file:///a.yaml', version, [
        { range: { start: { line: 3, character: from }, end: { line: 3, character: to } }, text: typed },
      ]);
    const defined = (name: string): number =>
      model.definitions({ type: 'service', namespace: '', name }).length;
    model.put(documentOf('file:///a.yaml', 1, service('one')));
    type(2, 8, 11, 'two');
    type(3, 8, 11, 'three');
    assert.deepEqual(read, ['one']);
    assert.deepEqual(['one', 'two', 'three'].map(defined), [0, 0, 1]);
    assert.deepEqual(read, ['one', 'three']);
    type(4, 8, 13, 'four');
    model.remove('file:///a.yaml');
    assert.deepEqual(['three', 'four'].map(defined), [0, 0]);
  });

  it('lints again what was edited, and who asked for a name that came or went', () => {
    const { checks, linted } = counting();
    const model = new Model({ checks, settings: defaultSettings });
    model.put(documentOf('file:///a.yaml', 1, `${service('one', 'three')}---\n${service('two')}`));
    model.put(documentOf('file:///b.yaml', 1, service('three')));
    assert.deepEqual(codes(model, 'file:///a.yaml'), []);
    assert.deepEqual(codes(model, 'file:///b.yaml'), []);
    linted.length = 0;
    model.edit('file:///a.yaml', 2, [
      { range: { start: { line: 15, character: 8 }, end: { line: 15, character: 11 } }, text: 'duo' },
    ]);
    codes(model, 'file:///a.yaml');
    assert.deepEqual(linted, ['duo']);
    linted.length = 0;
    model.edit('file:///b.yaml', 2, [
      { range: { start: { line: 3, character: 8 }, end: { line: 3, character: 13 } }, text: 'four' },
    ]);
    assert.deepEqual(codes(model, 'file:///a.yaml'), ['uses-nothing@5']);
    assert.deepEqual(linted, ['one']);
    model.remove('file:///b.yaml');
    model.put(documentOf('file:///c.yaml', undefined, service('three')));
    assert.deepEqual(codes(model, 'file:///a.yaml'), []);
  });

  it('leaves out what a comment silences', () => {
    const { checks } = counting();
    const model = new Model({ checks, settings: defaultSettings });
    const wrong = service('one', 'nobody');
    for (const [comment, expected] of [
      ['# knative-ignore: uses-nothing', []],
      ['# knative-ignore: other, uses-nothing', []],
      ['# knative-ignore', []],
      ['# knative-ignore: other', ['uses-nothing@6']],
      ['# uses-nothing', ['uses-nothing@6']],
    ] as const) {
      model.put(documentOf('file:///a.yaml', 1, wrong.replace('    uses', `    ${comment}\n    uses`)));
      assert.deepEqual(codes(model, 'file:///a.yaml'), expected, comment);
    }
  });

  it('says of a text the same, typed letter by letter or opened, and never outside of it', () => {
    const { checks } = counting();
    const root = path.join(import.meta.dirname, '../../../..');
    for (const file of globSync('samples/**/*.yaml', { cwd: root })) {
      const whole = readFileSync(path.join(root, file), 'utf8');
      const typed = new Model({ checks, settings: defaultSettings });
      typed.put(documentOf('file:///a.yaml', 0, ''));
      let [line, character] = [0, 0];
      for (let at = 0; at < whole.length; at++) {
        const place = { line, character };
        typed.edit('file:///a.yaml', at, [{ range: { start: place, end: place }, text: whole.charAt(at) }]);
        [line, character] = whole[at] === '\n' ? [line + 1, 0] : [line, character + 1];
        const document = typed.document('file:///a.yaml');
        assert.ok(document);
        const found = diagnostics(typed, document);
        const lines = whole.slice(0, at + 1).split('\n');
        for (const { range } of found) {
          for (const end of [range.start, range.end])
            assert.ok(end.character <= (lines[end.line]?.length ?? -1), file);
        }
        if (at % 97 !== 0 && at !== whole.length - 1) continue;
        const opened = new Model({ checks, settings: defaultSettings });
        const again = documentOf('file:///a.yaml', 0, whole.slice(0, at + 1));
        opened.put(again);
        assert.deepEqual(found, diagnostics(opened, again), `${file}: ${at}`);
      }
    }
  });

  it('reads the items of a list', () => {
    const { checks } = counting();
    const model = new Model({ checks, settings: defaultSettings });
    const item = service('one')
      .replace('spec:\n  template', 'spec:\n  wrong: 1\n  template')
      .replaceAll(/^/gm, '    ')
      .trimEnd();
    model.put(documentOf('file:///a.yaml', 1, `apiVersion: v1\nkind: List\nitems:\n  -${item.slice(3)}\n`));
    assert.deepEqual(codes(model, 'file:///a.yaml'), ['unknown-field@10']);
  });
});
