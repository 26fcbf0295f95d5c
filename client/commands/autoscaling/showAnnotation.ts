/** From a setting of the autoscaler to the annotation in the manifest that it comes from. */
import { window } from 'vscode';
import { formatPath } from '#knative/path.ts';
import { locateFields } from '../../fileFields.ts';
import { subjectsOf } from '../../subject.ts';
import type { Command } from '../command.ts';
import { serviceManifest } from '../../serviceManifest.ts';

/** Called by the dashboard with the Service and the annotation. */
export const showAnnotation: Command = {
  id: 'knative.showAnnotation',
  run: async ({ server }, subject, annotation) => {
    const [of] = subjectsOf([subject]);
    if (of === undefined || typeof annotation !== 'string') return;
    const manifest = await serviceManifest(server, of);
    if (manifest === undefined) return;
    const field = formatPath([...manifest.template, 'metadata', 'annotations', annotation]);
    const [range] = await locateFields(server, manifest, [field]);
    await window.showTextDocument(manifest.uri, range === undefined ? {} : { selection: range });
  },
};
