/** The texts that files have at Git's HEAD, by VS Code's own Git extension; nothing in a workspace that is not trusted. */
import { extensions, Uri, workspace } from 'vscode';

/** By URI; a file that is not in Git, or not at HEAD, is missing. */
export async function committedTexts(uris: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const git = await gitApi();
  if (git === undefined) return {};
  const found = await Promise.all(
    uris.map(async (uri) => [uri, await committedText(git, Uri.parse(uri))] as const),
  );
  return Object.fromEntries(
    found.filter((entry): entry is readonly [string, string] => entry[1] !== undefined),
  );
}

/** The part of the Git extension's interface that is used here. */
interface GitApi {
  getRepository(uri: Uri): { show(ref: string, path: string): Promise<string> } | null;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

async function gitApi(): Promise<GitApi | undefined> {
  if (!workspace.isTrusted) return undefined;
  const extension = extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return undefined;
  const git = await extension.activate();
  return git.enabled ? git.getAPI(1) : undefined;
}

async function committedText(git: GitApi, uri: Uri): Promise<string | undefined> {
  try {
    return await git.getRepository(uri)?.show('HEAD', uri.fsPath);
  } catch {
    // Git knows the repository, but HEAD does not have the file.
    return undefined;
  }
}
