/** The manifests the end-to-end tests open, read from the samples where one shows the point. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '#scripts/project.ts';

export function sample(name: string): string {
  return readFileSync(path.join(root, 'samples', name), 'utf8');
}

/** Two revisions in `release` form, one name of them a digit short. */
export const canary = sample('2019/blue-green.yaml');
