/** The texts that files have at Git's HEAD, by VS Code's own Git extension; nothing in a workspace that is not trusted. */
import { extensions, Uri, workspace, type Disposable, type Event } from 'vscode';

/** The part of the Git extension's interface that is used here. */
interface GitApi {
  getRepository(uri: Uri): Repository | null;
}

interface Repository {
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    /** Also fires for much that does not move HEAD. */
    readonly onDidChange: Event<void>;
  };
  show(ref: string, path: string): Promise<string>;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

export class GitHead {
  readonly #onMoved: () => void;
  readonly #watched = new Map<Repository, Disposable>();

  /** @param onMoved is called when the HEAD of a repository that was asked has moved */
  constructor(onMoved: () => void) {
    this.#onMoved = onMoved;
  }

  /** By URI; a file that is not in Git, or not at HEAD, is missing. */
  async texts(uris: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const git = await gitApi();
    if (git === undefined) return {};
    const found = await Promise.all(
      uris.map(async (uri) => [uri, await this.#text(git, Uri.parse(uri))] as const),
    );
    return Object.fromEntries(
      found.filter((entry): entry is readonly [string, string] => entry[1] !== undefined),
    );
  }

  dispose(): void {
    for (const watch of this.#watched.values()) watch.dispose();
    this.#watched.clear();
  }

  async #text(git: GitApi, uri: Uri): Promise<string | undefined> {
    try {
      const repository = git.getRepository(uri);
      if (repository === null) return undefined;
      this.#watch(repository);
      return await repository.show('HEAD', uri.fsPath);
    } catch {
      // Git knows the repository, but HEAD does not have the file.
      return undefined;
    }
  }

  #watch(repository: Repository): void {
    if (this.#watched.has(repository)) return;
    const { state } = repository;
    let commit = state.HEAD?.commit;
    const watch = state.onDidChange(() => {
      if (state.HEAD?.commit === commit) return;
      commit = state.HEAD?.commit;
      this.#onMoved();
    });
    this.#watched.set(repository, watch);
  }
}

async function gitApi(): Promise<GitApi | undefined> {
  if (!workspace.isTrusted) return undefined;
  const extension = extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return undefined;
  const git = await extension.activate();
  return git.enabled ? git.getAPI(1) : undefined;
}
