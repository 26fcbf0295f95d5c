/** What a migration is: the changes that make a manifest one of today, and what is to be said about them. */
import type { Change } from '../change.ts';
import type { Path } from '../path.ts';
import type { Severity } from '../problem.ts';
import type { Text } from '../text.ts';

export interface Migration {
  /** Empty where it cannot be migrated at all. */
  readonly changes: readonly Change[];
  readonly notes: readonly MigrationNote[];
}

export interface MigrationNote {
  /** Where it stands in the manifest as it is now. */
  readonly path: Path;
  readonly message: Text;
  /** A warning is for its user to act on: what stays to be done, or is lost. Information is good to know. */
  readonly severity: Extract<Severity, 'warning' | 'information'>;
}

export const nothing: Migration = { changes: [], notes: [] };

export function todo(path: Path, message: Text): MigrationNote {
  return { path, message, severity: 'warning' };
}

export function remark(path: Path, message: Text): MigrationNote {
  return { path, message, severity: 'information' };
}

/** What cannot be migrated, and why. */
export function blocked(...notes: readonly MigrationNote[]): Migration {
  return { changes: [], notes };
}

/** Whether a part says that the whole cannot be migrated. */
export function isBlocked({ changes, notes }: Migration): boolean {
  return changes.length === 0 && notes.some(({ severity }) => severity === 'warning');
}

/** Several parts of one migration, made one after the other. */
export function together(parts: readonly Migration[]): Migration {
  return {
    changes: parts.flatMap(({ changes }) => changes),
    notes: parts.flatMap(({ notes }) => notes),
  };
}
