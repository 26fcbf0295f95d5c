/** Whatever a file holds, the server answers, soon, and says nothing outside of the file. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver-types';
import { LspClient } from '../kit/lspClient.ts';

const head = 'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: a\nspec:\n';
const bomb = Array.from({ length: 40 }, (_, i) => `  l${i + 1}: &l${i + 1} [*l${i}, *l${i}, *l${i}]\n`).join(
  '',
);

const inputs: Readonly<Record<string, string>> = {
  empty: '',
  binary: `${head}\u0000\u0001\u0002\uFFFD${'\u0000'.repeat(5000)}`,
  'deep brackets': `${head}  template: ${'['.repeat(20_000)}`,
  'deep braces': `${head}  template: ${'{a: '.repeat(20_000)}`,
  'deep lists': `${head}  template:\n    ${'- '.repeat(20_000)}x\n`,
  'deep mappings': head + Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i + 2)}a:\n`).join(''),
  'a cyclic anchor': `${head}  template: &a\n    spec: *a\n`,
  'an alias bomb': `${head}  l0: &l0 [x, x, x]\n${bomb}`,
  'lone surrogates': `${head}  template: "\uD800"\n  \uDC00: \uD800\n`,
  'windows line ends': `${head}  wrong: 1\n`.replaceAll('\n', '\r\n'),
  'mixed line ends': `${head.replace('\n', '\r\n').replace('metadata:\n', 'metadata:\r')}  wrong: 1\r\r\n`,
  'a byte order mark': `\uFEFF---\n${head}  wrong: 1\n`,
  'only separators': '---\n'.repeat(50_000),
  'a long line': `${head}  wrong: ${'x'.repeat(3_000_000)}\n`,
  'many keys': head + Array.from({ length: 100_000 }, (_, i) => `  k${i}: ${i}\n`).join(''),
};

function assertInside(text: string, diagnostics: readonly Diagnostic[]): void {
  const lines = text.split(/\r\n|\r|\n/);
  for (const { range, message } of diagnostics) {
    for (const { line, character } of [range.start, range.end]) {
      const length = lines[line]?.length;
      assert.ok(
        length !== undefined && character <= length,
        `${JSON.stringify(message)} at ${line}:${character}`,
      );
    }
  }
}

describe('bad input', () => {
  let client: LspClient;
  before(async () => {
    client = await LspClient.start();
  });
  after(async () => client.stop());

  for (const [name, text] of Object.entries(inputs)) {
    it(`${name} is answered`, async () => {
      const begin = performance.now();
      const uri = `file:///bad/${encodeURIComponent(name)}.yaml`;
      assertInside(text, await client.open(uri, text));
      const end = { line: 0, character: 0 };
      assertInside(`#${text}`, await client.edit(uri, { start: end, end }, '#'));
      assert.ok(performance.now() - begin < 5000, `${performance.now() - begin} ms`);
      await client.close(uri);
    });
  }

  it('50 MB are said to be too large', async () => {
    const text = `${head}  wrong: |\n${'    a line that goes on for a while, again and again\n'.repeat(1_000_000)}`;
    assert.ok(text.length > 50_000_000);
    const found = await client.open('file:///bad/large.yaml', text);
    assert.deepEqual(
      found.map(({ code, severity }) => ({ code, severity })),
      [{ code: 'too-large', severity: 3 }],
    );
    await client.close('file:///bad/large.yaml');
  });
});
