/** The commands that run builds and look at them. */
import type { BuildLogs } from '../buildLogs.ts';
import type { StartedBuilds } from '../startedBuilds.ts';
import { buildLogs } from './builds/buildLogs.ts';
import { cancelBuild } from './builds/cancelBuild.ts';
import type { EarlierForms } from './builds/fillIn.ts';
import { rerunBuild, rerunBuildWith } from './builds/rerunBuild.ts';
import { runManifest } from './builds/runManifest.ts';
import { useImage } from './builds/useImage.ts';
import type { Command } from './command.ts';

export function buildCommands(logs: BuildLogs, started: StartedBuilds): readonly Command[] {
  const earlier: EarlierForms = new Map();
  return [
    buildLogs(logs),
    cancelBuild,
    rerunBuild(started),
    rerunBuildWith(started, earlier),
    runManifest(started, earlier),
    useImage,
  ];
}
