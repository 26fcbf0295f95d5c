/** Whole manifests to start from: what "New Knative Manifest" asks about and completion offers in an empty document. */
import { buildTemplates } from './templates/build.ts';
import { eventingTemplates } from './templates/eventing.ts';
import { servingTemplates } from './templates/serving.ts';
import { servingTemplatesOf2019 } from './templates/servingOf2019.ts';
import { tektonTemplates } from './templates/tekton.ts';
import type { ManifestTemplate } from './templates/template.ts';

const all: readonly ManifestTemplate[] = [
  ...servingTemplates,
  ...eventingTemplates,
  ...tektonTemplates,
  ...servingTemplatesOf2019,
  ...buildTemplates,
];

/** Those of today's APIs first. */
export function templates(): readonly ManifestTemplate[] {
  return all;
}
