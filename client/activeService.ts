/** Which Service the active editor is about: the one at the cursor. Asks the language server when the user rests. */
import { EventEmitter, window, workspace, type Disposable, type TextDocument, type TextEditor } from 'vscode';
import { fileResources, isKnativeService } from './fileResources.ts';
import type { LanguageServer } from './languageServer.ts';

export interface ServiceName {
  /** '' where the manifest does not say. */
  readonly namespace: string;
  readonly name: string;
}

/** Milliseconds without a move of the cursor or an edit. */
const rest = 250;

export class ActiveService implements Disposable {
  readonly #server: LanguageServer;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #disposables: Disposable[];
  /** The Services of the text that was last asked about: moving the cursor asks nobody. */
  #read:
    | { readonly document: TextDocument; readonly version: number; readonly services: readonly Placed[] }
    | undefined;
  #current: ServiceName | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(server: LanguageServer) {
    this.#server = server;
    this.#disposables = [
      this.#changed,
      window.onDidChangeActiveTextEditor(() => this.#lookSoon(0)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === window.activeTextEditor) this.#lookSoon(rest);
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === window.activeTextEditor?.document) this.#lookSoon(rest);
      }),
      server.onDidChangeState((state) => {
        if (state === 'running') this.#lookSoon(0);
      }),
    ];
    this.#lookSoon(0);
  }

  get current(): ServiceName | undefined {
    return this.#current;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #lookSoon(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), delay);
  }

  async #look(): Promise<void> {
    const editor = window.activeTextEditor;
    const found = await this.#serviceIn(editor).catch(() => undefined);
    if (editor !== window.activeTextEditor) return;
    if (found?.name === this.#current?.name && found?.namespace === this.#current?.namespace) return;
    this.#current = found;
    this.#changed.fire();
  }

  async #serviceIn(editor: TextEditor | undefined): Promise<ServiceName | undefined> {
    if (editor?.document.languageId !== 'yaml' || this.#server.state !== 'running') return undefined;
    const services = await this.#servicesOf(editor.document);
    const { line } = editor.selection.active;
    return services.findLast((one) => one.line <= line) ?? services[0];
  }

  async #servicesOf(document: TextDocument): Promise<readonly Placed[]> {
    const { version } = document;
    if (this.#read?.document === document && this.#read.version === version) return this.#read.services;
    const { resources } = await fileResources(this.#server, document.uri);
    const services = resources
      .filter(isKnativeService)
      .map(({ namespace, name, range }) => ({ namespace, name, line: range.start.line }));
    this.#read = { document, version, services };
    return services;
  }
}

interface Placed extends ServiceName {
  readonly line: number;
}
