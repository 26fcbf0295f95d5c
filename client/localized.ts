/** Sentences of the domain in the user's language. */
import { l10n } from 'vscode';
import type { Text } from '#knative/text.ts';
import { ClusterError } from './cluster/errors.ts';

export function localized({ message, args }: Text): string {
  return l10n.t(message, ...args);
}

/** What went wrong: a sentence of ours in the user's language, what somebody else says as it is said. */
export function errorInWords(error: unknown): string {
  if (error instanceof ClusterError && error.sentence !== undefined) return localized(error.sentence);
  return error instanceof Error ? error.message : String(error);
}
