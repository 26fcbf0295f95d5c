/** What the server is told when it starts: our sentences in the user's language, and who else looks after YAML here. */
import { env, extensions, l10n, workspace } from 'vscode';
import type { InitializationOptions } from '#protocol/initialization.ts';

export const yamlExtensionId = 'redhat.vscode-yaml';

export function initializationOptions(): InitializationOptions {
  return {
    // The strings of the display language by their English text; none when that is English.
    translations: l10n.bundle ?? {},
    language: env.language,
    yamlExtension: yamlIsServedElsewhere(),
    commands: true,
    migrationPreview: 'knative.migrateFile',
    // Whoever trusts the workspace later has the server started again.
    ...(workspace.isTrusted && {
      deployCommand: 'knative.deploy',
      runCommand: 'knative.runManifest',
      autoscalingCommand: 'knative.autoscaling',
    }),
  };
}

/** Whether what any YAML extension offers (syntax errors, folding, key order …) is left to the one installed. */
function yamlIsServedElsewhere(): boolean {
  switch (workspace.getConfiguration('knative').get<string>('yaml.features')) {
    case 'always':
      return false;
    case 'never':
      return true;
    default:
      return extensions.getExtension(yamlExtensionId) !== undefined;
  }
}
