/** The light bulb: what it offers where, and what the text is after it. `$0` is the cursor; `$0…$1` a selection. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CodeAction, TextEdit } from 'vscode-languageserver-types';
import { admit } from '#knative/admission/admission.ts';
import { migrate } from '#knative/migrate/migrate.ts';
import type { LintProblem } from '#knative/problem.ts';
import type { Resource } from '#knative/resource.ts';
import { text } from '#knative/text.ts';
import { codeAction } from '#server/features/codeAction.ts';
import { diagnostics } from '#server/features/diagnostics.ts';
import type { Checks } from '#server/model/checks.ts';
import { Model, type ModelOptions } from '#server/model/model.ts';
import { fullClient } from '#server/model/snapshot.ts';
import { defaultSettings } from '#server/settings.ts';
import { documentOf, edited, positionIn, placesOf, textOf } from '#server/yaml/document.ts';
import type { Range } from '#server/yaml/segment.ts';

const uri = 'file:///shop.yaml';

/** Advice on image `old` (rename to `new`, surely), on label `odd` (remove, perhaps), and on old API versions. */
function lint({ apiVersion, value }: Resource): readonly LintProblem[] {
  const base = { source: 'lint', severity: 'warning', at: 'value', docs: 'https://example.com/' } as const;
  const found: LintProblem[] = [];
  const image = ['spec', 'template', 'spec', 'containers', 0, 'image'];
  if (JSON.stringify(value).includes('"image":"example.com/old:v1"')) {
    const changes = [{ op: 'set', path: image, value: 'example.com/new:v1' } as const];
    const fixes = [
      { title: text('Remove it'), changes: [{ op: 'remove', path: image } as const] },
      { title: text('Change to {0}', 'new'), changes, preferred: true },
    ];
    found.push({ ...base, code: 'old-image', path: image, message: text('Old.'), fixes });
    found.push({ ...base, code: 'other', path: image, message: text('Old, too.'), fixes });
  }
  if (apiVersion.endsWith('v1alpha1'))
    found.push({ ...base, code: 'retired', path: ['apiVersion'], message: text('Retired.'), fixes: [] });
  return found;
}

const checks: Checks = { admit, lint, factsOf: () => ({ defines: [], refersTo: [] }), migrate };

interface Offered {
  readonly model: Model;
  readonly actions: readonly CodeAction[];
  readonly titles: readonly string[];
  /** The text after the action of this title. */
  readonly after: (title: string) => string;
}

function offered(marked: string, only?: readonly string[], client?: ModelOptions['client']): Offered {
  const [start, end] = [marked.indexOf('$0'), marked.indexOf('$1') - 2];
  const plain = marked.replace('$0', '').replace('$1', '');
  const model = new Model({ checks, settings: defaultSettings, ...(client === undefined ? {} : { client }) });
  const document = documentOf(uri, 7, plain);
  model.put(document);
  const range = { start: positionOf(plain, start), end: positionOf(plain, end < 0 ? start : end) };
  const context = only === undefined ? {} : { only: [...only] };
  const actions = codeAction(model, { textDocument: { uri }, range, context });
  return {
    model,
    actions,
    titles: actions.map(({ title }) => title),
    after(title) {
      const action = actions.find((one) => one.title === title);
      assert.ok(action?.edit, `${title} in ${JSON.stringify(actions.map((one) => one.title))}`);
      return textOf(edited(document, 8, changesOf(action)));
    },
  };
}

function positionOf(plain: string, offset: number): Range['start'] {
  const [place] = placesOf(documentOf('', 0, plain.replaceAll('---', 'xxx')));
  assert.ok(place);
  return positionIn(place, offset);
}

function changesOf({ edit }: CodeAction): { range: Range; text: string }[] {
  const [change] = edit?.documentChanges ?? [];
  const edits: readonly TextEdit[] =
    change !== undefined && 'edits' in change ? (change.edits as TextEdit[]) : (edit?.changes?.[uri] ?? []);
  return edits.map(({ range, newText }) => ({ range, text: newText })).toReversed();
}

const service = (image: string, top = 'template:'): string => `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: shop
spec:
  ${top}
    spec:
      # the image
      containers:
        - image: ${image} # here
`;

const old = `apiVersion: serving.knative.dev/v1alpha1
kind: Service
metadata:
  name: shop
spec:
  runLatest:
    configuration:
      revisionTemplate:
        spec:
          container:
            image: example.com/app:v1 # here
`;

const migratedOld = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: shop
spec:
  template:
    spec:
      containers:
        - image: example.com/app:v1 # here
