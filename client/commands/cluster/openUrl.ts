/** Opens or copies the address of a Service, or of one of its tags. */
import { commands, env, l10n, Uri, window } from 'vscode';
import { findAddress } from '../../cluster/actions/findAddress.ts';
import type { Session } from '../../cluster/session.ts';
import { browserAddress, isOfPlayground } from '../../playground.ts';
import { subjectsOf, type Subject } from '../../subject.ts';
import type { Command, CommandContext } from '../command.ts';
import { chooseService } from './chooseService.ts';

interface Addressed {
  readonly url: string;
  readonly subject: Subject;
}

export const openUrl: Command = {
  id: 'knative.openUrl',
  run: async (context, ...args) => {
    const addressed = await addressOf(context, args);
    if (addressed === undefined) return;
    const url = await reachable(await context.cluster.session(), addressed);
    if (url !== undefined) await env.openExternal(await env.asExternalUri(Uri.parse(url, true)));
  },
};

export const copyUrl: Command = {
  id: 'knative.copyUrl',
  run: async (context, ...args) => {
    const addressed = await addressOf(context, args);
    if (addressed === undefined) return;
    await env.clipboard.writeText(addressed.url);
    window.setStatusBarMessage(l10n.t('Copied {0}', addressed.url), 3000);
  },
};

async function addressOf(
  { cluster }: CommandContext,
  args: readonly unknown[],
): Promise<Addressed | undefined> {
  const [subject] = subjectsOf(args);
  if (subject?.kind === 'target' && isWebAddress(subject.url)) return { url: subject.url, subject };
  const chosen = await cluster.withServices((known) => chooseService(known, subject));
  if (chosen === undefined) return undefined;
  const { url, name } = chosen.service;
  if (isWebAddress(url)) return { url, subject: chosen.subject };
  void window.showInformationMessage(l10n.t('{0} has no address yet.', name));
  return undefined;
}

/** What a browser can open: where no DNS leads there, its user is told, and may send a request all the same. */
async function reachable(session: Session, { url, subject }: Addressed): Promise<string | undefined> {
  const { namespace, service } = subject;
  const way = await findAddress(session, url, { namespace, route: service }).catch(() => undefined);
  const [address] = way?.through ?? [];
  if (address === undefined) return url;
  if (isOfPlayground(session.context.name)) return browserAddress(url, address.port);
  const send = l10n.t('Send a Request');
  const open = l10n.t('Open Anyway');
  const words = l10n.t('No DNS leads to {0}. A request can be sent there all the same.', url);
  const chosen = await window.showInformationMessage(words, send, open);
  if (chosen === send) await commands.executeCommand('knative.sendRequest', subject);
  return chosen === open ? url : undefined;
}

/** The cluster's word is not enough to open anything else. */
function isWebAddress(url: string): boolean {
  return /^https?:\/\//.test(url);
}
