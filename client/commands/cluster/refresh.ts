/** Reads the kubeconfig anew and connects again. */
import type { Command } from '../command.ts';

export const refresh: Command = {
  id: 'knative.refresh',
  run: ({ cluster }) => cluster.connection.reload(),
};