`;

describe('quick fixes', () => {
  it('offers the sure one first, each once, and keeps comments', () => {
    const { titles, after, actions } = offered(service('example.com/$0old:v1'));
    assert.deepEqual(titles, ['Change to new', 'Remove it', 'Ignore old-image here', 'Ignore other here']);
    assert.equal(after('Change to new'), service('example.com/new:v1'));
    assert.equal(actions[0]?.isPreferred, true);
    assert.equal(actions[1]?.isPreferred, undefined);
  });

  it('names the diagnostics it mends as they are published', () => {
    const { model, actions } = offered(service('example.com/$0old:v1'));
    const document = model.document(uri);
    assert.ok(document);
    const published = diagnostics(model, document).filter(({ severity }) => severity === 2);
    assert.equal(published.length, 2);
    assert.deepEqual(actions[0]?.diagnostics, published);
    assert.deepEqual(actions[2]?.diagnostics, [published[0]]);
  });

  it('mends what the cluster refuses', () => {
    const { titles } = offered(`${service('example.com/a:v1')}      $0timeoutsSeconds: 3\n`);
    assert.ok(
      titles.some((title) => title.includes('timeoutSeconds')),
      JSON.stringify(titles),
    );
  });

  it('offers nothing where nothing is wrong, and nothing of another document', () => {
    assert.deepEqual(offered(service('example.com/$0new:v1')).titles, []);
    assert.deepEqual(
      offered(`${service('example.com/old:v1')}---\n${service('example.com/$0new:v1')}`).titles,
      [],
    );
    assert.deepEqual(offered(`${service('example.com/$0old:v1')}---\n${service('x')}`).titles.length, 4);
  });

  it('is about the right place in a later document', () => {
    const { after } = offered(`# first\n---\n${service('example.com/$0old:v1')}---\n${service('x')}`);
    assert.equal(
      after('Change to new'),
      `# first\n---\n${service('example.com/new:v1')}---\n${service('x')}`,
    );
  });

  it('is the edit of a version where the client understands it, else of the file', () => {
    const versioned = offered(service('example.com/$0old:v1')).actions[0]?.edit;
    assert.deepEqual(versioned?.documentChanges?.[0], {
      textDocument: { uri, version: 7 },
      edits: versioned?.documentChanges?.flatMap((one) => ('edits' in one ? one.edits : [])),
    });
    assert.equal(versioned.changes, undefined);
    const { actions, after } = offered(service('example.com/$0old:v1'), undefined, {
      ...fullClient,
      versionedEdits: false,
    });
    assert.equal(actions[0]?.edit?.documentChanges, undefined);
    assert.equal(after('Change to new'), service('example.com/new:v1'));
  });

  it('keeps to the kinds that are asked for', () => {
    assert.equal(offered(service('example.com/$0old:v1'), ['quickfix']).titles.length, 4);
    assert.deepEqual(offered(service('example.com/$0old:v1'), ['refactor']).titles, []);
    assert.deepEqual(offered(service('example.com/$0old:v1'), ['source.organizeImports']).titles, []);
  });
});

describe('fix all', () => {
  const title = 'Make all fixes that are sure';

  it('makes the sure fixes of all documents, wherever the cursor is', () => {
    const file = `$0${service('example.com/old:v1')}---\n${service('example.com/new:v1')}---\n${service('example.com/old:v1')}`;
    for (const only of ['source', 'source.fixAll', 'source.fixAll.knative']) {
      const { titles, after } = offered(file, [only]);
      assert.deepEqual(titles, [title]);
      assert.equal(after(title), file.replace('$0', '').replaceAll('old:v1', 'new:v1'));
    }
  });

  it('is not offered of itself, nor where there is none', () => {
    assert.ok(!offered(service('example.com/$0old:v1')).titles.includes(title));
    assert.deepEqual(offered(service('example.com/$0new:v1'), ['source.fixAll']).titles, []);
  });
});

