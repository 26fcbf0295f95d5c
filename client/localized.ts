/** Sentences of the domain in the user's language. */
import { l10n } from 'vscode';
import type { Text } from '#knative/text.ts';

export function localized({ message, args }: Text): string {
  return l10n.t(message, ...args);
}
