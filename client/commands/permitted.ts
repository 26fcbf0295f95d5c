/** Whether the user may do what a command is about to do; where not, it is said why nothing happens. */
import { l10n, window } from 'vscode';
import type { ApiResource } from '../cluster/object.ts';
import type { Verb } from '../cluster/rights.ts';
import type { Session } from '../cluster/session.ts';

export async function permitted(
  session: Session,
  verb: Verb,
  resource: ApiResource,
  namespace: string,
): Promise<boolean> {
  if (await session.rights.may(verb, resource, namespace)) return true;
  const kind = `${resource.plural}.${resource.group}`;
  void window.showWarningMessage(
    l10n.t(
      'As {0} you may not {1} {2} in the namespace {3}. Whoever runs the cluster can allow it.',
      session.context.user,
      verb,
      kind,
      namespace,
    ),
  );
  return false;
}
