/** Before anything is written to a protected context, its name is asked for: so that nobody takes it for another. */
import { l10n, window } from 'vscode';
import type { ClusterAccess } from '../clusterAccess.ts';

/**
 * True at once where the context is not protected.
 * @param what what is about to happen, as a sentence
 */
export async function confirmContext(
  cluster: ClusterAccess,
  context: string,
  what: string,
): Promise<boolean> {
  if (!cluster.isProtected(context)) return true;
  const typed = await window.showInputBox({
    title: what,
    prompt: l10n.t('{0} is protected: type its name to go on.', context),
    placeHolder: context,
    ignoreFocusOut: true,
    validateInput: (value) =>
      value === '' || context.startsWith(value) ? undefined : l10n.t('That is not {0}.', context),
  });
  return typed === context;
}
