/**
 * Where VS Code enters. Registers what the manifest promises and starts the language server without waiting for it;
 * everything heavy is loaded when it is first needed.
 */
import type { ExtensionContext } from 'vscode';
import { ActiveService } from './activeService.ts';
import { BuildLogs } from './buildLogs.ts';
import { ClusterAccess } from './clusterAccess.ts';
import { ClusterKnowledge } from './clusterKnowledge.ts';
import { clusterCommands } from './commands/clusterCommands.ts';
import { registerCommand } from './commands/command.ts';
import {
  autoscalingCommandIds,
  buildCommandIds,
  objectCommandIds,
  rolloutCommandIds,
} from './commands/commandIds.ts';
import { loadedLater } from './commands/loadedLater.ts';
import { applyShownMigration, migrateFile } from './commands/migrateFile.ts';
import { newManifest } from './commands/newManifest.ts';
import { openRulesManual } from './commands/openRulesManual.ts';
import { openWalkthrough } from './commands/openWalkthrough.ts';
import { restartLanguageServer } from './commands/restartLanguageServer.ts';
import { showLog } from './commands/showLog.ts';
import { showReferences } from './commands/showReferences.ts';
import { validateWorkspace } from './commands/validateWorkspace.ts';
import { Dashboards } from './dashboards.ts';
import { LanguageServer } from './languageServer.ts';
import { createLog } from './log.ts';
import { manifestName } from './serviceManifests.ts';
import { StartedBuilds } from './startedBuilds.ts';
import { Answers } from './views/answers.ts';
import { BuildsView } from './views/buildsView.ts';
import { clusterContext } from './views/clusterContext.ts';
import { ClusterDocuments } from './views/clusterDocuments.ts';
import { languageStatus } from './views/languageStatus.ts';
import { LogTerminals } from './views/logTerminal.ts';
import { manifestContext } from './views/manifestContext.ts';
import { MigrationPreviews } from './views/migrationPreview.ts';
import { TrafficPanels } from './views/panels/trafficPanels.ts';
import { Rejections } from './views/rejections.ts';
import { rolloutStatus } from './views/rolloutStatus.ts';
import { ServicesView } from './views/servicesView.ts';

export function activate(context: ExtensionContext): void {
  const begin = performance.now();
  const log = createLog();
  const server = new LanguageServer(context, log);
  const cluster = new ClusterAccess(context, log);
  const knowledge = new ClusterKnowledge(context, server, cluster, log);
  const active = new ActiveService(server);
  const view = new ServicesView(cluster);
  const previews = new MigrationPreviews();
  const trafficPanels = new TrafficPanels({
    extensionUri: context.extensionUri,
    services: cluster.services,
    fileOf: async ({ namespace, service }) => manifestName(namespace, service),
  });
  const dashboards = new Dashboards(context.extensionUri, cluster);
  const documents = new ClusterDocuments();
  const answers = new Answers(documents);
  const rejections = new Rejections();
  const terminals = new LogTerminals();
  const builds = new BuildsView(cluster);
  const buildLogs = new BuildLogs(context, cluster);
  const started = new StartedBuilds((build) => builds.shows(build) || buildLogs.shows(build));
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
    ...clusterCommands(view),
    ...loadedLater(rolloutCommandIds, async () => {
      const { rolloutCommands } = await import('./commands/rolloutCommands.ts');
      return rolloutCommands(trafficPanels);
    }),
    ...loadedLater(autoscalingCommandIds, async () => {
      const { autoscalingCommands } = await import('./commands/autoscalingCommands.ts');
      return autoscalingCommands(dashboards);
    }),
    ...loadedLater(buildCommandIds, async () => {
      const { buildCommands } = await import('./commands/buildCommands.ts');
      return buildCommands(buildLogs, started);
    }),
    ...loadedLater(objectCommandIds, async () => {
      const { objectCommands } = await import('./commands/objectCommands.ts');
      return objectCommands({ documents, answers, rejections, terminals });
    }),
  ];
  context.subscriptions.push(
    log,
    server,
    cluster,
    knowledge,
    active,
    view,
    clusterContext(cluster),
    rolloutStatus({ cluster, knowledge, active, view }),
    languageStatus(server),
    manifestContext(server.onManifests),
    previews,
    trafficPanels,
    dashboards,
    documents,
    answers,
    rejections,
    terminals,
    builds,
    buildLogs,
    started,
    ...commands.map((command) => registerCommand(command, { server, log, cluster })),
  );
  // What goes wrong with it, the server itself tells.
  server.client().catch(() => undefined);
  log.info(`Activated in ${(performance.now() - begin).toFixed(1)} ms`);
}
