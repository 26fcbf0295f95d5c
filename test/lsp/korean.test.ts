/** The built server for someone who reads Korean: told so as VS Code tells it, on every sample. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  Diagnostic,
  Hover,
  MarkupContent,
} from 'vscode-languageserver-types';
import { rules } from '#knative/lint/rules.ts';
import { checkWorkspaceMethod } from '#protocol/workspace.ts';
import { LspClient } from '../kit/lspClient.ts';

const root = path.join(import.meta.dirname, '../..');

const translations = JSON.parse(readFileSync(path.join(root, 'l10n/bundle.l10n.ko.json'), 'utf8')) as object;

const samples = globSync('samples/**/*.yaml', { cwd: root })
  .toSorted()
  .map((file) => ({
    uri: `file:///korean/${file}`,
    text: readFileSync(path.join(root, file), 'utf8'),
  }));

describe('for someone who reads Korean', () => {
  let korean: LspClient;
  let english: LspClient;
  before(async () => {
    [korean, english] = await Promise.all([
      LspClient.start({ initializationOptions: { translations, language: 'ko' } }),
      LspClient.start(),
    ]);
    for (const { uri, text } of samples) await Promise.all([korean.open(uri, text), english.open(uri, text)]);
    // What a later file changes in what was said of an earlier one is said by now.
    await Promise.all([korean, english].map((client) => client.request(checkWorkspaceMethod, {})));
  });
  after(async () => Promise.all([korean.stop(), english.stop()]));

  it('hovers of all samples have no English sentence', async () => {
    // What parameters are for is told in the words of the manifests.
    const written = samples.map(({ text }) => text).join();
    const wrong: string[] = [];
    let hovers = 0;
    for (const { uri, text } of samples) {
      for (const position of wordsOf(text)) {
        const found = await korean.request<Hover | null>('textDocument/hover', {
          textDocument: { uri },
          position,
        });
        if (found === null) continue;
        hovers++;
        const { value } = found.contents as MarkupContent;
        wrong.push(...englishLines(value).filter((line) => !written.includes(line)));
      }
    }
    assert.deepEqual([...new Set(wrong)], []);
    assert.ok(hovers > 300, `${hovers} hovers`);
  });

  it('a hover explains the field, its small print and its link in Korean', async () => {
    const uri = 'file:///korean/hover.yaml';
    await korean.open(uri, service('      timeoutSeconds: 30\n'));
    const found = await korean.request<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 7, character: 8 },
    });
    assert.deepEqual((found.contents as MarkupContent).value.split('\n').filter(Boolean), [
      '**timeoutSeconds** · `int64`',
      '요청의 첫 바이트부터 마지막 바이트까지 걸려도 되는 시간(초). 넘으면 504로 끊습니다. 0이거나 없으면 기본값입니다.',
      '- 기본값: `300`',
      '- 0부터 600까지',
      '[문서](https://knative.dev/docs/serving/configuration/config-defaults/#revision-timeout-seconds)',
    ]);
  });

  it('reports ours in Korean, and the cluster’s warnings in its own words', async () => {
    const ours: string[] = [];
    const lint = new Set(rules.map(({ code }) => code));
    for (const { uri } of samples) {
      const inEnglish = settled(english, uri);
      const inKorean = settled(korean, uri);
      assert.deepEqual(inKorean.map(whereAndWhat), inEnglish.map(whereAndWhat), uri);
      for (const [index, diagnostic] of inKorean.entries()) {
        const { code, relatedInformation = [] } = diagnostic;
        const message = messageOf(diagnostic);
        if (lint.has(String(code))) ours.push(message, ...relatedInformation.map((one) => one.message));
        else assert.equal(message, messageOf(inEnglish[index]));
      }
    }
    assert.deepEqual(
      ours.filter((message) => !/[가-힣]/.test(message)),
      [],
    );
    assert.ok(ours.length >= 5, ours.join('\n'));
  });

  it('leaves the cluster’s words as the cluster says them, and puts ours below them', async () => {
    const text = service('', 'docker.io/{username}/hello');
    const said = async (client: LspClient): Promise<string> => {
      const found = await client.open('file:///korean/refused.yaml', text);
      return found.map(messageOf).find((message) => message.includes('{username}')) ?? '';
    };
    const inKorean = (await said(korean)).split('\n');
    const inEnglish = (await said(english)).split('\n');
    assert.match(inEnglish[0] ?? '', /^Failed to parse image reference/);
    assert.deepEqual(inKorean.slice(0, -1), inEnglish.slice(0, -1));
    assert.equal(inEnglish.at(-1), 'Replace the placeholder {username} before deploying.');
    assert.equal(inKorean.at(-1), '배포하기 전에 자리 표시자 {username}을(를) 실제 값으로 바꾸세요.');
  });

  it('offers fixes, lenses and an outline in Korean', async () => {
    const titles: string[] = [];
    for (const { uri, text } of samples) {
      const textDocument = { uri };
      const whole = {
        start: { line: 0, character: 0 },
        end: { line: text.split('\n').length, character: 0 },
      };
      const actions = await korean.request<readonly CodeAction[] | null>('textDocument/codeAction', {
        textDocument,
        range: whole,
        context: { diagnostics: settled(korean, uri) },
      });
      const lenses = await korean.request<readonly CodeLens[] | null>('textDocument/codeLens', {
        textDocument,
      });
      titles.push(...(actions ?? []).map(({ title }) => title));
      titles.push(...(lenses ?? []).map(({ command }) => command?.title ?? ''));
    }
    assert.deepEqual(
      titles.filter((title) => englishLines(title).length > 0),
      [],
    );
    assert.ok(titles.filter((title) => /[가-힣]/.test(title)).length > 10, titles.join('\n'));
  });

  for (const [what, text] of Object.entries({
    'whole manifests': '$0',
    'fields of a Service': 'apiVersion: serving.knative.dev/v1\nkind: Service\nspec:\n  $0\n',
    'fields of a container': service('      $0\n').replace('      $0', '          $0'),
    'annotations of a template':
      'apiVersion: serving.knative.dev/v1\nkind: Service\nspec:\n  template:\n    metadata:\n      annotations:\n        $0\n',
    'fields of a Trigger': 'apiVersion: eventing.knative.dev/v1\nkind: Trigger\nspec:\n  $0\n',
    'fields of a Task': 'apiVersion: tekton.dev/v1\nkind: Task\nspec:\n  $0\n',
    revisions:
      'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  traffic:\n    - revisionName: $0\n',
  })) {
    it(`completion explains ${what} in Korean`, async () => {
      const items = await completionAt(korean, `file:///korean/${what}.yaml`, text);
      assert.ok(items.length > 0);
      const said = items.flatMap(({ detail = '', documentation }) => [
        detail,
        typeof documentation === 'object' ? documentation.value : (documentation ?? ''),
      ]);
      assert.deepEqual(said.flatMap(englishLines), []);
      assert.ok(said.filter((one) => /[가-힣]/.test(one)).length >= items.length / 2, said.join('\n'));
    });
  }

  it('others are told the same in English', async () => {
    const items = await completionAt(
      english,
      'file:///korean/english.yaml',
      'apiVersion: serving.knative.dev/v1\nkind: Service\nspec:\n  $0\n',
    );
    assert.doesNotMatch(JSON.stringify(items), /[가-힣]/);
    assert.match(JSON.stringify(items), /Which revision gets which share/);
  });
});

