/** Answers how a file, or one of its resources, is migrated. */
import type { Connection } from 'vscode-languageserver';
import { migrateMethod, type MigrateParams, type MigrateResult } from '#protocol/migrate.ts';
import type { Checks } from '../model/checks.ts';
import { migrated, migratedAt } from '../model/migration.ts';
import type { Model } from '../model/model.ts';
import type { Document } from '../yaml/document.ts';
import { guarded, type Log } from './guard.ts';

/** @param documentFor a document by its URI, empty where there is no such file */
export function answerMigrateRequests(
  connection: Connection,
  log: Log,
  { translate }: Pick<Model, 'translate'>,
  checks: Checks,
  documentFor: (uri: string) => Promise<Document>,
): void {
  connection.onRequest(
    migrateMethod,
    guarded(log, migrateMethod, async ({ uri, position }: MigrateParams): Promise<MigrateResult> => {
      const document = await documentFor(uri);
      const { edits, notes } =
        position === undefined ? migrated(document, checks) : migratedAt(document, position, checks);
      return {
        ...(document.version === undefined ? {} : { version: document.version }),
        edits: [...edits],
        notes: notes.map(({ range, message, severity }) => ({
          range,
          message: translate(message),
          severity,
        })),
      };
    }),
  );
}
