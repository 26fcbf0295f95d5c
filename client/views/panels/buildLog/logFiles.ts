/** Files of the workspace that a log names. Nothing outside of the workspace's folders is ever looked at. */
import { commands, FileType, l10n, Position, Selection, Uri, ViewColumn, window, workspace } from 'vscode';
import { candidates, placesIn, type LogPlace } from '../../../cluster/logs/logPlaces.ts';

export interface OpenablePlace extends LogPlace {
  readonly file: Uri;
}

/** Names that are remembered. */
const mostKnown = 2000;

export class LogFiles {
  /** By the path as a log has it; undefined for what is not in the workspace. */
  readonly #known = new Map<string, Promise<Uri | undefined>>();

  /** The places of a line of text that can be opened. */
  async in(text: string): Promise<readonly OpenablePlace[]> {
    const places = await Promise.all(
      placesIn(text).map(async (place) => {
        const file = await this.#find(place.path);
        return file === undefined ? [] : [{ ...place, file }];
      }),
    );
    return places.flat();
  }

  async #find(path: string): Promise<Uri | undefined> {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    if (this.#known.size >= mostKnown) this.#known.clear();
    const finding = found(path);
    this.#known.set(path, finding);
    return finding;
  }
}

export async function openPlace({ file, line, column }: OpenablePlace): Promise<void> {
  const at = new Position(line - 1, column - 1);
  const options = { viewColumn: ViewColumn.Beside, selection: new Selection(at, at), preview: true };
  await commands.executeCommand('vscode.open', file, options);
}

/** Opens the one that the user picks. */
export async function pickPlace(places: readonly OpenablePlace[]): Promise<void> {
  if (places.length === 0) {
    void window.showInformationMessage(l10n.t('The log names no file of this workspace.'));
    return;
  }
  const items = places.map((place) => ({
    label: `${workspace.asRelativePath(place.file)}:${place.line}`,
    description: place.column > 1 ? `:${place.column}` : '',
    place,
  }));
  const picked = await window.showQuickPick(items, { title: l10n.t('Files that the log names') });
  if (picked !== undefined) await openPlace(picked.place);
}

async function found(path: string): Promise<Uri | undefined> {
  const tails = candidates(path);
  for (const tail of tails) {
    for (const folder of workspace.workspaceFolders ?? []) {
      const file = Uri.joinPath(folder.uri, tail);
      if (await isFile(file)) return file;
    }
  }
  // The sources may lie in a folder of their own; where several fit, none is meant more than another.
  const name = tails[0];
  if (name === undefined || /[^\w@+./-]/.test(name)) return undefined;
  const some = await workspace.findFiles(`**/${name}`, '**/node_modules/**', 2);
  return some.length === 1 ? some[0] : undefined;
}

async function isFile(file: Uri): Promise<boolean> {
  try {
    return (await workspace.fs.stat(file)).type === FileType.File;
  } catch {
    return false;
  }
}
