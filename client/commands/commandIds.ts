/** The ids of the commands that are loaded later, by the module that holds them; `test/unit/client/manifest.test.ts` compares. */

/** `rolloutCommands.ts` */
export const rolloutCommandIds = [
  'knative.applyTraffic',
  'knative.openTrafficEditor',
  'knative.promote',
  'knative.pruneRevisions',
  'knative.rollBack',
  'knative.rollout',
  'knative.setCandidatePercent',
  'knative.shiftMore',
  'knative.startCanary',
  'knative.tagRevision',
  'knative.undoTraffic',
  'knative.untagRevision',
  'knative.writeTraffic',
] as const;

/** `autoscalingCommands.ts` */
export const autoscalingCommandIds = [
  'knative.autoscaling',
  'knative.showAnnotation',
  'knative.writeAutoscaling',
] as const;

/** `buildCommands.ts` */
export const buildCommandIds = [
  'knative.buildLogs',
  'knative.cancelBuild',
  'knative.rerunBuild',
  'knative.rerunBuildWith',
  'knative.runManifest',
  'knative.useImage',
] as const;

/** `objectCommands.ts` */
export const objectCommandIds = [
  'knative.copyCurl',
  'knative.delete',
  'knative.deploy',
  'knative.editYamlCopy',
  'knative.explain',
  'knative.sendAgain',
  'knative.sendRequest',
  'knative.showEvents',
  'knative.showLogs',
  'knative.showYaml',
] as const;
