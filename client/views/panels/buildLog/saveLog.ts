/** A log as a text, for a file or the clipboard: all of what is looked at, without colours. */
import { l10n, Uri, window, workspace } from 'vscode';
import type { LogView } from './logView.ts';

export function wholeText(log: LogView): string {
  const { first, end } = log.lines;
  const lines: string[] = [];
  if (first > 0) lines.push(l10n.t('— {0} older lines are not kept', first));
  for (let number = first; number < end; number++) lines.push(log.plain(number) ?? '');
  return `${lines.join('\n')}\n`;
}

export async function saveLog(log: LogView, name: string): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const file = await window.showSaveDialog({
    ...(folder !== undefined && { defaultUri: Uri.joinPath(folder, `${name}.log`) }),
    title: l10n.t('Save the log of {0}', name),
    filters: { [l10n.t('Log')]: ['log', 'txt'] },
  });
  if (file !== undefined) await workspace.fs.writeFile(file, new TextEncoder().encode(wholeText(log)));
}
