/** What is made from the sources is up to date: `npm run generate` would change nothing. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { lintProperties, lintTexts } from '#scripts/lintSettings.ts';
import { root } from '#scripts/project.ts';
import { dedent, readMarkers, rulesWithExamples } from '#scripts/ruleExamples.ts';
import { ruleManual } from '#scripts/ruleManual.ts';

const rules = await rulesWithExamples();

describe('generated files', () => {
  it('the manual of the rules is that of the rules', () => {
    assert.equal(read('docs/rules.md'), ruleManual(rules));
  });

  it('the manifest has a setting for every rule', () => {
    const { contributes } = JSON.parse(read('package.json')) as Manifest;
    const setting = contributes.configuration
      .map(({ properties }) => properties['knative.lint.rules'])
      .find((one) => one !== undefined);
    assert.deepEqual(setting?.properties, lintProperties(rules.map(({ rule }) => rule)));
  });

  it('the setting says what the rule looks for', () => {
    const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;
    for (const [key, text] of lintTexts(rules.map(({ rule }) => rule))) assert.equal(texts[key], text);
  });
});

describe('the examples of rules', () => {
  it('lose their indentation', () => {
    assert.equal(dedent('\n    a:\n      b: c\n\n    d: e\n  '), 'a:\n  b: c\n\nd: e\n');
  });

  it('say by markers what is underlined in the line above', () => {
    assert.deepEqual(readMarkers('a: b\n#  ^ wrong\n# ^^ a ^ comment?\nc: d # ^ none\n'), {
      yaml: 'a: b\nc: d # ^ none\n',
      markers: [
        { line: 0, start: 3, end: 4, message: 'wrong' },
        { line: 0, start: 2, end: 4, message: 'a ^ comment?' },
      ],
    });
  });
});

interface Manifest {
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly properties?: object }>>;
    }[];
  };
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}
