/** What the logs of builds need of their surroundings. */
import type { Uri } from 'vscode';
import type { BuildReading } from '#knative/builds/build.ts';
import type { ConnectionState } from '../../../cluster/connection.ts';
import type { Session } from '../../../cluster/session.ts';

export interface BuildLogWorld {
  readonly extensionUri: Uri;
  readonly connection: {
    readonly state: ConnectionState;
    onChange(listener: (state: ConnectionState) => void): () => void;
  };
  /** Why a build failed, in words. */
  readonly reasons: (session: Session, reading: BuildReading) => Promise<readonly string[]>;
}
