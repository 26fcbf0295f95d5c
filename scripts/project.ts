/** Where things are in this project, and the versions of the tools it fetches for itself. */
import path from 'node:path';

export const root = path.dirname(import.meta.dirname);

/** Ignored by Git; deleting it costs a download. */
export const cache = path.join(root, '.cache');

/** What `npm run package` makes. */
export const vsix = path.join(root, 'knative-tools.vsix');

/** The folders whose code is bundled. */
export const layers = ['knative', 'protocol', 'server', 'client', 'webview', 'playground'] as const;

/** Tools too large for package.json, installed into `.cache/` when first needed. */
export const tools = {
  /** VS Code 1.139.1 for the browser. */
  codeServer: '4.139.1',
  /** A browser for the end-to-end tests where the machine has none. */
  chromium: '153.0.0',
  vsce: '4.1.0',
} as const;
