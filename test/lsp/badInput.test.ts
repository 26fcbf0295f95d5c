/** Whatever a file holds, the server answers every question, soon, in bounded memory, and says nothing outside of the file. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Diagnostic, Position, Range } from 'vscode-languageserver-types';
import { badInputs, fiftyMegabytes } from '../kit/badInputs.ts';
import { LspClient } from '../kit/lspClient.ts';

/** Generous: machines are busy, and what hangs takes minutes. */
const soon = 15_000;

/** MiB that may live at once; with more the server dies. Without a limit, what is not collected yet would count too. */
const liveMemory = 600;

/** MiB of the process; the texts here are of up to 100 MB, as the protocol carries them. */
const muchMemory = 1200;

/** The line lengths of a text. */
function linesOf(text: string): readonly number[] {
  return text.split(/\r\n|\r|\n/).map(({ length }) => length);
}

function assertInside(lines: readonly number[], ranges: Iterable<Range>): void {
  for (const range of ranges) {
    for (const { line, character } of [range.start, range.end]) {
      const length = lines[line];
      assert.ok(length !== undefined && character <= length, `${line}:${character} of ${lines.length} lines`);
    }
  }
}

/** Every range in an answer about this file, wherever it stands. */
function* rangesIn(answer: unknown): Iterable<Range> {
  if (typeof answer !== 'object' || answer === null) return;
  if ('start' in answer && 'end' in answer) yield answer as Range;
  else for (const member of Object.values(answer)) yield* rangesIn(member);
}

/** The ends of the first, of a middle and of the last line. */
function placesIn(lines: readonly number[]): readonly Position[] {
  const at = new Set([0, Math.min(5, lines.length - 1), lines.length - 1]);
  return [...at].map((line) => ({ line, character: lines[line] ?? 0 }));
}

async function askAll(
  client: LspClient,
  uri: string,
  lines: readonly number[],
  found: readonly Diagnostic[],
): Promise<void> {
  const textDocument = { uri };
  const ask = async (method: string, params: object = {}): Promise<void> => {
    const begin = performance.now();
    const answer = await client.request<unknown>(`textDocument/${method}`, { textDocument, ...params });
    assert.ok(performance.now() - begin < soon, `${method} took ${performance.now() - begin} ms`);
    assertInside(lines, rangesIn(answer));
  };
  const whole = { start: { line: 0, character: 0 }, end: { line: lines.length - 1, character: 0 } };
  await ask('documentSymbol');
  await ask('codeLens');
  await ask('codeAction', { range: whole, context: { diagnostics: found.slice(0, 100) } });
  for (const position of placesIn(lines)) {
    for (const method of ['completion', 'hover', 'definition', 'documentHighlight'])
      await ask(method, { position });
    await ask('references', { position, context: { includeDeclaration: true } });
    await ask('codeAction', { range: { start: position, end: position }, context: { diagnostics: [] } });
  }
}

describe('bad input', () => {
  let client: LspClient;
  before(async () => {
    client = await LspClient.start({ nodeArguments: [`--max-old-space-size=${liveMemory}`] });
  });
  after(async () => client.stop());

  const check = async (name: string, text: string): Promise<void> => {
    const uri = `file:///bad/${encodeURIComponent(name)}.yaml`;
    const begin = performance.now();
    const found = await client.open(uri, text);
    assert.ok(performance.now() - begin < soon, `${performance.now() - begin} ms`);
    const lines = linesOf(text);
    const ranges = (all: readonly Diagnostic[]): readonly Range[] => all.map(({ range }) => range);
    assertInside(lines, ranges(found));
    await askAll(client, uri, lines, found);
    const end = { line: 0, character: 0 };
    assertInside(linesOf(`#${text}`), ranges(await client.edit(uri, { start: end, end }, '#')));
    await client.close(uri);
  };

  for (const [name, text] of Object.entries(badInputs)) {
    it(`${name} is answered`, async () => check(name, text));
  }

  it('50 MB are said to be too large', async () => {
    const text = fiftyMegabytes();
    assert.ok(text.length > 50_000_000);
    const found = await client.open('file:///bad/large.yaml', text);
    assert.deepEqual(
      found.map(({ code, severity }) => ({ code, severity })),
      [{ code: 'too-large', severity: 3 }],
    );
    await askAll(client, 'file:///bad/large.yaml', linesOf(text), found);
    await client.close('file:///bad/large.yaml');
  });

  it('after all that the server is well, and not swollen', async () => {
    const found = await client.open('file:///bad/last.yaml', badInputs['windows line ends'] ?? '');
    assert.ok(found.some(({ code }) => code === 'unknown-field'));
    const memory = client.peakMemory();
    if (memory !== undefined) assert.ok(memory < muchMemory, `${memory} MiB at the most`);
  });
});
