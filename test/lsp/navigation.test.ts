/** Hover, definition, references, symbols, folding and lenses of the server as any editor runs it. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type {
  CodeLens,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  LocationLink,
  SymbolInformation,
} from 'vscode-languageserver-types';
import { serviceFilesMethod } from '#protocol/resources.ts';
import { checkWorkspaceMethod } from '#protocol/workspace.ts';
import { LspClient } from '../kit/lspClient.ts';

const samples = path.join(import.meta.dirname, '../../samples/2019');
const blueGreen = readFileSync(path.join(samples, 'blue-green.yaml'), 'utf8');
const template = readFileSync(path.join(samples, 'build/kaniko-template.yaml'), 'utf8');
const build = readFileSync(path.join(samples, 'build/templatized-build.yaml'), 'utf8');

/** The position of a text, some characters into it. */
function positionOf(text: string, part: string, into = 1): { line: number; character: number } {
  const before = text.slice(0, text.indexOf(part) + into).split('\n');
  assert.ok(text.includes(part), part);
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

describe('navigation', () => {
  let client: LspClient;
  let folder: string;
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'navigation-'));
    writeFileSync(path.join(folder, 'template.yaml'), template);
    client = await LspClient.start({ folders: [pathToFileURL(folder).href] });
    await client.connection.sendRequest(checkWorkspaceMethod);
    await client.open(uri('canary.yaml'), blueGreen);
    await client.open(uri('build.yaml'), build);
  });
  after(async () => {
    await client.stop();
    rmSync(folder, { recursive: true });
  });

  const at = (name: string, text: string, part: string, into?: number): object => ({
    textDocument: { uri: uri(name) },
    position: positionOf(text, part, into),
  });

  it('announces what it can', () => {
    for (const provider of [
      'hoverProvider',
      'definitionProvider',
      'referencesProvider',
      'documentHighlightProvider',
      'documentSymbolProvider',
      'workspaceSymbolProvider',
      'foldingRangeProvider',
    ]) {
      assert.equal(client.capabilities[provider], true, provider);
    }
    assert.deepEqual(client.capabilities['codeLensProvider'], { resolveProvider: false });
  });

  it('hovers over the split of a release', async () => {
    const hover = await client.connection.sendRequest<Hover>(
      'textDocument/hover',
      at('canary.yaml', blueGreen, 'rolloutPercent: 20'),
    );
    assert.match(JSON.stringify(hover.contents), /80 % to canary-0001, 20 % to canary-00002/);
  });

  it('goes from a build to its template in a file that is not open, and back', async () => {
    const [link] = await client.connection.sendRequest<LocationLink[]>(
      'textDocument/definition',
      at('build.yaml', build, 'name: kaniko', 8),
    );
    assert.equal(link?.targetUri, uri('template.yaml'));
    assert.deepEqual(link.targetSelectionRange.start, positionOf(template, 'kaniko\n', 0));
    const users = await client.connection.sendRequest<Location[]>('textDocument/references', {
      ...at('build.yaml', build, 'name: kaniko', 8),
      context: { includeDeclaration: false },
    });
    assert.deepEqual(
      users.map((one) => one.uri),
      [uri('build.yaml')],
    );
  });

  it('goes from an argument to the parameter', async () => {
    const [link] = await client.connection.sendRequest<LocationLink[]>(
      'textDocument/definition',
      at('build.yaml', build, 'name: IMAGE', 8),
    );
    assert.deepEqual(link?.targetSelectionRange.start, positionOf(template, 'IMAGE\n', 0));
  });

  it('says the split above the service', async () => {
    const lenses = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: uri('canary.yaml') },
    });
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start.line, command?.title]),
      [[positionOf(blueGreen, 'apiVersion').line, '80 % canary-0001 · 20 % canary-00002']],
    );
  });

  it('outlines and folds a file, and finds names in all of them', async () => {
    const textDocument = { uri: uri('canary.yaml') };
    const symbols = await client.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument,
    });
    assert.equal(symbols[0]?.name, 'Service canary');
    const folds = await client.connection.sendRequest<FoldingRange[]>('textDocument/foldingRange', {
      textDocument,
    });
    assert.ok(folds.length > 5);
    const found = await client.connection.sendRequest<SymbolInformation[]>('workspace/symbol', {
      query: 'kan',
    });
    assert.deepEqual(
      found.map(({ name, location }) => [name, location.uri]),
      [['BuildTemplate kaniko', uri('template.yaml')]],
    );
    assert.deepEqual(await client.connection.sendRequest(serviceFilesMethod), { uris: [uri('canary.yaml')] });
  });
});
