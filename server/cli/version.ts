/** The version of the package this runs from. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export function version(): string {
  // Sources lie two folders deep, the bundle one.
  for (const up of ['..', '../..']) {
    const found = versionIn(path.join(import.meta.dirname, up, 'package.json'));
    if (found !== undefined) return found;
  }
  return 'unknown';
}

function versionIn(file: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof manifest !== 'object' || manifest === null) return undefined;
    if (!('name' in manifest) || manifest.name !== 'knative-tools' || !('version' in manifest))
      return undefined;
    return String(manifest.version);
  } catch {
    return undefined;
  }
}