function service(below: string, image = 'ghcr.io/knative/helloworld-go:v1'): string {
  return `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: hello
spec:
  template:
    spec:
${below}      containers:
        - image: ${image}
`;
}

async function completionAt(
  client: LspClient,
  uri: string,
  marked: string,
): Promise<readonly CompletionItem[]> {
  const offset = marked.indexOf('$0');
  await client.open(uri, marked.replace('$0', ''));
  const lines = marked.slice(0, offset).split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const found = await client.request<readonly CompletionItem[] | null>('textDocument/completion', {
    textDocument: { uri },
    position,
  });
  return found ?? [];
}

function settled(client: LspClient, uri: string): readonly Diagnostic[] {
  return client.lastReport(uri)?.diagnostics ?? [];
}

function messageOf(diagnostic: Diagnostic | undefined): string {
  const message = diagnostic?.message ?? '';
  return typeof message === 'string' ? message : message.value;
}

function whereAndWhat({ range, code }: Diagnostic): unknown {
  return [range, code];
}

/** One place in each key and each value of a text. */
function wordsOf(text: string): readonly { readonly line: number; readonly character: number }[] {
  return text
    .split('\n')
    .flatMap((content, line) =>
      [...content.matchAll(/(?<![^\s-])[^\s#-][^\s]*/g)].map(({ index }) => ({ line, character: index + 1 })),
    );
}

/** The lines of a Markdown text in which three English words follow one another, without what is code or a name. */
function englishLines(markdown: string): readonly string[] {
  const prose = markdown
    .replaceAll(/```[\s\S]*?```/g, '')
    .replaceAll(/`[^`]*`/g, '0')
    .replaceAll(/\*\*[^*]*\*\*/g, '0')
    .replaceAll(/\]\([^)]*\)/g, ']');
  return prose.split('\n').filter((line) => /[A-Za-z]{2,}(?: [A-Za-z]{2,}){2}/.test(line) || isOneWord(line));
}

/** Of a detail ("required", "default") too, unless it is a type. */
function isOneWord(line: string): boolean {
  return /^(?:required|default|deprecated|documentation)\b/i.test(line);
}
