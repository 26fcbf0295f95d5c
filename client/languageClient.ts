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
import {
  committedTextsMethod,
  manifestsMethod,
  type CommittedTextsParams,
  type CommittedTextsResult,
  type ManifestsParams,
} from '#protocol/workspace.ts';
import { committedTexts } from './gitHead.ts';
import { initializationOptions } from './initialization.ts';
import type { Log } from './log.ts';

export interface Wishes {
  /** The bundled server. */
  readonly module: string;
  readonly log: Log;
  /** The server died by itself; says whether to start it again. */
  readonly onDeath: () => boolean;
  /** The server runs, but answered the first request with an error. */
  readonly onRefusal: (error: unknown) => void;
  readonly onManifests: (uris: readonly string[]) => void;
  readonly onState: (state: 'starting' | 'running' | 'stopped') => void;
}

/** Not the left side of a diff, nor what other extensions make up. */
const schemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs'];

export function createLanguageClient({
  module,
  log,
  onDeath,
  onRefusal,
  onManifests,
  onState,
}: Wishes): LanguageClient {
  const client = new LanguageClient(
    'knative',
    'Knative',
    { module, transport: TransportKind.ipc },
    {
      documentSelector: schemes.map((scheme) => ({ language: 'yaml', scheme })),
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: () => initializationOptions(),
      initializationFailedHandler: (error: unknown) => {
        onRefusal(error);
        return false;
      },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => ({ action: onDeath() ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true }),
      },
    },
  );
  client.onNotification(manifestsMethod, ({ uris }: ManifestsParams) => onManifests(uris));
  client.onRequest(
    committedTextsMethod,
    async ({ uris }: CommittedTextsParams): Promise<CommittedTextsResult> => ({
      texts: await committedTexts(uris),
    }),
  );
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) onState('running');
    else if (newState === State.Starting) onState('starting');
    else onState('stopped');
  });
  return client;
}
