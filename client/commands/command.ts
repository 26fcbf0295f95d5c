/** What a command is, and the one guard around all of them. */
import { commands, l10n, window, type Disposable } from 'vscode';
import type { ClusterAccess } from '../clusterAccess.ts';
import type { LanguageServer } from '../languageServer.ts';
import { errorInWords } from '../localized.ts';
import type { Log } from '../log.ts';

export interface CommandContext {
  readonly server: LanguageServer;
  readonly log: Log;
  readonly cluster: ClusterAccess;
}

export interface Command {
  /** The id in the manifest, `knative.…`. */
  readonly id: string;
  readonly run: (context: CommandContext, ...args: readonly unknown[]) => Promise<void> | void;
}

/** Registers a command; what it throws goes to the log, and to its user as one sentence. */
export function registerCommand(command: Command, context: CommandContext): Disposable {
  return commands.registerCommand(command.id, async (...args: readonly unknown[]) => {
    try {
      await command.run(context, ...args);
    } catch (error) {
      context.log.error(
        `${command.id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      await tell(error, context.log);
    }
  });
}

async function tell(error: unknown, log: Log): Promise<void> {
  const showLog = l10n.t('Show Log');
  if ((await window.showErrorMessage(errorInWords(error), showLog)) === showLog) log.show(true);
}
