/** The documents of the model: those that are open, and the manifests in the workspace's folders as they are on disk. */
import { FileChangeType, type FileEvent } from 'vscode-languageserver';
import type { Model } from '../model/model.ts';
import { mayBeOurs } from '../model/ours.ts';
import { documentOf, textOf, type Document } from '../yaml/document.ts';
import type { Log } from './guard.ts';
import type { Publisher } from './publisher.ts';
import { isIn, plainUri } from './uris.ts';
import { isFolder, isSkipped, isYaml, readUri, workspaceFiles } from './workspaceFiles.ts';

export interface WorkspaceOptions {
  readonly model: Model;
  readonly publisher: Publisher;
  readonly log: Log;
  readonly folders: readonly string[];
  /** Called when documents came or went. */
  readonly onChange: () => void;
}

export class Workspace {
  readonly #model: Model;
  readonly #publisher: Publisher;
  readonly #log: Log;
  readonly #folders: Set<string>;
  readonly #onChange: () => void;
  /** The documents that are open, by the plain text of their URI. */
  readonly #open = new Set<string>();
  /** The files read from the folders: their URI by its plain text. */
  readonly #inBackground = new Map<string, string>();
  readonly #stopped = new AbortController();

  constructor({ model, publisher, log, folders, onChange }: WorkspaceOptions) {
    this.#model = model;
    this.#publisher = publisher;
    this.#log = log;
    this.#folders = new Set(folders);
    this.#onChange = onChange;
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** The same file may have been read from a folder under another spelling of its URI. */
  open(document: Document): void {
    const { uri } = document;
    const plain = plainUri(uri);
    this.#open.add(plain);
    const other = this.#inBackground.get(plain);
    this.#inBackground.delete(plain);
    if (other !== undefined && other !== uri) this.#forget(other);
    this.#model.put(document);
    this.#publisher.changed(uri);
    this.#onChange();
  }

  async close(uri: string): Promise<void> {
    this.#open.delete(plainUri(uri));
    await this.#readAgain(uri);
  }

  /** An open document, or a file as it is on disk; empty where there is none. */
  async documentFor(uri: string): Promise<Document> {
    return this.#model.document(uri) ?? documentOf(uri, undefined, (await readUri(uri)) ?? '');
  }

  /** The documents that hold anything of ours. */
  manifestUris(): readonly string[] {
    return Array.from(this.#model.documents())
      .filter((document) => this.#model.isOurs(document))
      .map(({ uri }) => uri)
      .toSorted();
  }

  /** A file that several watchers tell of is looked at once. */
  async filesChanged(changes: readonly FileEvent[]): Promise<void> {
    for (const [uri, type] of new Map(changes.map((change) => [change.uri, change.type]))) {
      if (isSkipped(uri) || this.#open.has(plainUri(uri))) continue;
      if (!isYaml(uri)) await this.#folderChanged(uri, type);
      else if (type === FileChangeType.Deleted) this.#forget(uri);
      else await this.#readAgain(uri);
    }
    this.#onChange();
  }

  async foldersChanged(added: readonly string[], removed: readonly string[]): Promise<void> {
    for (const folder of removed) {
      this.#folders.delete(folder);
      this.#forgetBelow(folder);
    }
    for (const folder of added) this.#folders.add(folder);
    await this.read();
  }

  /** Reads what is in the folders. */
  async read(folders: Iterable<string> = this.#folders): Promise<void> {
    const begin = performance.now();
    let count = 0;
    for await (const { uri, text } of workspaceFiles([...folders], this.#stopped.signal)) {
      if (this.#open.has(plainUri(uri)) || !mayBeOurs(text)) continue;
      const known = this.#model.document(uri);
      if (known !== undefined && textOf(known) === text) continue;
      this.#putInBackground(uri, text);
      count++;
    }
    const took = Math.round(performance.now() - begin);
    if (count > 0) this.#log.info(`Read ${count} manifests of the workspace in ${took} ms`);
    this.#onChange();
  }

  /** Maybe: any file that is no YAML may have changed. */
  async #folderChanged(uri: string, type: FileChangeType): Promise<void> {
    if (type === FileChangeType.Deleted) this.#forgetBelow(uri);
    else if (type === FileChangeType.Created && this.#isInWorkspace(uri) && (await isFolder(uri)))
      await this.read([uri]);
  }

  /** A file that is not open, or no longer: as it is on disk. */
  async #readAgain(uri: string): Promise<void> {
    const text = this.#isInWorkspace(uri) ? await readUri(uri) : undefined;
    // It may have been opened meanwhile.
    if (this.#open.has(plainUri(uri))) return;
    if (text === undefined || !mayBeOurs(text)) this.#forget(uri);
    else this.#putInBackground(uri, text);
  }

  #isInWorkspace(uri: string): boolean {
    return !isSkipped(uri) && [...this.#folders].some((folder) => isIn(uri, folder));
  }

  #putInBackground(uri: string, text: string): void {
    this.#inBackground.set(plainUri(uri), uri);
    this.#model.put(documentOf(uri, undefined, text));
    this.#publisher.changedInBackground(uri);
  }

  /** What is open stays. */
  #forgetBelow(folder: string): void {
    for (const { uri, version } of this.#model.documents()) {
      if (version === undefined && isIn(plainUri(uri), plainUri(folder))) this.#forget(uri);
    }
  }

  #forget(uri: string): void {
    this.#inBackground.delete(plainUri(uri));
    this.#model.remove(uri);
    this.#publisher.removed(uri);
  }
}
