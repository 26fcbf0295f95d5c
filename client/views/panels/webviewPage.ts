/** The page of a webview: its script and its style sheet, and a policy that lets in nothing else. */
import { Uri, type Webview } from 'vscode';

/** Where the bundled panels are. */
export function panelFolder(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'dist', 'webview');
}

export interface PageOptions {
  /** What it shows is drawn by a library that writes style sheets: the script hands its own nonce to each. */
  readonly writesStyles?: boolean;
}

/** @param name as the folder in `webview/` is called */
export function webviewPage(
  webview: Webview,
  extensionUri: Uri,
  name: string,
  language: string,
  { writesStyles = false }: PageOptions = {},
): string {
  const nonce = crypto.randomUUID();
  const at = (file: string): string =>
    webview.asWebviewUri(Uri.joinPath(panelFolder(extensionUri), file)).toString();
  // No text of a cluster or of a user is ever put into this page.
  const styles = writesStyles ? `${webview.cspSource} 'nonce-${nonce}'` : webview.cspSource;
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${styles}; font-src ${webview.cspSource};`;
  return `<!DOCTYPE html>
<html lang="${/^[\w-]+$/.test(language) ? language : 'en'}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${at(`${name}.style.css`)}">
</head>
<body>
  <script nonce="${nonce}" src="${at(`${name}.js`)}"></script>
</body>
</html>`;
}
