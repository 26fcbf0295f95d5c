/** What is measured of one server. Every answer is checked; a wrong answer ends the benchmark. */
import { benchFile, type BenchFile } from './manifests.ts';
import { type Diagnostic, LanguageServer, type ServerCommand } from './languageServer.ts';

type Completion =
  readonly { readonly label: string }[] | { readonly items: readonly { readonly label: string }[] };

const onLine =
  (line: number) =>
  (diagnostics: readonly Diagnostic[]): boolean =>
    diagnostics.some((diagnostic) => diagnostic.range.start.line === line);
const notOnLine =
  (line: number) =>
  (diagnostics: readonly Diagnostic[]): boolean =>
    !onLine(line)(diagnostics);

/** One open file in one server, and the samples taken on it. */
export class Session {
  private readonly server: LanguageServer;
  private readonly uri: string;
  private readonly file: BenchFile;

  static async open(server: LanguageServer, count: number): Promise<Session> {
    const file = benchFile(count);
    const uri = `file:///bench/${count}.yaml`;
    const reported = server.diagnostics(uri, () => true);
    server.open(uri, file.text);
    await reported;
    return new Session(server, uri, file);
  }

  private constructor(server: LanguageServer, uri: string, file: BenchFile) {
    this.server = server;
    this.uri = uri;
    this.file = file;
  }

  /** A typed character makes a wrong type; it must be reported on its line, and go when the character goes. */
  async keystroke(): Promise<number> {
    const { valueLine, valueColumn } = this.file;
    const start = performance.now();
    const appeared = this.server.diagnostics(this.uri, onLine(valueLine));
    this.server.edit(this.uri, valueLine, valueColumn, 0, 'x');
    await appeared;
    const elapsed = performance.now() - start;
    const vanished = this.server.diagnostics(this.uri, notOnLine(valueLine));
    this.server.edit(this.uri, valueLine, valueColumn, 1, '');
    await vanished;
    return elapsed;
  }

  /** Completion asked right behind the first letter of a key; it must offer that key. */
  async completion(): Promise<number> {
    const { blankLine } = this.file;
    const start = performance.now();
    this.server.edit(this.uri, blankLine, 6, 0, 'i');
    await this.completeAt(blankLine, 7, 'idleTimeoutSeconds');
    const elapsed = performance.now() - start;
    await this.removeTyped(blankLine, 6, 1);
    return elapsed;
  }

  /** Hover asked right behind a keystroke; it must say something about the key. */
  async hover(): Promise<number> {
    const { valueLine, valueColumn, hoverLine, hoverColumn } = this.file;
    const start = performance.now();
    this.server.edit(this.uri, valueLine, valueColumn, 0, '0');
    const hover = await this.server.request<{ contents?: unknown } | null>('textDocument/hover', {
      textDocument: { uri: this.uri },
      position: { line: hoverLine, character: hoverColumn },
    });
    const elapsed = performance.now() - start;
    if (!JSON.stringify(hover?.contents ?? '').includes('equest')) {
      throw new Error(`${this.server.name}: hover says nothing of requests: ${JSON.stringify(hover)}`);
    }
    await this.removeTyped(valueLine, valueColumn, 1);
    return elapsed;
  }

  /** Twenty keystrokes with a completion after each, and the longest wait of an unrelated request meanwhile. */
  async longestStall(other: string): Promise<number> {
    const { blankLine } = this.file;
    let longest = 0;
    const typing = new AbortController();
    const probe = async (): Promise<void> => {
      while (!typing.signal.aborted) {
        const start = performance.now();
        await this.server.request('textDocument/hover', {
          textDocument: { uri: other },
          position: { line: 0, character: 2 },
        });
        longest = Math.max(longest, performance.now() - start);
      }
    };
    const probing = probe();
    const word = 'idleTimeoutSeconds:x';
    for (let i = 0; i < word.length; i++) {
      this.server.edit(this.uri, blankLine, 6 + i, 0, word.charAt(i));
      await this.server.request('textDocument/completion', this.at(blankLine, 7 + i));
    }
    typing.abort();
    await probing;
    await this.removeTyped(blankLine, 6, word.length);
    return longest;
  }

  private async completeAt(line: number, character: number, expected: string): Promise<void> {
    const answer = await this.server.request<Completion | null>(
      'textDocument/completion',
      this.at(line, character),
    );
    const items = answer === null ? [] : 'items' in answer ? answer.items : answer;
    if (!items.some((item) => item.label === expected)) {
      const labels = items.slice(0, 5).map((item) => item.label);
      throw new Error(`${this.server.name}: completion lacks ${expected}: ${labels.join(', ')}`);
    }
  }

  private at(line: number, character: number): object {
    return { textDocument: { uri: this.uri }, position: { line, character } };
  }

  /** Takes typed text back and waits until the server has caught up: a wrong value appears and vanishes again. */
  private async removeTyped(line: number, character: number, length: number): Promise<void> {
    this.server.edit(this.uri, line, character, length, '');
    await this.keystroke();
  }
}

/** Milliseconds from starting the process to the report of a wrong type in the first service. */
export async function startToDiagnostics(
  command: ServerCommand,
  root: string,
  count: number,
): Promise<number> {
  const file = benchFile(count, { broken: true });
  const uri = `file:///bench/start-${count}.yaml`;
  const start = performance.now();
  const server = await LanguageServer.start(command, root);
  try {
    const reported = server.diagnostics(uri, (diagnostics) => diagnostics.length > 0);
    server.open(uri, file.text);
    await reported;
    return performance.now() - start;
  } finally {
    await server.stop();
  }
}

/** Milliseconds from opening `count` files of one broken service each until the last one is reported. */
export async function openMany(command: ServerCommand, root: string, count: number): Promise<number> {
  const server = await LanguageServer.start(command, root);
  try {
    const { text } = benchFile(1, { broken: true });
    const pending = new Set<string>();
    const done = Promise.withResolvers<void>();
    const stopWatching = server.watch(({ uri, diagnostics }) => {
      if (diagnostics.length > 0 && pending.delete(uri) && pending.size === 0) done.resolve();
    });
    const start = performance.now();
    for (let i = 0; i < count; i++) {
      const uri = `file:///bench/many/${i}.yaml`;
      pending.add(uri);
      server.open(uri, text);
    }
    await done.promise;
    stopWatching();
    return performance.now() - start;
  } finally {
    await server.stop();
  }
}
