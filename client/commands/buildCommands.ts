/** The commands that run builds and look at them. */
import type { StartedBuilds } from '../startedBuilds.ts';
import type { LogTerminals } from '../views/logTerminal.ts';
import { buildLogs } from './builds/buildLogs.ts';
import { cancelBuild } from './builds/cancelBuild.ts';
import type { EarlierForms } from './builds/fillIn.ts';
import { rerunBuild, rerunBuildWith } from './builds/rerunBuild.ts';
import { runManifest } from './builds/runManifest.ts';
import { useImage } from './builds/useImage.ts';
import type { Command } from './command.ts';

export function buildCommands(terminals: LogTerminals, started: StartedBuilds): readonly Command[] {
  const earlier: EarlierForms = new Map();
  return [
    buildLogs(terminals),
    cancelBuild,
    rerunBuild(started),
    rerunBuildWith(started, earlier),
    runManifest(started, earlier),
    useImage,
  ];
}
