/**
 * What the language server is told of the cluster: names and status while somebody looks, and before that what was known
 * the last time, marked as old.
 */
import { createHash } from 'node:crypto';
import { Uri, workspace, type Disposable, type ExtensionContext } from 'vscode';
import type { ClusterProfile } from '#knative/clusterProfile.ts';
import type { Inventory } from '#knative/world.ts';
import { inventoryMethod, type InventoryParams } from '#protocol/workspace.ts';
import type { ClusterAccess } from './clusterAccess.ts';
import { inventoryOf } from './cluster/inventory.ts';
import { readProfile } from './cluster/profile.ts';
import type { ServicesState } from './cluster/servicesStore.ts';
import type { Session } from './cluster/session.ts';
import type { LanguageServer } from './languageServer.ts';
import type { Log } from './log.ts';

/** Milliseconds in which changes are told as one, and in which they are saved as one. */
const restBeforeTelling = 400;
const restBeforeSaving = 5000;

/** The context that was last looked at from this workspace. */
const lastContextKey = 'knative.lastContext';

export class ClusterKnowledge implements Disposable {
  readonly #server: LanguageServer;
  readonly #cluster: ClusterAccess;
  readonly #memory: ExtensionContext['workspaceState'];
  readonly #folder: Uri;
  readonly #log: Log;
  readonly #disposables: Disposable[];
  readonly #listeners = new Set<() => void>();
  #known: InventoryParams = { inventory: null };
  #session: Session | undefined;
  #hasTold = false;
  #telling: NodeJS.Timeout | undefined;
  #saving: NodeJS.Timeout | undefined;

  constructor(context: ExtensionContext, server: LanguageServer, cluster: ClusterAccess, log: Log) {
    this.#server = server;
    this.#cluster = cluster;
    this.#memory = context.workspaceState;
    this.#folder = Uri.joinPath(context.globalStorageUri, 'inventories');
    this.#log = log;
    const stop = cluster.services.onChange((state) => this.#look(state));
    this.#disposables = [
      { dispose: stop },
      server.onDidChangeState((state) => {
        if (state === 'running') this.#tell();
      }),
    ];
    void this.#remember();
  }

  /** What is known, old or new; undefined while nothing is. */
  get inventory(): Inventory | undefined {
    return this.#known.inventory ?? undefined;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    clearTimeout(this.#telling);
    if (this.#saving !== undefined) void this.#save();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** What was saved for the context that will be looked at, as long as nothing newer is known. */
  async #remember(): Promise<void> {
    const context =
      this.#cluster.context === '' ? this.#memory.get<string>(lastContextKey) : this.#cluster.context;
    if (context === undefined) return;
    try {
      const saved = await workspace.fs.readFile(this.#fileOf(context));
      // It was written below; what has become of the file since is the reader's to tolerate.
      const params = JSON.parse(new TextDecoder().decode(saved)) as InventoryParams;
      if (this.#known.inventory !== null || params.inventory?.context !== context) return;
      this.#set({ ...params, inventory: { ...params.inventory, stale: true } });
    } catch {
      // Nothing was saved for this context, or nothing that can be read.
    }
  }

  #look(state: ServicesState): void {
    if (state.phase === 'known') {
      if (state.session !== this.#session) void this.#readProfile(state.session);
      const isStale = state.trouble !== undefined;
      this.#set({
        ...this.#profile(state.context),
        inventory: inventoryOf(state.context, state.services, isStale),
      });
      this.#saving ??= setTimeout(() => void this.#save(), restBeforeSaving);
      return;
    }
    const { inventory } = this.#known;
    if (inventory === null) return;
    if (state.phase !== 'idle' && state.context !== '' && state.context !== inventory.context) {
      this.#set({ inventory: null });
      void this.#remember();
    } else if (!inventory.stale) this.#set({ ...this.#known, inventory: { ...inventory, stale: true } });
  }

  #profile(context: string): { readonly profile?: ClusterProfile } {
    const { inventory, profile } = this.#known;
    return profile === undefined || inventory?.context !== context ? {} : { profile };
  }

  async #readProfile(session: Session): Promise<void> {
    this.#session = session;
    const profile = await readProfile(session).catch(() => undefined);
    if (this.#session !== session || profile === undefined) return;
    if (this.#known.inventory?.context === session.context.name) this.#set({ ...this.#known, profile });
  }

  #set(params: InventoryParams): void {
    this.#known = params;
    for (const listener of this.#listeners) listener();
    this.#telling ??= setTimeout(() => this.#tell(), restBeforeTelling);
  }

  #tell(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    if (this.#server.state !== 'running') return;
    if (this.#known.inventory === null && !this.#hasTold) return;
    this.#hasTold = true;
    this.#server
      .client()
      .then((client) => client.sendNotification(inventoryMethod, this.#known))
      .catch((error: unknown) => this.#log.debug(`The inventory was not sent: ${String(error)}`));
  }

  async #save(): Promise<void> {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    const { inventory } = this.#known;
    if (inventory === null) return;
    const text = new TextEncoder().encode(JSON.stringify(this.#known));
    try {
      await workspace.fs.writeFile(this.#fileOf(inventory.context), text);
      await this.#memory.update(lastContextKey, inventory.context);
    } catch (error) {
      this.#log.debug(`The inventory was not saved: ${String(error)}`);
    }
  }

  /** Names of contexts are anything but names of files. */
  #fileOf(context: string): Uri {
    const name = createHash('sha256').update(context).digest('hex').slice(0, 32);
    return Uri.joinPath(this.#folder, `${name}.json`);
  }
}
