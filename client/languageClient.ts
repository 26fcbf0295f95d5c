/**
 * The connection to the language server, by vscode-languageclient: the only file that loads it. Import this one
 * dynamically, it costs more than everything else in the extension together.
 */
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import { serverFlags } from '#protocol/serverProcess.ts';
import {
  committedChangedMethod,
  committedTextsMethod,
  manifestsMethod,
  type CommittedTextsParams,
  type CommittedTextsResult,
  type ManifestsParams,
} from '#protocol/workspace.ts';
import { GitHead } from './gitHead.ts';
import { initializationOptions } from './initialization.ts';
import type { Log } from './log.ts';

export interface Wishes {
  /** The bundled server. */
  readonly module: string;
  readonly log: Log;
  /** The server died by itself; the client is of no use any more. */
  readonly onDeath: () => void;
  readonly onManifests: (manifests: ManifestsParams) => void;
}

/** Not the left side of a diff, nor what other extensions make up. */
const schemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs'];

/** A client that has yet to be started. Whether a server that dies is followed by another is not decided here. */
export function createLanguageClient({ module, log, onDeath, onManifests }: Wishes): LanguageClient {
  const client = new QuietClient(
    'knative',
    'Knative',
    { module, transport: TransportKind.ipc, options: { execArgv: [...serverFlags] } },
    {
      documentSelector: schemes.map((scheme) => ({ language: 'yaml', scheme })),
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: () => initializationOptions(),
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          onDeath();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
    },
  );
  client.onNotification(manifestsMethod, onManifests);
  const head = new GitHead(() => {
    if (client.state === State.Running) void client.sendNotification(committedChangedMethod);
  });
  client.onRequest(
    committedTextsMethod,
    async ({ uris }: CommittedTextsParams): Promise<CommittedTextsResult> => ({
      texts: await head.texts(uris),
    }),
  );
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Stopped) head.dispose();
  });
  return client;
}

/** Logs its troubles and leaves it to us to tell them: in one sentence, with a way out. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}
