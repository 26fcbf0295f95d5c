/** Opens or copies the address of a Service, or of one of its tags. */
import { env, l10n, Uri, window } from 'vscode';
import { subjectsOf } from '../../subject.ts';
import type { Command, CommandContext } from '../command.ts';
import { chooseService } from './chooseService.ts';

export const openUrl: Command = {
  id: 'knative.openUrl',
  run: async (context, ...args) => {
    const url = await urlOf(context, args);
    if (url !== undefined) await env.openExternal(await env.asExternalUri(Uri.parse(url, true)));
  },
};

export const copyUrl: Command = {
  id: 'knative.copyUrl',
  run: async (context, ...args) => {
    const url = await urlOf(context, args);
    if (url === undefined) return;
    await env.clipboard.writeText(url);
    window.setStatusBarMessage(l10n.t('Copied {0}', url), 3000);
  },
};

async function urlOf({ cluster }: CommandContext, args: readonly unknown[]): Promise<string | undefined> {
  const [subject] = subjectsOf(args);
  if (subject?.kind === 'target' && subject.url !== '') return subject.url;
  const chosen = await cluster.withServices((known) => chooseService(known, subject));
  if (chosen === undefined) return undefined;
  const { service } = chosen;
  if (isWebAddress(service.url)) return service.url;
  void window.showInformationMessage(l10n.t('{0} has no address yet.', service.name));
  return undefined;
}

/** The cluster's word is not enough to open anything else. */
function isWebAddress(url: string): boolean {
  return /^https?:\/\//.test(url);
}
