/** Puts settings of the autoscaler into the manifest of a Service, as annotations of its template. */
import { l10n, window, workspace } from 'vscode';
import { autoscalingChanges } from '#knative/autoscaler/autoscalingChanges.ts';
import { formatPath } from '#knative/path.ts';
import { changeInFile, locateFields } from '../../fileFields.ts';
import { subjectsOf } from '../../subject.ts';
import type { Command } from '../command.ts';
import { serviceManifest } from '../../serviceManifest.ts';

/** Called by the dashboard with the Service, and values by annotation. */
export const writeAutoscaling: Command = {
  id: 'knative.writeAutoscaling',
  run: async ({ server }, subject, annotations) => {
    const [of] = subjectsOf([subject]);
    if (of === undefined) return;
    const manifest = await serviceManifest(server, of);
    if (manifest === undefined) return;
    const { resource, template } = manifest;
    const changes = autoscalingChanges(resource, template, annotations as Readonly<Record<string, string>>);
    if (changes.length === 0) {
      void window.showInformationMessage(
        l10n.t('The manifest says so already: {0}', workspace.asRelativePath(manifest.uri)),
      );
    } else if (!(await changeInFile(server, manifest, changes))) {
      throw new Error(l10n.t('{0} has changed; try again.', workspace.asRelativePath(manifest.uri)));
    }
    const [range] = await locateFields(
      server,
      manifest,
      changes.slice(0, 1).map(({ path }) => formatPath(path)),
    );
    await window.showTextDocument(manifest.uri, range === undefined ? {} : { selection: range });
  },
};