describe('silencing', () => {
  it('puts a comment above the line, in its column, and it works', () => {
    const { after } = offered(service('example.com/$0old:v1'));
    const silenced = after('Ignore old-image here');
    assert.equal(
      silenced,
      service('example.com/old:v1').replace(
        '        - image',
        '        # knative-ignore: old-image\n        - image',
      ),
    );
    assert.deepEqual(offered(silenced.replace('old:v1', '$0old:v1')).titles, [
      'Change to new',
      'Remove it',
      'Ignore other here',
    ]);
  });

  it('joins what is ignored there already', () => {
    const once = offered(service('example.com/$0old:v1')).after('Ignore old-image here');
    const twice = offered(once.replace('old:v1', '$0old:v1')).after('Ignore other here');
    assert.match(twice, /\n {8}# knative-ignore: old-image, other\n {8}- image/);
    assert.deepEqual(offered(twice.replace('old:v1', '$0old:v1')).titles, []);
  });

  it('works on the first line of a file, and keeps Windows line ends', () => {
    const { after } = offered(old.replace('v1alpha1', '$0v1alpha1').replaceAll('\n', '\r\n'));
    const silenced = after('Ignore retired here');
    assert.equal(silenced, `# knative-ignore: retired\r\n${old.replaceAll('\n', '\r\n')}`);
    assert.ok(!offered(silenced.replace('v1alpha1', '$0v1alpha1')).titles.includes('Ignore retired here'));
  });

  it('is not for what the cluster refuses', () => {
    const { titles } = offered(`${service('example.com/a:v1')}      $0timeoutsSeconds: 3\n`);
    assert.ok(!titles.some((title) => title.startsWith('Ignore')));
  });
});

describe('migration', () => {
  const title = 'Migrate to serving.knative.dev/v1';

  it('is offered at the API version, the kind and the mode', () => {
    for (const [mark, at] of [
      ['v1alpha1', 'v1$0alpha1'],
      ['kind:', '$0kind:'],
      ['runLatest', 'run$0Latest'],
    ] as const) {
      const { titles, after } = offered(old.replace(mark, at));
      assert.ok(titles.includes(title), mark);
      assert.equal(after(title), migratedOld);
    }
    assert.deepEqual(offered(old.replace('image', '$0image')).titles, []);
  });

  it('is the fix of the advice about the version, and else a rewrite', () => {
    const [fix] = offered(old.replace('v1alpha1', '$0v1alpha1')).actions;
    assert.equal(fix?.kind, 'quickfix');
    assert.equal(fix?.diagnostics?.[0]?.code, 'retired');
    assert.equal(offered(old.replace('kind', '$0kind')).actions[0]?.kind, 'refactor.rewrite');
    assert.deepEqual(
      offered(old.replace('v1alpha1', '$0v1alpha1'), ['quickfix']).actions[0]?.kind,
      'quickfix',
    );
  });

  it('is offered anywhere in a resource when refactorings are asked for', () => {
    const { actions, after } = offered(old.replace('image', '$0image'), ['refactor']);
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      ['refactor.rewrite'],
    );
    assert.equal(after(title), migratedOld);
  });

  it('is of one resource, or of all the file', () => {
    const file = `${old}---\n${old}`;
    const { after } = offered(file.replace('image', '$0image'), ['refactor']);
    assert.equal(after(title), `${migratedOld}---\n${old}`);
    assert.equal(after('Migrate all of this file'), `${migratedOld}---\n${migratedOld}`);
  });

  it('is of one item of a list', () => {
    const item = (manifest: string): string => manifest.trimEnd().replaceAll('\n', '\n    ');
    const list = (...items: readonly string[]): string =>
      `apiVersion: v1\nkind: List\nitems:\n${items.map((one) => `  - ${item(one)}\n`).join('')}`;
    const second = old.replace('shop', 'other');
    const { after } = offered(list(old, second.replace('kind', '$0kind')));
    assert.equal(after(title), list(old, migratedOld.replace('shop', 'other')));
  });

  it('is shown first, by a client that can, where something stays to be done', () => {
    const client = { ...fullClient, migrationPreview: 'show.it' };
    const dirty = old
      .replace('    configuration:', '    typo: 1\n    configuration:')
      .replace('kind', '$0kind');
    const [one, file] = offered(dirty, undefined, client).actions;
    assert.equal(one?.title, 'Migrate to serving.knative.dev/v1 (stays for you to do: 1)');
    assert.deepEqual(one.command?.arguments, [uri, { line: 0, character: 0 }]);
    assert.equal(one.edit, undefined);
    assert.deepEqual(file?.command, { title: file?.title, command: 'show.it', arguments: [uri] });
    const [clean] = offered(old.replace('kind', '$0kind'), undefined, client).actions;
    assert.ok(clean?.edit);
    assert.ok(offered(dirty).actions[0]?.edit);
  });

  it('is not offered for what cannot be migrated, is of today, or is a template', () => {
    const manual = old.replace(/runLatest:[^]*/, 'manual: {}\n');
    assert.deepEqual(offered(manual.replace('kind', '$0kind')).titles, []);
    assert.deepEqual(offered(service('example.com/a:v1').replace('kind', '$0kind')).titles, []);
    assert.deepEqual(offered(old.replace('shop', '{{ .Values.name }}').replace('kind', '$0kind')).titles, []);
  });
});

describe('a large file', () => {
  it('costs what its document costs', () => {
    const many = Array.from({ length: 5000 }, (_, i) =>
      service('example.com/new:v1').replace('shop', `s${i}`),
    );
    many[2500] = old;
    const plain = many.join('---\n');
    const model = new Model({ checks, settings: defaultSettings });
    model.put(documentOf(uri, 1, plain));
    const line = plain.slice(0, plain.indexOf('v1alpha1')).split('\n').length - 1;
    const at = { line, character: 3 };
    const ask = (): readonly CodeAction[] =>
      codeAction(model, { textDocument: { uri }, range: { start: at, end: at }, context: {} });
    ask();
    const times = Array.from({ length: 5 }, () => {
      const begin = performance.now();
      assert.equal(ask().length, 1);
      return performance.now() - begin;
    });
    const best = Math.min(...times);
    assert.ok(best < 20, `${best.toFixed(1)} ms`);
  });
});
