/**
 * Where VS Code enters. Registers what the manifest promises and starts the language server without waiting for it;
 * everything heavy is loaded when it is first needed.
 */
import type { ExtensionContext } from 'vscode';
import { ClusterAccess } from './clusterAccess.ts';
import { ClusterKnowledge } from './clusterKnowledge.ts';
import { registerCommand } from './commands/command.ts';
import { applyShownMigration, migrateFile } from './commands/migrateFile.ts';
import { newManifest } from './commands/newManifest.ts';
import { openRulesManual } from './commands/openRulesManual.ts';
import { openWalkthrough } from './commands/openWalkthrough.ts';
import { restartLanguageServer } from './commands/restartLanguageServer.ts';
import { showLog } from './commands/showLog.ts';
import { showReferences } from './commands/showReferences.ts';
import { validateWorkspace } from './commands/validateWorkspace.ts';
import { LanguageServer } from './languageServer.ts';
import { createLog } from './log.ts';
import { languageStatus } from './views/languageStatus.ts';
import { manifestContext } from './views/manifestContext.ts';
import { MigrationPreviews } from './views/migrationPreview.ts';

export function activate(context: ExtensionContext): void {
  const begin = performance.now();
  const log = createLog();
  const server = new LanguageServer(context, log);
  const cluster = new ClusterAccess(context, log);
  const knowledge = new ClusterKnowledge(context, server, cluster, log);
  const previews = new MigrationPreviews();
  const commands = [
    applyShownMigration(previews),
    migrateFile(previews),
    newManifest,
    openRulesManual(context.extensionUri),
    openWalkthrough(context.extension.id),
    restartLanguageServer,
    showLog,
    showReferences,
    validateWorkspace,
  ];
  context.subscriptions.push(
    log,
    server,
    cluster,
    knowledge,
    languageStatus(server),
    manifestContext(server.onManifests),
    previews,
    ...commands.map((command) => registerCommand(command, { server, log, cluster })),
  );
  // What goes wrong with it, the server itself tells.
  server.client().catch(() => undefined);
  log.info(`Activated in ${(performance.now() - begin).toFixed(1)} ms`);
}
