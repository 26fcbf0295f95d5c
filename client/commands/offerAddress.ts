/** Says that something is there, and offers to open its address, to copy it, or to ask it. */
import { commands, env, l10n, Uri, window } from 'vscode';
import type { Subject } from '../subject.ts';

/** @param subject the service that answers, where it can be asked */
export async function offerAddress(
  words: string,
  urls: readonly string[],
  subject: Subject | undefined,
): Promise<void> {
  const web = urls.filter((url) => /^https?:\/\//.test(url));
  if (web.length === 0) {
    void window.showInformationMessage(words);
    return;
  }
  const [open, copy, ask] = [l10n.t('Open'), l10n.t('Copy'), l10n.t('Send Request')];
  const answers = subject === undefined ? [open, copy] : [open, copy, ask];
  const chosen = await window.showInformationMessage(words, ...answers);
  if (chosen === ask) {
    await commands.executeCommand('knative.sendRequest', subject);
    return;
  }
  if (chosen === undefined) return;
  const url =
    web.length === 1 ? web[0] : await window.showQuickPick(web, { title: l10n.t('Which Address?') });
  if (url === undefined) return;
  if (chosen === copy) await env.clipboard.writeText(url);
  else await env.openExternal(await env.asExternalUri(Uri.parse(url, true)));
}
