/**
 * The context keys behind the menus: whether the active editor shows a Knative manifest, and which files of the
 * workspace are manifests.
 */
import { commands, window, workspace, type Disposable, type TextDocument, type TextEditor } from 'vscode';

/** As a manifest says whose it is; one line is enough and nothing is parsed. */
const ours =
  /^\s*["']?apiVersion["']?\s*:\s*["']?(?:[a-z]+\.)*(?:(?:serving|build|eventing|sources|messaging|flows)\.knative\.dev|tekton\.dev)\//m;

/** A manifest may have a long preamble, but not a longer one. */
const looked = 20_000;

export function manifestContext(): Disposable {
  const known = new Set<string>();
  let active = false;
  const look = (document: TextDocument): void => {
    const key = document.uri.toString();
    const is = isManifest(document);
    if (is !== known.has(key)) {
      if (is) known.add(key);
      else known.delete(key);
      void commands.executeCommand('setContext', 'knative.manifests', [...known]);
    }
    if (document === window.activeTextEditor?.document) setActive(is);
  };
  const setActive = (is: boolean): void => {
    if (is === active) return;
    active = is;
    void commands.executeCommand('setContext', 'knative.activeManifest', is);
  };
  const lookAtActive = (editor: TextEditor | undefined): void => {
    if (editor === undefined) setActive(false);
    else look(editor.document);
  };
  lookAtActive(window.activeTextEditor);
  const listening = [
    window.onDidChangeActiveTextEditor(lookAtActive),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.languageId === 'yaml' && contentChanges.length > 0) look(document);
    }),
  ];
  return {
    dispose() {
      for (const listener of listening) listener.dispose();
    },
  };
}

function isManifest(document: TextDocument): boolean {
  if (document.languageId !== 'yaml') return false;
  const text = document.getText();
  return ours.test(text.length > looked ? text.slice(0, looked) : text);
}
