/** Request: what a file would be with its resources in the API versions of today. Nothing is changed by asking. */
import type { Position, Range, TextEdit } from 'vscode-languageserver-types';

export const migrateMethod = 'knative/migrate';

export interface MigrateParams {
  readonly uri: string;
  /** Only the resource that stands here; the whole file where absent. */
  readonly position?: Position;
}

export interface MigrateResult {
  /** The version of the document that the edits fit, where it is open. */
  readonly version?: number;
  /** Empty where there is nothing to migrate. */
  readonly edits: readonly TextEdit[];
  /** What cannot be carried over and why, in the user's language; `range` is where it stands now. */
  readonly notes: readonly MigrateNote[];
}

export interface MigrateNote {
  readonly range: Range;
  readonly message: string;
  /** A warning is for its user to act on; information is good to know. */
  readonly severity: 'warning' | 'information';
}
